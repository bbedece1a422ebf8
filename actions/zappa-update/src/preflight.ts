// Finds what is wrong before anything is packaged. Pure.

import { list, quote } from '../../../kit/text/escape.ts'
import { comparePep440, parsePep440 } from '../../../kit/versions/pep440.ts'
import type { PythonFacts } from './aws/aws.ts'
import type { UpdateInputs } from './inputs.ts'
import { commandsOf } from './plan.ts'
import type { Reason, Refusal } from './reasons.ts'
import { settingsErrors } from './settings/settings-error.ts'
import type { Stage } from './settings/stage.ts'

type Env = Readonly<Record<string, string | undefined>>

type StageInputs = Pick<UpdateInputs, 'image-uri' | 'manage' | 'on-failure' | 'smoke'>

/** Returns everything that is wrong with a stage in this environment. */
export function stageProblems(stage: Stage, inputs: StageInputs, env: Env): Refusal[] {
  const found = regionProblems(stage, env)
  /** `key`: the path of the setting that it is about. */
  const refuseIf = (isWrong: boolean, reason: Reason, problem: string, ...key: string[]): void => {
    const message = `The stage ${quote(stage.name)} ${problem}`
    if (isWrong) found.push({ reason, message, at: stage.locate(...key) })
  }
  const isImage = inputs['image-uri'] !== ''
  refuseIf(
    // The template of API Gateway is uploaded to the bucket too, even for an image.
    stage.bucket === '' && (!isImage || stage.hasGateway),
    'no-bucket',
    'has no "s3_bucket": Zappa would create a bucket with a random name on every update',
    's3_bucket',
  )
  refuseIf(
    stage.nonStringVariables.length > 0,
    'bad-settings',
    `has variables whose values are not strings: ${list(stage.nonStringVariables)}; put them in quotes`,
    ...stage.nonStringPath,
  )
  refuseIf(
    (inputs.manage ?? []).length > 0 && !stage.isDjango,
    'no-django',
    'has no "django_settings": Zappa would run none of the commands and report success',
    'django_settings',
  )
  refuseIf(
    stage.hasSlimHandler && inputs['on-failure'] === 'restore',
    'not-restorable',
    'has "slim_handler": its code is a file in S3 that an update overwrites, so it can\u2019t be restored; "on-failure: keep" updates it nevertheless',
    'slim_handler',
  )
  refuseIf(
    (inputs.smoke?.url ?? '').startsWith('/') && !stage.hasGateway && !stage.hasFunctionUrl,
    'no-url',
    'has neither API Gateway nor a function URL, so Zappa reports no URL; set "smoke" to a full URL',
    'use_apigateway',
  )
  refuseIf(
    stage.hasSlimHandler && isImage,
    'bad-settings',
    'has "slim_handler", which an image can\u2019t have',
    'slim_handler',
  )
  return found
}

/** boto3 reads AWS_DEFAULT_REGION only, but a job sets AWS_REGION too and means the same. */
function regionProblems({ region, locate }: Stage, env: Env): Refusal[] {
  return ['AWS_REGION', 'AWS_DEFAULT_REGION'].flatMap((name): Refusal[] => {
    const other = env[name] ?? ''
    if (other === '' || region === '' || other === region) return []
    const message = `${name} is ${quote(other)}, but "aws_region" in the settings is ${quote(region)}: Zappa would use both; make them the same`
    return [{ reason: 'region-differs', message, at: locate('aws_region') }]
  })
}

/** For the releases of Zappa from each one on, newest first: the oldest and newest minor version of Python 3. */
const PYTHONS: readonly (readonly [since: string, oldest: number, newest: number])[] = [
  ['0.61.2', 9, 14],
  ['0.60.0', 9, 13],
  ['0.59.0', 8, 12],
  ['0.58.0', 7, 11],
  ['0.57.0', 7, 10],
  ['0.55.0', 7, 9],
  ['0.54.0', 6, 9],
  ['0.53.0', 6, 8],
]

/** Releases from this one on may support newer versions of Python than this table lists. */
const FIRST_UNKNOWN = '0.64.0'

/** Returns what is wrong with the virtual environment that Zappa would run in. */
export function virtualenvProblems(
  { python, zappa, boto3, prefix }: PythonFacts,
  { runtime, locate }: Pick<Stage, 'runtime' | 'locate'>,
  isImage: boolean,
): Refusal[] {
  if (zappa === null || boto3 === null) {
    const missing = zappa === null ? 'Zappa' : 'boto3'
    const message = `The virtual environment ${quote(prefix)} has no ${missing}; add "zappa" to the requirements`
    return [{ reason: 'no-zappa', message }]
  }
  const found: Refusal[] = []
  const supported = supportedPythons(zappa)
  const minor = Number(python.split('.')[1] ?? 0)
  const mayBeSupported = isAtLeast(zappa, FIRST_UNKNOWN)
  if (!supported || minor < supported.oldest || (minor > supported.newest && !mayBeSupported)) {
    const range = supported
      ? `Python 3.${supported.oldest} to 3.${supported.newest}`
      : 'older Pythons only'
    const message = `Zappa ${zappa} supports ${range}, but the environment has ${python}; use another Python (actions/setup-python) or another Zappa`
    found.push({ reason: 'python-unsupported', message })
  }
  const actual = `python3.${minor}`
  if (!isImage && runtime !== '' && runtime !== actual) {
    const message = `"runtime" in the settings is ${quote(runtime)}, but the environment has ${actual}: its packages would not run there; make them the same`
    found.push({ reason: 'runtime-differs', message, at: locate('runtime') })
  }
  return found
}

function supportedPythons(
  zappa: string,
): { readonly oldest: number; readonly newest: number } | undefined {
  const row = PYTHONS.find(([since]) => isAtLeast(zappa, since))
  if (!row) return undefined
  const [, oldest, newest] = row
  return { oldest, newest }
}

function isAtLeast(version: string, minimum: string): boolean {
  const actual = parsePep440(version)
  const wanted = parsePep440(minimum)
  return actual !== undefined && wanted !== undefined && comparePep440(actual, wanted) >= 0
}

/** Returns warnings about what may go wrong. */
export function warningsFor(stage: Stage, manage: UpdateInputs['manage']): string[] {
  const commands = commandsOf(manage, stage)
  if (commands.length === 0 || stage.timeoutSeconds >= 60) return []
  return [
    `The stage ${quote(stage.name)} limits an invocation to ${stage.timeoutSeconds} s ("timeout_seconds"), ${list(commands)} included: Lambda stops a longer migration midway`,
  ]
}

/** Throws a UserError with all refusals, if there are any; the reason is that of the first. `file`: the settings. */
export function refuse([first, ...others]: readonly Refusal[], file: string): void {
  if (first) throw settingsErrors([first, ...others], file)
}
