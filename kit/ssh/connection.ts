// One connection per host with the system's OpenSSH client: it logs in once, and all commands share it (ControlMaster).

import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BackgroundProgram, startProgram } from '../process/run.ts'
import { type ConnectOptions, clientConfig, TARGET } from './client-config.ts'
import { type Commands, commandsOver } from './commands.ts'
import type { Host } from './host.ts'
import { LATE, loginError, loginLimit, repeatLogin } from './login.ts'

export type Connection = Commands & {
  readonly host: Host
  /** Closes the connection. A command that is still running fails with `unreachable`. */
  close(): Promise<void>
}

/** A connection that other programs can share through its configuration file: ssh -F. */
export type Gateway = Connection & { readonly config: string }

/** Connects to a host; `id` is the name of its files in the folder. Throws a UserError: see connection-error.ts. */
export async function connect(
  host: Host,
  connectOptions: ConnectOptions,
  id: string,
): Promise<Gateway> {
  const { env, folder } = connectOptions
  // The path of a socket has at most 107 characters.
  const socket = join(folder, `${id}.sock`)
  const config = join(folder, `${id}.conf`)
  const known = join(folder, `${id}.known`)
  writeFileSync(known, `${connectOptions.known.join('\n')}\n`, { mode: 0o600 })
  const checks = ['StrictHostKeyChecking yes', `UserKnownHostsFile ${known}`]
  const options = { cwd: folder, env: { ...env, LC_ALL: 'C' }, detached: true }
  const opened = await repeatLogin(connectOptions, async (attempt) => {
    rmSync(socket, { force: true })
    const text = clientConfig(host, attempt, [`ControlPath ${socket}`, ...checks])
    writeFileSync(config, text, { mode: 0o600 })
    const master = startProgram('ssh', ['-M', '-N', '-F', config, TARGET], options)
    return loggedIn(master, socket, loginLimit(connectOptions.timeout))
  })
  if (typeof opened === 'string') throw await loginError(host, opened, connectOptions, config)
  const { master, lost } = opened
  return {
    host,
    config,
    ...commandsOver(host, { config, folder, env: options.env, lost, ended: master.ended, id }),
    async close() {
      master.stop()
      await master.allEnded
    },
  }
}

type Master = {
  readonly master: BackgroundProgram
  /** What ssh has printed if it has ended. */
  readonly lost: () => string | undefined
}

/** Waits until ssh has logged in and made its socket. Returns what it printed if it ends before, or takes longer than `limit` milliseconds. */
async function loggedIn(
  master: BackgroundProgram,
  socket: string,
  limit: number,
): Promise<Master | string> {
  let errorOutput: string | undefined
  void master.ended.then((stderr) => {
    errorOutput = stderr
  })
  const end = performance.now() + limit
  let isLate = false
  while (errorOutput === undefined && !existsSync(socket)) {
    await pause(20)
    isLate = performance.now() > end
    if (isLate) master.stop('SIGKILL')
  }
  if (errorOutput === undefined) return { master, lost: () => errorOutput }
  await master.allEnded
  return isLate ? `${errorOutput}${LATE}` : errorOutput
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
