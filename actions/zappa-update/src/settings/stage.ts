// A stage of Zappa's settings, with the stages that it extends, as far as an update needs to know it. Pure.

import { UserError } from '../../../../kit/action/user-error.ts'
import { openWords } from '../../../../kit/settings-files/open-words.ts'
import { isObject } from '../../../../kit/settings-files/zappa.ts'
import { list, quote } from '../../../../kit/text/escape.ts'
import { suggestion } from '../../../../kit/text/suggest.ts'
import { functionName, projectName } from './function-name.ts'

export type Stage = {
  readonly name: string
  /** The name of the Lambda function. */
  readonly functionName: string
  /** Empty if not set. */
  readonly region: string
  readonly profile: string
  readonly bucket: string
  /** The addresses of services that are not those of AWS. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly isDjango: boolean
  readonly hasGateway: boolean
  readonly hasSlimHandler: boolean
  readonly hasFunctionUrl: boolean
  /** The limit of one invocation. */
  readonly timeoutSeconds: number
  /** Empty if not set: Zappa then takes that of the Python it runs with. */
  readonly runtime: string
  /** The provisioned concurrency; 0 for none. */
  readonly provisioned: number
  readonly remoteEnv: { readonly bucket: string; readonly key: string } | undefined
  /** The words in the settings that are no secrets: regions, stages, projects. */
  readonly openWords: readonly string[]
  /** What may be secret in this stage and in those that it extends. */
  readonly secretValues: readonly (readonly [name: string, value: string])[]
  /** The variables whose values are not strings. Zappa prints and refuses them, some only after the new code is live. */
  readonly nonStringVariables: readonly string[]
}

/** The keys of a stage that hold variables. */
const VARIABLES = ['environment_variables', 'aws_environment_variables']

type Settings = Readonly<Record<string, unknown>>

/** Reads a stage. Throws a UserError (`no-stage`, `bad-settings`). `folder` is the name of the project's folder. */
export function stageOf(stages: Settings, name: string, file: string, folder: string): Stage {
  const chain = withExtended(stages, name, file)
  const all: Settings = Object.assign({}, ...chain.toReversed())
  const text = (key: string): string => (typeof all[key] === 'string' ? all[key] : '')
  const flag = (key: string, fallback: boolean): boolean =>
    all[key] === undefined ? fallback : isTruthy(all[key])
  const project = projectName(all['project_name'], folder)
  const hasGateway = flag('use_apigateway', true) && flag('apigateway_enabled', true)
  if (hasGateway && !/^\w+$/.test(name)) {
    const what = `The stage ${quote(name)} can't use API Gateway, because its name may have only letters, digits and _`
    throw new UserError('bad-settings', what, { file })
  }
  return {
    name,
    functionName: functionName(project, name),
    region: text('aws_region'),
    profile: text('profile_name'),
    bucket: text('s3_bucket'),
    endpoints: endpointsOf(all['aws_endpoint_urls']),
    isDjango: text('django_settings') !== '',
    hasGateway,
    hasSlimHandler: flag('slim_handler', false),
    hasFunctionUrl: flag('function_url_enabled', false),
    timeoutSeconds: Number(all['timeout_seconds'] ?? 30),
    runtime: text('runtime'),
    provisioned: Number(all['provisioned_concurrency'] ?? 0),
    remoteEnv: remoteEnvOf(all),
    openWords: [...openWords(stages), project],
    secretValues: chain.flatMap(secretValuesOf),
    nonStringVariables: variablesOf(all)
      .filter(([, value]) => typeof value !== 'string')
      .map(([key]) => key),
  }
}

/** Returns a stage and those that it extends, itself first: the first that has a key counts (Zappa `stage_config`). */
function withExtended(stages: Settings, name: string, file: string): Settings[] {
  const chain: Settings[] = []
  const seen: string[] = []
  for (let next: unknown = name; next; next = chain.at(-1)?.['extends']) {
    const stageName = String(next)
    if (seen.includes(stageName)) {
      const what = `The stages ${list([...seen, stageName])} extend each other in a circle`
      throw new UserError('bad-settings', what, { file })
    }
    const stage = Object.hasOwn(stages, stageName) ? stages[stageName] : undefined
    if (!isObject(stage)) throw noStage(Object.keys(stages), stageName, seen.at(-1), file)
    chain.push(stage)
    seen.push(stageName)
  }
  return chain
}

function noStage(
  names: readonly string[],
  name: string,
  extendedBy: string | undefined,
  file: string,
): UserError {
  const hint = names.length === 0 ? '; it has no stages' : suggestion(name, names, 'it has')
  const by = extendedBy === undefined ? '' : `, which ${quote(extendedBy)} extends`
  const what = `${quote(file)} has no stage ${quote(name)}${by}${hint}`
  return new UserError('no-stage', what, { file })
}

/** As in Python. */
const isTruthy = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : Boolean(value)

const objectOf = (value: unknown): Settings => (isObject(value) ? value : {})

const variablesOf = (settings: Settings): [string, unknown][] =>
  VARIABLES.flatMap((key) => Object.entries(objectOf(settings[key])))

const endpointsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(objectOf(value)).map(([service, url]) => [service, String(url)]),
  )

function remoteEnvOf(settings: Settings): Stage['remoteEnv'] {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(String(settings['remote_env'] ?? '')) ?? []
  if (bucket && key) return { bucket, key }
  const oldBucket = settings['remote_env_bucket']
  const oldKey = settings['remote_env_file']
  if (typeof oldBucket !== 'string' || typeof oldKey !== 'string') return undefined
  return { bucket: oldBucket, key: oldKey }
}

function secretValuesOf(settings: Settings): [string, string][] {
  const keys = ['api_key', 'lets_encrypt_key'].map((key) => [key, settings[key] ?? ''] as const)
  return [...variablesOf(settings), ...keys].flatMap(([key, value]) =>
    value === '' || value === null || typeof value === 'object' ? [] : [[key, String(value)]],
  )
}
