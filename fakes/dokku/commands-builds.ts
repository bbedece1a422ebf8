// builds:*: the records of deploys, and the only way to cancel one.
import { readFileSync } from 'node:fs'
import { cancelBuild, listed } from './build-records.ts'
import { type Call, Fail, mark } from './call.ts'
import { type Command, command } from './command.ts'
import { lockOf, removeLock } from './lock.ts'
import type { App } from './state.ts'

export const buildCommands: Readonly<Record<string, Command>> = {
  'builds:list': command(list, { since: 'builds' }),
  'builds:info': command(info, { since: 'builds' }),
  'builds:output': command(output, { since: 'builds' }),
  'builds:cancel': command(cancel, { since: 'builds' }),
}

type Arguments = {
  readonly app: App
  readonly id: string | undefined
  readonly options: Map<string, string>
}

function parseArguments(call: Call, args: readonly string[]): Arguments {
  const options = new Map<string, string>()
  const words: string[] = []
  for (let at = 0; at < args.length; at += 1) {
    const [name = '', value] = (args[at] ?? '').split('=', 2)
    if (!name.startsWith('--')) words.push(args[at] ?? '')
    else if (value === undefined) options.set(name, args[++at] ?? '')
    else options.set(name, value)
  }
  return { app: call.app(words[0]), id: words[1], options }
}

function list(call: Call, args: readonly string[]): void {
  const { app, options } = parseArguments(call, args)
  const wanted = ['status', 'kind', 'source'].map((key) => [key, options.get(`--${key}`)] as const)
  const found = listed(call, app).filter((build) =>
    wanted.every(([key, value]) => value === undefined || build[key] === value),
  )
  if (options.get('--format') === 'json') call.out(JSON.stringify(found))
  else if (found.length === 0) call.out('No builds recorded for this app')
  else call.out(...table(found))
}

function table(builds: readonly Record<string, unknown>[]): string[] {
  const columns = ['id', 'kind', 'display_status', 'pid', 'source', 'started_at', 'duration']
  const head = ['Build ID', 'Kind', 'Status', 'PID', 'Source', 'Started', 'Duration']
  const rows = builds.map((build) => columns.map((name) => String(build[name])))
  const width = (at: number): number =>
    Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0))
  return [head, ...rows].map((row) =>
    row
      .map((cell, at) => cell.padEnd(width(at)))
      .join('  ')
      .trimEnd(),
  )
}

function one(call: Call, { app, id }: Arguments): Record<string, unknown> {
  const found = listed(call, app).find((build) => build['id'] === id)
  if (!found) throw new Fail([mark(`No build record found for ${app.name}/${id ?? ''}`)])
  return found
}

function info(call: Call, args: readonly string[]): void {
  const wanted = parseArguments(call, args)
  const found = one(call, wanted)
  if (wanted.options.get('--format') === 'json') call.out(JSON.stringify(found))
  else for (const [key, value] of Object.entries(found)) call.out(`${key}: ${value}`)
}

function output(call: Call, args: readonly string[]): void {
  const path = String(one(call, parseArguments(call, args))['log_path'])
  call.out(readFileSync(path, 'utf8').trimEnd())
}

/** Exits with 0 in any case. A build continues if a second push has emptied its lock. */
function cancel(call: Call, args: readonly string[]): void {
  const { app } = parseArguments(call, args)
  const lock = lockOf(call, app.name)
  if (!lock) call.out('-----> App not currently deploying')
  else if (lock.emptied) call.out('-----> No matching app deploy found')
  else {
    call.out('-----> Killing app deploy')
    cancelBuild(call, app.name, lock.build)
    call.running.get(lock.pid)?.kill(lock.group)
    removeLock(call, app.name)
  }
}
