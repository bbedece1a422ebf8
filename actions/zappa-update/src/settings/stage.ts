// A stage of Zappa's settings, with what it extends, as far as an update has to know it. Pure.
import { UserError } from '../../../../kit/action/user-error.ts'
import { isObject } from '../../../../kit/settings-files/zappa.ts'
import { list, quote } from '../../../../kit/text/escape.ts'
import { suggestion } from '../../../../kit/text/suggest.ts'
import { functionName, projectName } from './function-name.ts'

export type Stage = {
  readonly name: string
  /** The Lambda function's name. */
  readonly functionName: string
  /** Empty where the settings have none. */
  readonly region: string
  readonly profile: string
  readonly bucket: string
  /** The addresses of services, where they are other ones than AWS's. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly isDjango: boolean
  readonly hasGateway: boolean
  readonly isSlim: boolean
  /** A function URL. */
  readonly hasUrl: boolean
  /** Of one invocation: seconds. */
  readonly timeout: number
  /** Of the settings; empty where it follows from the Python. */
  readonly runtime: string
  /** How much capacity is kept ready; 0 for none. */
  readonly provisioned: number
  readonly remoteEnv: { readonly bucket: string; readonly key: string } | undefined
  /** What may be secret, of this stage and of those that it extends. */
  readonly values: readonly (readonly [name: string, value: string])[]
  /** Variables whose values are no texts. Zappa refuses them, of the function's own only when the new code is live, and shows them. */
  readonly noTexts: readonly string[]
}

/** Where the settings have variables. */
const VARIABLES = ['environment_variables', 'aws_environment_variables']

type Settings = Readonly<Record<string, unknown>>

/** Reads a stage. Throws a UserError (`no-stage`, `bad-settings`). `folder` is the name of the project's folder. */
export function stageOf(stages: Settings, name: string, file: string, folder: string): Stage {
  const chain = chainOf(stages, name, file)
  const all: Settings = Object.assign({}, ...chain.toReversed())
  const text = (key: string): string => (typeof all[key] === 'string' ? all[key] : '')
  const flag = (key: string, otherwise: boolean): boolean => truth(all[key], otherwise)
  const project = projectName(all['project_name'], folder)
  const hasGateway = flag('use_apigateway', true) && flag('apigateway_enabled', true)
  if (hasGateway && !/^\w+$/.test(name)) {
    const what = `The stage ${quote(name)} can't be one of API Gateway: only letters, digits and _ may be in its name`
    throw new UserError('bad-settings', what, { file })
  }
  return {
    name,
    functionName: functionName(project, name),
    region: text('aws_region'),
    profile: text('profile_name'),
    bucket: text('s3_bucket'),
    endpoints: texts(all['aws_endpoint_urls']),
    isDjango: text('django_settings') !== '',
    hasGateway,
    isSlim: flag('slim_handler', false),
    hasUrl: flag('function_url_enabled', false),
    timeout: Number(all['timeout_seconds'] ?? 30),
    runtime: text('runtime'),
    provisioned: Number(all['provisioned_concurrency'] ?? 0),
    remoteEnv: remoteEnv(all),
    values: chain.flatMap(secretValues),
    noTexts: VARIABLES.flatMap((key) => Object.entries(objectOf(all[key])))
      .filter(([, value]) => typeof value !== 'string')
      .map(([key]) => key),
  }
}

/** A stage and what it extends, itself first: what a nearer one has counts (Zappa `stage_config`). */
function chainOf(stages: Settings, name: string, file: string): Settings[] {
  const chain: Settings[] = []
  const seen: string[] = []
  for (let next: unknown = name; next; next = chain.at(-1)?.['extends']) {
    const wanted = String(next)
    if (seen.includes(wanted)) {
      const what = `The stages ${list([...seen, wanted])} extend each other in a circle`
      throw new UserError('bad-settings', what, { file })
    }
    const found = Object.hasOwn(stages, wanted) ? stages[wanted] : undefined
    if (!isObject(found)) throw noStage(stages, wanted, seen.at(-1), file)
    chain.push(found)
    seen.push(wanted)
  }
  return chain
}

function noStage(
  stages: Settings,
  name: string,
  extending: string | undefined,
  file: string,
): UserError {
  const names = Object.keys(stages)
  const there = names.length === 0 ? '; it has none' : suggestion(name, names, 'it has')
  const by = extending === undefined ? '' : `, which ${quote(extending)} extends`
  const what = `${quote(file)} has no stage ${quote(name)}${by}${there}`
  return new UserError('no-stage', what, { file })
}

/** As Python takes a value for a condition. */
const truth = (value: unknown, otherwise: boolean): boolean =>
  value === undefined ? otherwise : Array.isArray(value) ? value.length > 0 : Boolean(value)

const objectOf = (value: unknown): Settings => (isObject(value) ? value : {})

const texts = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(objectOf(value)).map(([key, address]) => [key, String(address)]),
  )

function remoteEnv(settings: Settings): Stage['remoteEnv'] {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(String(settings['remote_env'] ?? '')) ?? []
  if (bucket && key) return { bucket, key }
  const old = { bucket: settings['remote_env_bucket'], key: settings['remote_env_file'] }
  if (typeof old.bucket !== 'string' || typeof old.key !== 'string') return undefined
  return { bucket: old.bucket, key: old.key }
}

function secretValues(settings: Settings): [string, string][] {
  const variables = VARIABLES.flatMap((key) => Object.entries(objectOf(settings[key])))
  const own = ['api_key', 'lets_encrypt_key'].map((key) => [key, settings[key] ?? ''] as const)
  return [...variables, ...own].flatMap(([key, value]) =>
    value === '' || value === null || typeof value === 'object' ? [] : [[key, String(value)]],
  )
}
