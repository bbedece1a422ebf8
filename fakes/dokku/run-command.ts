// One command of the server: its words, its version's command, and its exit code.
import { appendFileSync } from 'node:fs'
import { Call, type CallPorts, Fail, mark } from './call.ts'
import { commandOf } from './commands.ts'
import { has } from './features.ts'
import { splitAtSpaces, splitLikeXargs } from './split-words.ts'

/** Runs the command that a process asks for. Returns its exit code. */
export async function runCommand(ports: CallPorts): Promise<number> {
  const { store, request } = ports
  const { original, words: shellWords } = request
  if (original !== undefined)
    appendFileSync(store.path('commands'), `${JSON.stringify(original)}\n`)
  const { version } = store.setting()
  // In old versions xargs starts these, and turns every failure into its own code.
  const isUnderXargs = !has(version, 'xargs') && /config|docker-options/.test(shellWords[0] ?? '')
  const words = original === undefined ? shellWords : wordsOf(original)
  const flags = 'problem' in words ? [] : leadingFlags(words)
  const call = new Call(ports, flags)
  const code = await result(call, async () => {
    if ('problem' in words) throw new Fail([words.problem])
    return run(call, words.slice(flags.length))
  })
  return isUnderXargs && code > 0 && code < 126 ? 123 : code

  /** git's commands are split at spaces; in the others quotes and backslashes count, in old versions in some only. */
  function wordsOf(text: string): readonly string[] | { readonly problem: string } {
    if (/^git[-:]/.test(shellWords[0] ?? '')) return shellWords
    return has(version, 'xargs') || isUnderXargs ? splitLikeXargs(text) : splitAtSpaces(text)
  }
}

function leadingFlags(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) => !word.startsWith('--'))
  return words.slice(0, start < 0 ? words.length : start)
}

async function result(call: Call, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fail) {
      call.err(...error.lines)
      return error.code
    }
    call.err(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return 1
  }
}

async function run(call: Call, [name = 'help', ...args]: readonly string[]): Promise<number> {
  const command = commandOf(name)
  const isKnown =
    command &&
    (!command.since || call.has(command.since)) &&
    (!command.until || !call.has(command.until))
  if (isKnown) {
    if (call.request.original !== undefined) await admit(call, name, args)
    return (await command.run(call, args)) ?? 0
  }
  throw new Fail([
    mark(`\`${call.has('builds') ? call.line : name}\` is not a dokku command.`),
    mark('See `dokku help` for a list of available commands.'),
  ])
}

/** Refuses what the key may not run, as dokku-acl does: per app, which does not reveal whether the app exists, or for every app. */
async function admit(call: Call, name: string, args: readonly string[]): Promise<void> {
  const { store } = call
  const words = args
    .filter((word) => !word.startsWith('-'))
    .map((word) => word.replaceAll(/^'\/?|'$/g, ''))
  // The value of an option may come before the app.
  const app = words.find((word) => store.app(word)) ?? words[0] ?? ''
  while (store.switches(app).silent) await call.pause(50)
  const switches = store.switches(app)
  const { denied = [], deniedOnce = [] } = switches
  if (deniedOnce.includes(name))
    store.set(app, { ...switches, deniedOnce: deniedOnce.filter((one) => one !== name) })
  else if (!denied.includes(name)) return
  const where = app === '' ? '' : ` on ${app}, or ${app} does not exist`
  throw new Fail([mark(`User towpath does not have permissions to run ${name}${where}`)])
}
