// The arguments of kamal-proxy 0.9.2, as far as deployments use them, and what it says about bad ones.
import { parseDuration } from './duration.ts'

/** What `deploy` gets. Times are in milliseconds. */
export type DeployOptions = {
  readonly target: readonly string[]
  /** An empty string is every host that no other service has. */
  readonly hosts: readonly string[]
  readonly paths: readonly string[]
  readonly stripPrefix: boolean
  readonly tls: boolean
  readonly tlsRedirect: boolean
  readonly healthPath: string
  /** 0: that of the target. */
  readonly healthPort: number
  readonly healthHost: string
  readonly healthInterval: number
  readonly healthTimeout: number
  readonly deployTimeout: number
  readonly drainTimeout: number
  readonly targetTimeout: number
  readonly forwardHeaders: boolean
  readonly force: boolean
}

type Value = string | boolean | number | readonly string[]

const DEFAULTS: Readonly<Record<string, Value>> = {
  target: [],
  host: [],
  'path-prefix': [],
  'strip-path-prefix': true,
  tls: false,
  'tls-redirect': true,
  'health-check-path': '/up',
  'health-check-host': '',
  'forward-headers': false,
  force: false,
}
/** Flags whose values are durations, with their defaults in milliseconds. */
const DURATIONS: Readonly<Record<string, number>> = {
  'health-check-interval': 1000,
  'health-check-timeout': 5000,
  'deploy-timeout': 30_000,
  'drain-timeout': 30_000,
  'target-timeout': 30_000,
}
const INTEGERS: Readonly<Record<string, number>> = { 'health-check-port': 0 }
const FLAGS = { ...DEFAULTS, ...DURATIONS, ...INTEGERS }

/** A message of kamal-proxy without `Error: `. */
export class ProxyError extends Error {}

/** Splits arguments into words and flags. Throws a ProxyError. */
export function readArguments(
  args: readonly string[],
  known: Readonly<Record<string, Value>> = {},
): { readonly words: readonly string[]; readonly given: Map<string, Value> } {
  const words: string[] = []
  const given = new Map<string, Value>()
  const left = [...args]
  for (let one = left.shift(); one !== undefined; one = left.shift()) {
    if (!one.startsWith('--')) {
      words.push(one)
      continue
    }
    const [name = '', ...parts] = one.slice(2).split('=')
    const fallback = known[name]
    if (fallback === undefined) throw new ProxyError(`unknown flag: --${name}`)
    const isSwitch = typeof fallback === 'boolean'
    const text = parts.length > 0 ? parts.join('=') : isSwitch ? 'true' : left.shift()
    if (text === undefined) throw new ProxyError(`flag needs an argument: --${name}`)
    const before = given.get(name)
    const value = read(name, text, fallback)
    given.set(name, Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value)
  }
  return { words, given }
}

function read(name: string, text: string, fallback: Value): Value {
  const bad = (why: string): ProxyError =>
    new ProxyError(`invalid argument ${JSON.stringify(text)} for "--${name}" flag: ${why}`)
  if (Array.isArray(fallback)) return text.split(',')
  if (typeof fallback === 'boolean') {
    if (text === 'true' || text === 'false') return text === 'true'
    throw bad(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`)
  }
  if (name in DURATIONS) {
    const value = parseDuration(text)
    if (value !== undefined) return value
    throw bad(`time: invalid duration ${JSON.stringify(text)}`)
  }
  if (typeof fallback === 'string') return text
  if (/^\d+$/.test(text)) return Number(text)
  throw bad(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
}

/** Reads the arguments of `deploy`. Throws a ProxyError. */
export function readDeploy(args: readonly string[]): {
  readonly service: string
  readonly options: DeployOptions
} {
  const { words, given } = readArguments(args, FLAGS)
  const service = oneWord(words)
  const of = <T extends Value>(name: string): T => (given.get(name) ?? FLAGS[name]) as T
  const hosts = of<string[]>('host')
  const tls = of<boolean>('tls')
  const prefixes = of<string[]>('path-prefix')
  const paths =
    prefixes.length > 0 ? prefixes.map((one) => `/${one.replace(/^\/+|\/+$/g, '')}`) : ['/']
  if (tls && !paths.includes('/'))
    throw new ProxyError('TLS settings must be specified on the root path service')
  if (!given.has('target')) throw new ProxyError('required flag(s) "target" not set')
  const options = {
    target: of<string[]>('target'),
    hosts: hosts.length > 0 ? hosts : [''],
    paths,
    stripPrefix: of<boolean>('strip-path-prefix'),
    tls,
    tlsRedirect: of<boolean>('tls-redirect'),
    healthPath: of<string>('health-check-path'),
    healthPort: of<number>('health-check-port'),
    healthHost: of<string>('health-check-host'),
    healthInterval: of<number>('health-check-interval'),
    healthTimeout: of<number>('health-check-timeout'),
    deployTimeout: of<number>('deploy-timeout'),
    drainTimeout: of<number>('drain-timeout'),
    targetTimeout: of<number>('target-timeout'),
    forwardHeaders: given.has('forward-headers') ? of<boolean>('forward-headers') : !tls,
    force: of<boolean>('force'),
  }
  return { service, options }
}

/** Returns the one argument of a command. Throws a ProxyError if there are more or none. */
export function oneWord(words: readonly string[]): string {
  const [word, ...more] = words
  if (word === undefined || more.length > 0)
    throw new ProxyError(`accepts 1 arg(s), received ${words.length}`)
  return word
}
