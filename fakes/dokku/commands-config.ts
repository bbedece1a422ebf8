// config:*: the environment of an app. Without --quiet, every value that is set is printed.
import { type Call, Fail, mark } from './call.ts'
import { type Command, command } from './command.ts'
import { restart } from './commands-ps.ts'
import { exported, pairOf, parseEnvironment } from './config-format.ts'

export const configCommands: Readonly<Record<string, Command>> = {
  config: command(show),
  'config:show': command(show, { since: 'goConfig' }),
  'config:get': command(get),
  'config:set': command(set),
  'config:unset': command(unset),
  'config:clear': command(clear, { since: 'goConfig' }),
  'config:export': command(exportAll, { since: 'goConfig' }),
  'config:import': command(importAll, { since: 'configImport' }),
}

type Words = { readonly flags: ReadonlySet<string>; readonly words: readonly string[] }

function splitFlags(args: readonly string[]): Words {
  const flags = new Set(args.filter((word) => word.startsWith('--')))
  return { flags, words: args.filter((word) => !flags.has(word)) }
}

function show(call: Call, args: readonly string[]): void {
  const { flags, words } = splitFlags(args)
  if (call.has('goConfig') && flags.has('--format')) throw new Fail(['unknown flag: --format'], 2)
  const app = call.app(words[0])
  if (!call.has('goConfig')) {
    if (Object.keys(app.config).length === 0)
      throw new Fail([mark(`no config vars for ${app.name}`)])
    if (flags.has('--export')) call.out(...(exported(app.config, 'exports') ?? []))
    else call.out(...table(call, app.config, ''))
    return
  }
  if (!call.quiet) call.out(`=====> ${app.name} env variables`)
  call.out(...table(call, app.config, ''))
}

function get(call: Call, args: readonly string[]): void {
  const { words } = splitFlags(args)
  const { config } = call.app(words[0])
  const value = Object.hasOwn(config, words[1] ?? '') ? config[words[1] ?? ''] : undefined
  if (value === undefined) throw new Fail([])
  call.out(value)
}

async function set(call: Call, args: readonly string[]): Promise<void> {
  const { flags, words } = splitFlags(args)
  const [name, ...pairs] = words
  const app = call.app(name)
  const isBad = pairs.length === 0 || pairs.some((pair) => !pair.includes('='))
  if (isBad && !call.has('goConfig')) {
    call.out(
      'Usage: dokku config:set APP KEY1=VALUE1 [KEY2=VALUE2 ...]',
      'Whitespaces need to be escaped, i.e. KEY="VAL\\ WITH\\ SPACES"',
      'Must specify KEY and VALUE to set.',
    )
    throw new Fail([])
  }
  if (pairs.length === 0) throw new Fail([mark('At least one env pair must be given')])
  const values = Object.fromEntries(pairs.map((pair) => pairOf(pair, flags.has('--encoded'))))
  await save(call, app.name, values, flags)
}

async function importAll(call: Call, args: readonly string[]): Promise<void> {
  const at = args.indexOf('--format')
  const isJson = args.includes('--format=json') || (at >= 0 && args[at + 1] === 'json')
  const { flags, words } = splitFlags(
    at < 0 ? args : args.filter((_, i) => i !== at && i !== at + 1),
  )
  const app = call.app(words[0])
  if (words[1] !== '-') throw new Fail([mark(`Unable to read ${words[1] ?? 'file'}`)])
  if (!call.quiet) call.out('-----> Reading config vars from stdin')
  const values = parseEnvironment(await call.input(), isJson)
  if (!call.quiet)
    for (const [key, value] of Object.entries(values))
      call.out(`-----> Setting config var ${key}=${value}`)
  await save(call, app.name, values, flags)
}

async function save(
  call: Call,
  name: string,
  values: Record<string, string>,
  flags: ReadonlySet<string>,
): Promise<void> {
  if (!call.quiet) call.out('-----> Setting config vars', ...table(call, values, '       '))
  call.store.change(name, (app) => {
    app.config = { ...app.config, ...values }
  })
  await restarted(call, name, flags)
}

async function restarted(call: Call, name: string, flags: ReadonlySet<string>): Promise<void> {
  if (flags.has('--no-restart') || !call.app(name).deployed) return
  if (!call.quiet) call.out(`-----> Restarting app ${name}`)
  await restart(call, name, 'config-redeploy')
}

async function unset(call: Call, args: readonly string[]): Promise<void> {
  const { flags, words } = splitFlags(args)
  const [name, ...keys] = words
  const app = call.app(name)
  if (keys.length === 0) throw new Fail([mark('At least one key must be given')])
  if (!call.quiet) call.out(...keys.map((key) => `-----> Unsetting ${key}`))
  call.store.change(app.name, (state) => {
    for (const key of keys) delete state.config[key]
  })
  await restarted(call, app.name, flags)
}

async function clear(call: Call, args: readonly string[]): Promise<void> {
  const { flags, words } = splitFlags(args)
  const app = call.app(words[0])
  call.store.change(app.name, (state) => {
    state.config = {}
  })
  await restarted(call, app.name, flags)
}

function exportAll(call: Call, args: readonly string[]): void {
  const at = args.indexOf('--format')
  const format = at < 0 ? 'exports' : (args[at + 1] ?? '')
  const app = call.app(args.filter((_, i) => at < 0 || (i !== at && i !== at + 1))[0])
  const lines = exported(app.config, format)
  if (!lines) throw new Fail([mark(`Unknown export format: ${format}`)])
  call.out(...lines)
}

/** Returns keys and values in columns, with one space between them in old versions and two in others. */
function table(call: Call, values: Record<string, string>, indent: string): string[] {
  const width = Math.max(...Object.keys(values).map((key) => key.length + 1))
  const gap = call.has('goConfig') ? '  ' : ' '
  return Object.entries(values).map(
    ([key, value]) => `${indent}${`${key}:`.padEnd(width)}${gap}${value}`,
  )
}
