// Runs commands on a host over an open connection.

import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../git/git.ts'
import type { ProgramResult } from '../process/run.ts'
import { streamProgram } from '../process/stream.ts'
import { TARGET } from './client-config.ts'
import { connectionError } from './connection-error.ts'
import type { Host } from './host.ts'
import { scriptLine } from './script-line.ts'

export type Command = {
  /** The command's standard input. */
  readonly input?: string
  /** Keeps the input open until this signal, by which a script that reads it learns that it must stop. */
  readonly closeStdinOn?: AbortSignal
  /** Takes every line that the command prints, as it comes. */
  readonly onLine?: (line: string) => void
  /** Kills the ssh client; the command on the host may continue. */
  readonly killOn?: AbortSignal
}

export type Commands = {
  /**
   * Runs a fixed script with arguments in the host's `sh`, and returns its exit code. Throws a UserError (`unreachable`) if the
   * connection is lost.
   */
  run(script: string, args?: readonly string[], command?: Command): Promise<ProgramResult>
  /**
   * Runs one line as it is, for an account that accepts only its own commands. With `hidden`, the line is in no process's arguments
   * on this machine.
   */
  exec(line: string, command?: Command & { readonly hidden?: boolean }): Promise<ProgramResult>
}

/** An open connection. Its files are in a folder that no other user can read. */
export type OpenConnection = {
  readonly config: string
  readonly folder: string
  readonly id: string
  readonly env: Env
  /** What ssh printed when the connection was lost; undefined while it is open. */
  readonly lost: () => string | undefined
  readonly ended: Promise<unknown>
}

/** Returns the ways to run commands on a host. */
export function commandsOver(
  host: Host,
  { config, folder, id, env, lost, ended }: OpenConnection,
): Commands {
  let count = 0
  const client = async (args: readonly string[], command: Command): Promise<ProgramResult> => {
    // Without its master, the client would silently log in again.
    if (lost() !== undefined) throw connectionError(host, lost() ?? '')
    const { input = '', closeStdinOn, onLine, killOn } = command
    const all = ['-T', '-o', 'ControlMaster=no', ...args]
    const finished = await streamProgram('ssh', all, {
      cwd: folder,
      env,
      input,
      closeStdinOn,
      onLine,
      killOn,
      endGroup: true,
    })
    // A client may notice the loss of its master before this process does.
    if (finished.code === 255) await Promise.race([ended, pause(500)])
    if (finished.code !== null && (finished.code !== 255 || lost() === undefined)) return finished
    throw connectionError(host, `${lost() ?? ''}${finished.stderr}`)
  }
  return {
    run(script, args = [], command = {}) {
      return client(['-F', config, TARGET, '--', scriptLine(script, args)], command)
    },
    async exec(line, { hidden = false, ...command } = {}) {
      if (!hidden) return client(['-F', config, TARGET, '--', line], command)
      count += 1
      const file = join(folder, `${id}-${count}.conf`)
      // ssh_config(5): RemoteCommand takes the rest of its line, and expands %-tokens in it.
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
