// AWS as this action asks it: through the boto3 of the project's own environment.
import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { type JsonProgram, ProgramFailure } from '../adapters/json-lines.ts'
import type { Reason } from '../reasons.ts'

/** The environment that the program runs in. */
export type About = {
  /** `3.11.7` */
  readonly python: string
  /** The folder of the environment. */
  readonly prefix: string
  /** Versions; null where the package is not there. */
  readonly zappa: string | null
  readonly boto3: string | null
}

/** A function as it is deployed. */
export type Facts = {
  readonly arn: string
  /** CodeSha256 of $LATEST, in base64. */
  readonly sha: string
  /** The newest published version with that code; empty where there is none. */
  readonly version: string
  /** Of the code: bytes. */
  readonly size: number
  readonly isImage: boolean
  /** The image's URI with its digest. */
  readonly image: string
  readonly variables: Readonly<Record<string, string>>
  readonly logGroup: string
}

export type Code = Pick<Facts, 'sha' | 'version' | 'size'>

export type Invoked = {
  /** The name of the request in the log. */
  readonly request: string
  /** `Unhandled` or `Handled`; empty where the function ended well. */
  readonly error: string
  readonly payload: string
  /** The last 4 kB of the log. */
  readonly tail: string
}

export type Restored = {
  readonly sha: string
  readonly version: string
  /** Of the configuration, by AWS's names. */
  readonly changed: readonly string[]
  readonly aliases: readonly string[]
  /** What is not as it was. */
  readonly remarks: readonly string[]
}

/** Where AWS is asked. */
export type Access = {
  readonly region: string
  readonly profile: string
  readonly endpoints: Readonly<Record<string, string>>
}

/** Every question throws a UserError where it fails; its reason tells which of AWS's answers it was. */
export type Aws = {
  about(): Promise<About>
  /** Says where AWS is, before all else. Returns the region, which may come from the configuration; null where there is none. */
  begin(access: Access): Promise<{ readonly region: string | null }>
  /** Undefined where there is no such function. */
  look(name: string): Promise<Facts | undefined>
  /** Copies the code, and what it runs with, into a folder. */
  record(name: string, folder: string): Promise<Facts>
  /** What the code is when no update is in progress any more. `failed` tells why that one came to nothing; empty where it did not. */
  now(name: string): Promise<Code & { readonly failed: string }>
  restore(folder: string, bucket: string, provisioned: number): Promise<Restored>
  invoke(name: string, payload: object, seconds: number): Promise<Invoked>
  log(group: string, request: string, since: number, seconds: number): Promise<Log>
  tags(arn: string): Promise<Readonly<Record<string, string>>>
  tag(arn: string, key: string, value: string): Promise<void>
  untag(arn: string, keys: readonly string[]): Promise<void>
  remoteEnv(bucket: string, key: string): Promise<Readonly<Record<string, unknown>>>
  /** Spares Zappa questions about packages that have nothing compiled; its temporary folder is given. Returns them. */
  spareLookups(folder: string): Promise<readonly string[]>
}

export type Log = { readonly lines: readonly string[]; readonly whole: boolean }

/** Asks through a program that is `aws/serve.py`. What it says of a failure is scrubbed before it is cut: half a value is not recognised. */
export function awsOf(program: JsonProgram, redact: Redact): Aws {
  const ask = async <T>(what: string, given: Readonly<Record<string, unknown>> = {}): Promise<T> =>
    answered<T>(program.ask(what, given), redact)
  return {
    about: () => answered<About>(program.greeting, redact),
    begin: (access) => ask('begin', access),
    look: async (name) => (await ask<Facts | null>('look', { name })) ?? undefined,
    record: (name, folder) => ask('record', { name, folder }),
    now: (name) => ask('now', { name }),
    restore: (folder, bucket, provisioned) => ask('restore', { folder, bucket, provisioned }),
    invoke: (name, payload, seconds) => ask('invoke', { name, payload, seconds }),
    log: (group, request, since, seconds) => ask('log', { group, request, since, seconds }),
    tags: (arn) => ask('tags', { arn }),
    tag: (arn, key, value) => ask('tag', { arn, key, value }),
    untag: (arn, keys) => ask('untag', { arn, keys }),
    remoteEnv: (bucket, key) => ask('remote-env', { bucket, key }),
    spareLookups: (folder) => ask('spare-lookups', { folder }),
  }
}

type Redact = (text: string) => string

async function answered<T>(answer: Promise<unknown>, redact: Redact): Promise<T> {
  try {
    return (await answer) as T
  } catch (cause) {
    throw cause instanceof ProgramFailure ? meant(cause, redact) : broken(cause, redact)
  }
}

function broken(cause: unknown, redact: Redact): UserError {
  const said = cause instanceof Error ? cause.message : String(cause)
  const what = `Python can't ask AWS: ${quote(redact(said))}`
  return new UserError('aws-failed', what, { cause })
}

type Meaning = readonly [reason: Reason, begin: string, remedy: string]

/** What AWS says of the credentials, and what else can be wrong with a question. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  absent: ['not-deployed', 'There is no such thing at AWS', ''],
  denied: ['denied', 'AWS denies it', '; give the role or user of this job that permission'],
  expired: [
    'expired',
    'The AWS credentials have expired',
    '; get them right before this step, or for a longer time',
  ],
  credentials: [
    'no-credentials',
    'There are no credentials that AWS takes',
    '; aws-actions/configure-aws-credentials before this step brings them',
  ],
  profile: [
    'no-profile',
    'The profile of the settings is not there',
    '; leave "profile_name" out of the settings: in a job the credentials come from the environment',
  ],
  unreachable: ['unreachable', 'AWS is out of reach', ''],
  'no-answer': ['unreachable', 'AWS does not answer', ''],
  throttled: ['throttled', 'AWS has too many requests', '; run it again later'],
  conflict: ['conflict', 'Another update of the function is in progress', ''],
  'not-run': [
    'not-run',
    'AWS can\u2019t run the function',
    '; look at its key, its network, its file systems and its runtime',
  ],
  'not-json': ['bad-settings', 'The remote environment can\u2019t be read', ''],
}

function meant(failure: ProgramFailure, redact: Redact): UserError {
  const { kind } = failure
  const message = redact(failure.message)
  const known = MEANINGS[kind]
  const [reason, begin, remedy] = known ?? (['aws-failed', 'AWS refuses it', ''] as const)
  return new UserError(reason, `${begin}: ${quote(message)}${remedy}`, { cause: failure })
}
