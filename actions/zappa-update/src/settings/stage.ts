// A stage of Zappa's settings, with the stages that it extends, as far as an update needs to know it. Pure.

import { type Position, UserError } from '../../../../kit/action/user-error.ts'
import { openWords } from '../../../../kit/settings-files/open-words.ts'
import { isObject, type ZappaSettings } from '../../../../kit/settings-files/zappa.ts'
import { list, quote } from '../../../../kit/text/escape.ts'
import { suggestion } from '../../../../kit/text/suggest.ts'
import { functionName, projectName } from './function-name.ts'
import { settingsError } from './settings-error.ts'

export type Stage = {
  readonly name: string
  /** The settings file, as it is displayed. */
  readonly file: string
  /** Returns the position of a setting by its path, also if a stage that it extends has it; else that of the stage. */
  readonly locate: (...path: string[]) => Position | undefined
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
  /** The words in the settings that are not secret: regions, stages, projects. */
  readonly openWords: readonly string[]
  /** What may be secret in this stage and in those that it extends. */
  readonly secretValues: readonly (readonly [name: string, value: string])[]
  /** The variables whose values are not strings. Zappa prints and refuses them, some only after the new code is live. */
  readonly nonStringVariables: readonly string[]
  /** The path of the first of them. */
  readonly nonStringPath: readonly string[]
}

/** The keys of a stage that hold variables. */
const VARIABLES = ['environment_variables', 'aws_environment_variables']

type Settings = Readonly<Record<string, unknown>>

/** Where the settings come from. */
export type SettingsSource = {
  /** The settings file, as it is displayed. */
  readonly file: string
  /** The name of the project's folder. */
  readonly folder: string
  readonly positionOf: ZappaSettings['positionOf']
}

/** Reads a stage. Throws a UserError (`no-stage`, `bad-settings`) with the position. */
export function stageOf(stages: Settings, name: string, source: SettingsSource): Stage {
  const { file, folder, positionOf } = source
  const names = withExtended(stages, name, source)
  const chain = names.map((one) => stages[one] as Settings)
  const all: Settings = Object.assign({}, ...chain.toReversed())
  const locate: Stage['locate'] = (...path) => {
    const owner = names.find((one) => Object.hasOwn(stages[one] as Settings, path[0] ?? ''))
    return positionOf(owner === undefined ? [name] : [owner, ...path])
  }
  const nonStrings = variablePaths(all).filter(([, , value]) => typeof value !== 'string')
  const text = (key: string): string => (typeof all[key] === 'string' ? all[key] : '')
  const flag = (key: string, fallback: boolean): boolean =>
    all[key] === undefined ? fallback : isTruthy(all[key])
  const project = located(source, locate('project_name'), () =>
    projectName(all['project_name'], folder),
  )
  const hasGateway = flag('use_apigateway', true) && flag('apigateway_enabled', true)
  if (hasGateway && !/^\w+$/.test(name)) {
    const what = `The stage ${quote(name)} can't use API Gateway, because its name may have only letters, digits and _`
    throw settingsError({ reason: 'bad-settings', message: what, at: positionOf([name]) }, file)
  }
  return {
    name,
    file,
    locate,
    functionName: located(source, locate('project_name'), () => functionName(project, name)),
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
    nonStringVariables: nonStrings.map(([, key]) => key),
    nonStringPath: nonStrings[0]?.slice(0, 2).map(String) ?? [],
  }
}

/** Adds the position to the error of a setting. */
function located<T>({ file }: SettingsSource, at: Position | undefined, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw settingsError({ reason: 'bad-settings', message: error.message, at }, file)
  }
}

/** Returns the names of a stage and of those that it extends, itself first: the first that has a key counts (Zappa `stage_config`). */
function withExtended(stages: Settings, name: string, source: SettingsSource): string[] {
  const seen: string[] = []
  for (let next: unknown = name; next; next = (stages[String(next)] as Settings)['extends']) {
    const stageName = String(next)
    const by = seen.at(-1)
    const at = by === undefined ? undefined : source.positionOf([by, 'extends'])
    if (typeof next === 'object') {
      const message = `"extends" of the stage ${quote(by ?? '')} must be the name of one stage`
      throw settingsError({ reason: 'bad-settings', message, at }, source.file)
    }
    if (seen.includes(stageName)) {
      const message =
        by === stageName
          ? `The stage ${quote(stageName)} extends itself`
          : `The stages ${list([...seen, stageName])} extend each other in a circle`
      throw settingsError({ reason: 'bad-settings', message, at }, source.file)
    }
    const stage = Object.hasOwn(stages, stageName) ? stages[stageName] : undefined
    if (!isObject(stage)) throw noStage(stages, stageName, by, { ...source, at })
    seen.push(stageName)
  }
  return seen
}

function noStage(
  stages: Settings,
  name: string,
  extendedBy: string | undefined,
  { file, at, positionOf }: SettingsSource & { readonly at: Position | undefined },
): UserError {
  if (Object.hasOwn(stages, name)) {
    const message = `The stage ${quote(name)} is not an object of settings`
    return settingsError({ reason: 'bad-settings', message, at: positionOf([name]) }, file)
  }
  const names = Object.keys(stages)
  const hint = names.length === 0 ? '; it has no stages' : suggestion(name, names, 'it has')
  const by = extendedBy === undefined ? '' : `, which ${quote(extendedBy)} extends`
  const what = at === undefined ? `${quote(file)} has no stage` : 'There is no stage'
  return settingsError(
    { reason: 'no-stage', message: `${what} ${quote(name)}${by}${hint}`, at },
    file,
  )
}

/** As in Python. */
const isTruthy = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : Boolean(value)

const objectOf = (value: unknown): Settings => (isObject(value) ? value : {})

type VariablePath = readonly [object: string, name: string, value: unknown]

const variablePaths = (settings: Settings): VariablePath[] =>
  VARIABLES.flatMap((key) =>
    Object.entries(objectOf(settings[key])).map(([name, value]) => [key, name, value] as const),
  )

const variablesOf = (settings: Settings): [string, unknown][] =>
  variablePaths(settings).map(([, name, value]) => [name, value])

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
