// PLUGIN:report: a block of lines, one value by its flag, or JSON.
import { type Call, Fail, mark } from './call.ts'
import type { App } from './state.ts'

/** The entries of a report; a value that takes time is a function. */
export type Entries = readonly (readonly [name: string, value: string | (() => string)])[]

const textOf = (value: string | (() => string)): string =>
  typeof value === 'string' ? value : value()

/** `PLUGIN:report [APP] [--PLUGIN-NAME | --format json]`. */
export function report(
  call: Call,
  plugin: string,
  args: readonly string[],
  entries: (app: App) => Entries,
): void {
  const given = args.flatMap((word) => (word === '--format=json' ? ['--format', 'json'] : [word]))
  const at = given.indexOf('--format')
  const isJson = at >= 0 && given[at + 1] === 'json' && call.has('json')
  const words = isJson ? given.filter((_, index) => index !== at && index !== at + 1) : given
  const flag = words.find((word) => word.startsWith('--'))
  const name = words.find((word) => !word.startsWith('--'))
  const apps =
    name === undefined ? call.store.names().map((one) => call.app(one)) : [call.app(name)]
  for (const app of apps) {
    if (isJson) call.out(json(plugin, entries(app)))
    else if (flag === undefined) block(call, plugin, app, entries(app))
    else call.out(byFlag(plugin, flag, entries(app)))
  }
}

/** The Go plugins print each key twice. */
function json(plugin: string, entries: Entries): string {
  const plain = entries.map(([key, value]) => [key, textOf(value)])
  const prefixed = plain.map(([key, value]) => [`${plugin}-${key}`, value])
  const isGo = plugin !== 'certs' && plugin !== 'domains'
  return JSON.stringify(Object.fromEntries(isGo ? [...prefixed, ...plain] : plain))
}

function byFlag(plugin: string, flag: string, entries: Entries): string {
  const found = entries.find(([key]) => `--${fullName(plugin, key)}` === flag)
  if (found) return textOf(found[1])
  const valid = entries.map(([key]) => `--${fullName(plugin, key)}`)
  throw new Fail([mark(`Invalid flag passed, valid flags: ${valid.join(', ')}`)])
}

function block(call: Call, plugin: string, app: App, entries: Entries): void {
  if (!call.quiet) call.out(`=====> ${app.name} ${plugin} information`)
  for (const [key, value] of entries) {
    const words = fullName(plugin, key).replace(/[-.]/g, ' ')
    call.out(
      `       ${`${words[0]?.toUpperCase()}${words.slice(1)}:`.padEnd(30)} ${textOf(value)}`.trimEnd(),
    )
  }
}

/** Returns the key with the plugin's prefix, which the ps plugin leaves out. */
const fullName = (plugin: string, key: string): string =>
  plugin === 'ps' ? key : `${plugin}-${key}`
