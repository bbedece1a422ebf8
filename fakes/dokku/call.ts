// One call of the program: what was asked, where its words go, and how it ends.
import { appendFileSync, writeSync } from 'node:fs'
import { codeOf, pause } from './files.ts'
import type { App } from './state.ts'
import type { Store } from './store.ts'
import { type Feature, has } from './versions.ts'

/** Ends the call with a code; its lines are said as errors before. */
export class Fail extends Error {
  readonly code: number
  readonly lines: readonly string[]
  constructor(lines: readonly string[], code = 1) {
    super(lines.join('\n'))
    this.lines = lines
    this.code = code
  }
}

/** ` !     text`: how Dokku marks warnings and errors. */
export const mark = (text: string): string => ` !     ${text}`

export const notDeployed = (name: string): Fail =>
  new Fail([mark(`App ${name} has not been deployed`)])

export class Call {
  readonly store: Store
  readonly version: string
  /** `--quiet` before the command. */
  readonly quiet: boolean
  /** `--force` before the command. */
  readonly force: boolean
  /** The whole command line as it arrived. */
  readonly line: string
  /** The errors go to the standard output, as those of the commands whose output Dokku captures. */
  captured = false
  /** Where the words are kept, too. */
  log: string | undefined

  constructor(store: Store, line: string, flags: { quiet: boolean; force: boolean }) {
    this.store = store
    this.version = store.setting().version
    this.line = line
    this.quiet = flags.quiet
    this.force = flags.force
  }

  has(feature: Feature): boolean {
    return has(this.version, feature)
  }

  out(...lines: readonly string[]): void {
    for (const line of lines) this.#write(1, `${line}\n`)
  }

  err(...lines: readonly string[]): void {
    for (const line of lines) this.#write(this.captured ? 1 : 2, `${line}\n`)
  }

  /** The app with this name; the call fails where there is none. */
  app(name: string | undefined): App {
    if (name === undefined || name === '')
      throw new Fail([mark('Please specify an app to run the command on')])
    const app = this.store.app(name)
    if (app) return app
    throw new Fail([mark(`App ${name} does not exist`)], this.has('unknownIs20') ? 20 : 1)
  }

  /** Who listens may be gone: the work goes on all the same. */
  #write(to: 1 | 2, text: string): void {
    if (this.log !== undefined) appendFileSync(this.log, text)
    let rest = Buffer.from(text)
    while (rest.length > 0) {
      try {
        rest = rest.subarray(writeSync(to, rest))
      } catch (error) {
        if (codeOf(error) !== 'EAGAIN') return
        pause(5)
      }
    }
  }
}
