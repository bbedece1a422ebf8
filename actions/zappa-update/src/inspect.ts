// What is there before an update: the environment, the region, the function and its secrets.

import type { RedactingRunner } from '../../../kit/action/redacting-runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { Env } from '../../../kit/git/git.ts'
import type { Access, Aws, Facts } from './aws/client.ts'
import { environmentTrouble, refuse } from './preflight.ts'
import { hiddenOf, type Named, namedValues, shownLine } from './secrets.ts'
import type { Stage } from './settings/stage.ts'

export type Surroundings = {
  readonly access: Access
  /** What is deployed; undefined for nothing. */
  readonly facts: Facts | undefined
}

/** Looks at all of it, and hides every value that it finds. Throws a UserError where an update can't be. */
export async function lookAround(
  aws: Aws,
  stage: Stage,
  isImage: boolean,
  { env, redacting }: { readonly env: Env; readonly redacting: RedactingRunner },
): Promise<Surroundings> {
  refuse(environmentTrouble(await aws.about(), stage, isImage))
  const { profile, endpoints } = stage
  // boto3 does not know AWS_REGION.
  const wanted = stage.region || (env['AWS_DEFAULT_REGION'] ?? '')
  const { region } = await aws.begin({ region: wanted, profile, endpoints })
  if (region === null) {
    const what = 'No region: say "aws_region" in the settings, or set AWS_DEFAULT_REGION'
    throw new UserError('no-region', what)
  }
  const [facts, remote] = await Promise.all([
    aws.look(stage.functionName),
    remoteValues(aws, stage, redacting),
  ])
  const values = [...stage.values, ...namedValues(facts?.variables ?? {}), ...remote]
  redacting.addSecrets(hiddenOf(values))
  const shown = shownLine(values)
  if (shown !== undefined) redacting.runner.log(shown)
  return { access: { region, profile, endpoints }, facts }
}

/** The credentials of the job, and what the settings have. */
export const hiddenAtOnce = (stage: Stage, env: Env): string[] =>
  hiddenOf([
    ...stage.values,
    ...['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map((name): Named => [name, env[name] ?? '']),
  ])

/** The function may be allowed to read them where this job is not. */
async function remoteValues(
  aws: Aws,
  { remoteEnv }: Stage,
  { runner }: RedactingRunner,
): Promise<Named[]> {
  if (!remoteEnv) return []
  const { bucket, key } = remoteEnv
  try {
    return namedValues(await aws.remoteEnv(bucket, key))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    runner.annotate(
      'warning',
      `The values of s3://${bucket}/${key} can't be hidden in the log, because this job can't read them (${error.message}). Zappa's own lines that show them are cut`,
    )
    return []
  }
}
