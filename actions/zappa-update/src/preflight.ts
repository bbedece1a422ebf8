// What can be told to be wrong before anything is packaged. Pure.
import { UserError } from '../../../kit/action/user-error.ts'
import { list, quote } from '../../../kit/text/escape.ts'
import { comparePep440, parsePep440 } from '../../../kit/versions/pep440.ts'
import type { About } from './aws/client.ts'
import type { UpdateInputs } from './inputs.ts'
import { commandsOf } from './plan.ts'
import type { Reason } from './reasons.ts'
import type { Stage } from './settings/stage.ts'

export type Refusal = { readonly reason: Reason; readonly sentence: string }

type Env = Readonly<Record<string, string | undefined>>

/** What is wrong with a stage in this environment: all of it. */
export function stageTrouble(stage: Stage, inputs: UpdateInputs, env: Env): Refusal[] {
  const called = `The stage ${quote(stage.name)}`
  const isImage = inputs['image-uri'] !== ''
  const found: (Refusal | false)[] = [
    ...regionTrouble(stage, env),
    // What makes the gateway lies there too, for an image as well.
    stage.bucket === '' &&
      (!isImage || stage.hasGateway) && {
        reason: 'no-bucket',
        sentence: `${called} has no "s3_bucket": Zappa would make a bucket of a random name with every update`,
      },
    stage.noTexts.length > 0 && {
      reason: 'bad-settings',
      sentence: `${called} has variables that are no texts: ${list(stage.noTexts)}; write them in quotes`,
    },
    (inputs.manage ?? []).length > 0 &&
      !stage.isDjango && {
        reason: 'no-django',
        sentence: `${called} has no "django_settings": Zappa would run no command, and call that a success`,
      },
    stage.isSlim &&
      inputs['on-failure'] === 'restore' && {
        reason: 'not-restorable',
        sentence: `${called} has "slim_handler": its code lies in a file of S3 that an update overwrites, and can't be put back; "on-failure: keep" updates it without a way back`,
      },
    (inputs.smoke?.url ?? '').startsWith('/') &&
      !stage.hasGateway &&
      !stage.hasUrl && {
        reason: 'no-url',
        sentence: `${called} is served at no address that Zappa tells: it has neither API Gateway nor a function URL; give "smoke" a whole URL`,
      },
    stage.isSlim &&
      isImage && {
        reason: 'bad-settings',
        sentence: `${called} has "slim_handler", which an image can't have`,
      },
  ]
  return found.filter((one): one is Refusal => one !== false)
}

/** boto3 knows AWS_DEFAULT_REGION alone; a job has AWS_REGION as well, and means the same with it. */
function regionTrouble({ region }: Stage, env: Env): Refusal[] {
  return ['AWS_REGION', 'AWS_DEFAULT_REGION'].flatMap((name): Refusal[] => {
    const other = env[name] ?? ''
    if (other === '' || region === '' || other === region) return []
    const sentence = `${name} is ${quote(other)}, and the settings' aws_region ${quote(region)}: Zappa would use both; make them the same`
    return [{ reason: 'region-differs', sentence }]
  })
}

/** Pythons by the releases of Zappa, the newest first: from which release on, the oldest and the newest minor version of Python 3. */
const PYTHONS: readonly (readonly [from: string, oldest: number, newest: number])[] = [
  ['0.61.2', 9, 14],
  ['0.60.0', 9, 13],
  ['0.59.0', 8, 12],
  ['0.58.0', 7, 11],
  ['0.57.0', 7, 10],
  ['0.55.0', 7, 9],
  ['0.54.0', 6, 9],
  ['0.53.0', 6, 8],
]

/** What is wrong with the environment that Zappa would run in. */
export function environmentTrouble(
  { python, zappa, boto3, prefix }: About,
  stage: Stage,
  isImage: boolean,
): Refusal[] {
  if (zappa === null || boto3 === null) {
    const what = zappa === null ? 'Zappa' : 'boto3'
    const sentence = `The environment ${quote(prefix)} has no ${what}; put "zappa" into the requirements`
    return [{ reason: 'no-zappa', sentence }]
  }
  const found: Refusal[] = []
  const [, minor = '0'] = python.split('.')
  const known = PYTHONS.find(([from]) => isAtLeast(zappa, from))
  const isFuture = isAtLeast(zappa, '0.64.0')
  const [, oldest, newest] = known ?? ['', 99, 0]
  if (Number(minor) < oldest || (Number(minor) > newest && !isFuture)) {
    const range = known ? `Python 3.${oldest} to 3.${newest}` : 'an older Python'
    const sentence = `Zappa ${zappa} runs on ${range}, and the environment has ${python}; use another Python (actions/setup-python) or another Zappa`
    found.push({ reason: 'python-unsupported', sentence })
  }
  const runtime = `python3.${minor}`
  if (!isImage && stage.runtime !== '' && stage.runtime !== runtime) {
    const sentence = `The settings' runtime is ${quote(stage.runtime)}, and the environment has ${runtime}: its packages would not run there; make them the same`
    found.push({ reason: 'runtime-differs', sentence })
  }
  return found
}

function isAtLeast(version: string, from: string): boolean {
  const [own, wanted] = [parsePep440(version), parsePep440(from)]
  return own !== undefined && wanted !== undefined && comparePep440(own, wanted) >= 0
}

/** What may go wrong, and can be said before. */
export function warningsFor(stage: Stage, inputs: UpdateInputs): string[] {
  const commands = commandsOf(inputs, stage)
  if (commands.length === 0 || stage.timeout >= 60) return []
  return [
    `The stage ${quote(stage.name)} gives an invocation ${stage.timeout} s ("timeout_seconds"), also ${list(commands)}: a longer migration is ended in the middle`,
  ]
}

/** Throws a UserError with all that is wrong; the reason is that of the first. */
export function refuse(found: readonly Refusal[]): void {
  const [first] = found
  if (!first) return
  throw new UserError(first.reason, found.map(({ sentence }) => sentence).join('\n'))
}
