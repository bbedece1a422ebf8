// Inspects what is deployed before an update: the environment, the region, the function and its secrets.

import type { RedactingRunner } from '../../../kit/action/redacting-runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { Env } from '../../../kit/git/git.ts'
import {
  type NamedValue,
  notHiddenLine,
  type OpenValues,
  stringsToHide,
} from '../../../kit/text/secret-values.ts'
import type { Aws, AwsAccess, FunctionFacts } from './aws/aws.ts'
import type { UpdateInputs } from './inputs.ts'
import { refuse, virtualenvProblems } from './preflight.ts'
import { namedValues, openValues } from './secrets.ts'
import type { Stage } from './settings/stage.ts'

export type Deployment = {
  readonly access: AwsAccess
  /** Undefined if nothing is deployed. */
  readonly facts: FunctionFacts | undefined
  /** The version of the Python that Zappa runs with: `3.11.7`. */
  readonly python: string
  readonly open: OpenValues
}

/** Inspects the deployment and hides every secret value in it. Throws a UserError if an update is not possible. */
export async function inspect(
  aws: Aws,
  stage: Stage,
  inputs: Pick<UpdateInputs, 'image-uri' | 'public'>,
  { env, redacting }: { readonly env: Env; readonly redacting: RedactingRunner },
): Promise<Deployment> {
  const environment = await aws.python()
  refuse(virtualenvProblems(environment, stage, inputs['image-uri'] !== ''), stage.file)
  const { profile, endpoints } = stage
  // boto3 does not read AWS_REGION.
  const wanted = stage.region || (env['AWS_DEFAULT_REGION'] ?? '')
  const { region } = await aws.configure({ region: wanted, profile, endpoints })
  if (region === null) {
    const what = 'No region: set "aws_region" in the settings, or AWS_DEFAULT_REGION'
    throw new UserError('no-region', what)
  }
  const [facts, remote] = await Promise.all([
    aws.describe(stage.functionName),
    remoteVariables(aws, stage, redacting),
  ])
  if (facts?.variables === null)
    redacting.runner.annotate(
      'warning',
      `The values of the function's variables can't be hidden in the log, except for those in the settings, because AWS does not return them (kms:Decrypt)`,
    )
  const values = [...stage.secretValues, ...namedValues(facts?.variables ?? {}), ...remote]
  const open = openValues(inputs.public, stage, env)
  redacting.addSecrets(stringsToHide(values, open))
  const notHidden = notHiddenLine(values, open)
  if (notHidden !== undefined) redacting.runner.log(notHidden)
  return { access: { region, profile, endpoints }, facts, python: environment.python, open }
}

/** The function may be allowed to read them although this job is not. */
async function remoteVariables(
  aws: Aws,
  { remoteEnv }: Stage,
  { runner }: RedactingRunner,
): Promise<NamedValue[]> {
  if (!remoteEnv) return []
  const { bucket, key } = remoteEnv
  try {
    return namedValues(await aws.remoteEnv(bucket, key))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    runner.annotate(
      'warning',
      `The values of s3://${bucket}/${key} can't be hidden in the log, because this job can't read them (${error.message}). They are replaced by *** only in the lines where Zappa's handler logs them`,
    )
    return []
  }
}
