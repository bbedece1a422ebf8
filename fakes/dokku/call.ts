// One call of a command: what was asked, where its output goes, and how it ends.
import { appendFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import {
  type CommandClient,
  type CommandRequest,
  type GitResult,
  type Running,
  whileAlive,
} from './command-client.ts'
import { type Feature, has } from './features.ts'
import { PLAIN_GIT, runGit } from './repository.ts'
import type { App } from './state.ts'
import type { Store } from './store.ts'

/** Ends the call with a code, after its lines are written as errors. */
export class Fail extends Error {
  readonly code: number
  readonly lines: readonly string[]
  constructor(lines: readonly string[], code = 1) {
    super(lines.join('\n'))
    this.lines = lines
    this.code = code
  }
}

/** An image that could not be pulled: its record stays open, see README.md. */
export class PullFail extends Fail {}

/** ` !     text`: how Dokku marks warnings and errors. */
export const mark = (text: string): string => ` !     ${text}`

export const notDeployed = (name: string): Fail =>
  new Fail([mark(`App ${name} has not been deployed`)])

export type CallPorts = {
  readonly store: Store
  readonly running: Running
  readonly client: CommandClient
  readonly request: CommandRequest
}

export class Call {
  readonly store: Store
  /** The processes of all commands that run now. */
  readonly running: Running
  readonly request: CommandRequest
  readonly version: string
  /** `--quiet` before the command. */
  readonly quiet: boolean
  /** `--force` before the command. */
  readonly force: boolean
  /** The whole command line as it arrived. */
  readonly line: string
  /** Errors go to the standard output, as those of the commands whose output Dokku captures. */
  captured = false
  /** A file that gets the output, too. */
  log: string | undefined
  readonly #client: CommandClient

  constructor({ store, running, client, request }: CallPorts, flags: readonly string[]) {
    this.store = store
    this.running = running
    this.request = request
    this.version = store.setting().version
    this.line = request.original ?? request.words.join(' ')
    this.quiet = flags.includes('--quiet')
    this.force = flags.includes('--force')
    this.#client = client
  }

  has(feature: Feature): boolean {
    return has(this.version, feature)
  }

  out(...lines: readonly string[]): void {
    for (const line of lines) this.#write('output', `${line}\n`)
  }

  err(...lines: readonly string[]): void {
    for (const line of lines) this.#write(this.captured ? 'output' : 'error', `${line}\n`)
  }

  /** The app with this name; the call fails if there is none. */
  app(name: string | undefined): App {
    if (name === undefined || name === '')
      throw new Fail([mark('Please specify an app to run the command on')])
    const app = this.store.app(name)
    if (app) return app
    throw new Fail([mark(`App ${name} does not exist`)], this.has('unknownIs20') ? 20 : 1)
  }

  /** The standard input of the process that asked. */
  input(): Promise<string> {
    return this.#client.input()
  }

  /** Waits. A process that has ended meanwhile does nothing more, and the server need not wait for it. */
  pause(milliseconds: number): Promise<void> {
    return whileAlive(this.#client, wait(milliseconds, undefined, { ref: false }))
  }

  /** Runs git in an app's repository. Returns what it printed, or undefined if it failed. */
  git(app: string, args: readonly string[], input = ''): string | undefined {
    return runGit(this.store.repo(app), args, this.request.gitVariables, input)
  }

  /** Runs git with the streams of the process that asked. */
  gitForClient(args: readonly string[], onStart: (pid: number) => void): Promise<GitResult> {
    return this.#client.runGit(args, PLAIN_GIT, onStart)
  }

  #write(to: 'output' | 'error', text: string): void {
    if (this.log !== undefined) appendFileSync(this.log, text)
    this.#client.write(to, text)
  }
}
