// Sends requests to AWS through the boto3 of the project's own virtual environment.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { plainError } from '../../../../kit/text/plain-error.ts'
import { type JsonProgram, ProgramFailure } from '../adapters/json-lines.ts'
import type { Reason } from '../reasons.ts'
import type { Aws, FunctionFacts, PythonFacts, Restoration } from './aws.ts'

type Redact = (text: string) => string
type Args = Readonly<Record<string, unknown>>

/**
 * `program` is `aws_server.py`. Its error messages are redacted before they are shortened: half a secret would not be recognised. `warn` is
 * called once at most.
 */
export function awsClient(
  program: JsonProgram,
  redact: Redact,
  warn: (message: string) => void,
): Aws {
  const request = <T>(operation: string, args: Args): Promise<T> =>
    resultOf<T>(program.request(operation, args), redact)
  let hasWarned = false
  /** Requests something that has a version: its number is empty if AWS does not list the versions. */
  const requestVersion = async <T>(operation: string, args: Args): Promise<T> => {
    const answer = await request<(T & { unlisted: ServerError | null }) | null>(operation, args)
    if (answer === null) return answer as T
    const { unlisted, ...rest } = answer
    if (unlisted && !hasWarned) {
      hasWarned = true
      const { message } = awsError(new ProgramFailure(unlisted), redact)
      warn(`The published versions can't be listed, so their numbers are empty: ${message}`)
    }
    return rest as T
  }
  return {
    python: () => resultOf<PythonFacts>(program.greeting, redact),
    configure: (access) => request('configure', access),
    describe: async (name) =>
      (await requestVersion<FunctionFacts | null>('describe', { name })) ?? undefined,
    record: (name, folder) => requestVersion('record', { name, folder }),
    currentCode: (name) => requestVersion('current-code', { name }),
    restore: async (folder, bucket, provisioned) => {
      const args = { folder, bucket, provisioned }
      const { missing, ...rest } = await requestVersion<ServerRestoration>('restore', args)
      const explained = missing.map(({ what, kind, message }) => {
        return { what, why: awsError(new ProgramFailure({ kind, message }), redact).message }
      })
      return { ...rest, missing: explained }
    },
    invoke: (name, payload, seconds) => request('invoke', { name, payload, seconds }),
    readLog: (group, id, since, seconds) =>
      request('read-log', { group, request: id, since, seconds }),
    tags: (arn) => request('tags', { arn }),
    tag: (arn, key, value) => request('tag', { arn, key, value }),
    untag: (arn, keys) => request('untag', { arn, keys }),
    remoteEnv: (bucket, key) => request('remote-env', { bucket, key }),
    skipWheelLookups: (folder) => request('skip-wheel-lookups', { folder }),
  }
}

type ServerError = { readonly kind: string; readonly message: string }

type ServerRestoration = Omit<Restoration, 'missing'> & {
  readonly missing: readonly (ServerError & { readonly what: string })[]
}

async function resultOf<T>(result: Promise<unknown>, redact: Redact): Promise<T> {
  try {
    return (await result) as T
  } catch (cause) {
    throw cause instanceof ProgramFailure ? awsError(cause, redact) : serverError(cause, redact)
  }
}

/** The Python program itself failed. */
function serverError(cause: unknown, redact: Redact): UserError {
  const what = `Python can't send requests to AWS: ${quote(redact(plainError(cause)))}`
  return new UserError('aws-failed', what, { cause })
}

type Explanation = readonly [reason: Reason, problem: string, remedy: string]

/** By the kinds of errors.py. */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  absent: ['not-deployed', 'The resource does not exist at AWS', ''],
  denied: ['denied', 'AWS denies access', '; give the role or user of this job that permission'],
  expired: [
    'expired',
    'The AWS credentials have expired',
    '; request them right before this step, or for a longer time',
  ],
  credentials: [
    'no-credentials',
    'There are no credentials that AWS accepts',
    '; run aws-actions/configure-aws-credentials before this step',
  ],
  profile: [
    'no-profile',
    'The profile in the settings does not exist here',
    '; leave "profile_name" out of the settings: in a job the credentials come from the environment',
  ],
  unreachable: ['unreachable', "AWS can't be reached", ''],
  'no-answer': ['unreachable', 'AWS does not answer', ''],
  throttled: ['throttled', 'AWS limits the rate of requests', '; run it again later'],
  conflict: ['conflict', 'Another update of the function is in progress', ''],
  'not-run': [
    'not-run',
    "AWS can't run the function",
    '; check its key, network, file systems and runtime',
  ],
  'not-json': ['bad-settings', "The remote environment can't be read", ''],
}

const UNKNOWN: Explanation = ['aws-failed', 'AWS refuses the request', '']

function awsError(failure: ProgramFailure, redact: Redact): UserError {
  const [reason, problem, remedy] = EXPLANATIONS[failure.kind] ?? UNKNOWN
  const message = `${problem}: ${quote(redact(failure.message))}${remedy}`
  return new UserError(reason, message, { cause: failure })
}
