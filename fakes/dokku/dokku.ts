// A stand-in for Dokku, for tests and rehearsals: the program behind the forced command of its user. It is not Dokku: it answers
// with Dokku's texts and codes, as README.md says where each is from, and keeps apps in files instead of containers.
import { appendFileSync } from 'node:fs'
import { Call, Fail, mark } from './call.ts'
import { commandOf } from './commands.ts'
import { Store } from './store.ts'
import { has } from './versions.ts'
import { blankWords, xargsWords } from './words.ts'

const store = new Store(process.env['DOKKU_STAND_IN'] ?? '')
const { version } = store.setting()
const split = process.argv.slice(2)
const original = process.env['SSH_ORIGINAL_COMMAND']
if (original !== undefined) appendFileSync(store.path('commands'), `${JSON.stringify(original)}\n`)
const line = original ?? split.join(' ')
// What xargs started: it says of every failure that it was one.
const isWrapped = !has(version, 'xargs') && /config|docker-options/.test(split[0] ?? '')

const code = await main()
process.exitCode = isWrapped && code > 0 && code < 126 ? 123 : code

async function main(): Promise<number> {
  const words = original === undefined ? split : wordsOf(original)
  if ('problem' in words) {
    new Call(store, line, { quiet: false, force: false }).err(words.problem)
    return 1
  }
  const start = words.findIndex((word) => !word.startsWith('--'))
  const flags = words.slice(0, start < 0 ? words.length : start)
  const call = new Call(store, line, {
    quiet: flags.includes('--quiet'),
    force: flags.includes('--force'),
  })
  try {
    return await run(call, words.slice(flags.length))
  } catch (error) {
    if (!(error instanceof Fail)) throw error
    call.err(...error.lines)
    return error.code
  }
}

/** git's commands are split at blanks; for the others quotes and backslashes count, in the old versions for some only. */
function wordsOf(text: string): readonly string[] | { readonly problem: string } {
  if (/^git[-:]/.test(split[0] ?? '')) return split
  return has(version, 'xargs') || isWrapped ? xargsWords(text) : blankWords(text)
}

async function run(call: Call, [name = 'help', ...args]: readonly string[]): Promise<number> {
  const command = await commandOf(name)
  const isThere =
    command &&
    (!command.since || call.has(command.since)) &&
    (!command.until || !call.has(command.until))
  if (isThere) return (await command.run(call, args)) ?? 0
  throw new Fail([
    mark(`\`${call.has('builds') ? call.line : name}\` is not a dokku command.`),
    mark('See `dokku help` for a list of available commands.'),
  ])
}
