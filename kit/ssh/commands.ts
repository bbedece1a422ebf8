// Commands for a host over a connection that is there already.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../git/git.ts'
import type { ProgramResult } from '../process/run.ts'
import { streamProgram } from '../process/stream.ts'
import { shellQuote } from '../text/shell-words.ts'
import { refusal } from './connection-error.ts'
import type { Host } from './host.ts'

export type Command = {
  /** Text for the command's standard input. */
  readonly input?: string
  /** The input stays open until this signal; a script that waits for its end then learns that it is to stop. */
  readonly until?: AbortSignal
  /** Takes every line that the command prints, at once. */
  readonly line?: (line: string) => void
  /** Ends our end of it; what the command does at the host is another matter. */
  readonly interrupt?: AbortSignal
}

export type Commands = {
  /**
   * Runs a fixed script with arguments by the host's `sh`. The code is the script's own; a connection that breaks is a UserError
   * (`unreachable`).
   */
  run(script: string, args?: readonly string[], command?: Command): Promise<ProgramResult>
  /**
   * Runs one line as it is, for an account that takes nothing but its own commands. With `hidden` no process of this machine has it
   * among its arguments.
   */
  exec(line: string, command?: Command & { readonly hidden?: boolean }): Promise<ProgramResult>
}

/** What is known of a connection: its files are in a folder that no other user can read. */
export type Shared = {
  readonly config: string
  readonly folder: string
  readonly id: string
  readonly env: Env
  /** What ssh said when the connection broke; undefined while it is there. */
  readonly lost: () => string | undefined
  readonly ended: Promise<unknown>
}

/** The name that the configuration of a connection has for its host. */
export const TARGET = 'target'

/** The ways to run something at a host. */
export function commandsOver(
  host: Host,
  { config, folder, id, env, lost, ended }: Shared,
): Commands {
  let count = 0
  const client = async (args: readonly string[], command: Command): Promise<ProgramResult> => {
    // Without its master the client would log in anew, and nobody would know.
    if (lost() !== undefined) throw refusal(host, lost() ?? '')
    const { input = '', until, line, interrupt } = command
    const all = ['-T', '-o', 'ControlMaster=no', ...args]
    const finished = await streamProgram('ssh', all, {
      cwd: folder,
      env,
      input,
      closeStdinOn: until,
      onLine: line,
      killOn: interrupt,
    })
    // A client that loses its master may be told of it before we are.
    if (finished.code === 255) await Promise.race([ended, pause(500)])
    if (finished.code !== null && (finished.code !== 255 || lost() === undefined)) return finished
    throw refusal(host, `${lost() ?? ''}${finished.stderr}`)
  }
  return {
    run(script, args = [], command = {}) {
      const line = ['sh', '-c', script, 'towpath', ...args].map(shellQuote).join(' ')
      return client(['-F', config, TARGET, '--', line], command)
    },
    async exec(line, { hidden = false, ...command } = {}) {
      if (!hidden) return client(['-F', config, TARGET, '--', line], command)
      count += 1
      const file = join(folder, `${id}-${count}.conf`)
      // ssh_config(5): RemoteCommand takes the rest of its line, and tokens of % in it.
      const remote = `RemoteCommand ${line.replaceAll('%', '%%')}`
      const text = `Include "${config}"\nHost ${TARGET}\n${remote}\n`
      writeFileSync(file, text, { mode: 0o600 })
      try {
        return await client(['-F', file, TARGET], command)
      } finally {
        rmSync(file, { force: true })
      }
    },
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
