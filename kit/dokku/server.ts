// A Dokku server over SSH: runs its commands, and knows which of them its version has.

import { UserError } from '../action/user-error.ts'
import type { Env } from '../git/git.ts'
import type { ProgramResult } from '../process/run.ts'
import type { Command } from '../ssh/commands.ts'
import type { Gateway } from '../ssh/connection.ts'
import { connectionError, IS_KEY_ADDED } from '../ssh/connection-error.ts'
import { type Host, hostText } from '../ssh/host.ts'
import type { Ssh } from '../ssh/open-ssh.ts'
import { quote } from '../text/escape.ts'
import { errorLine } from './error-line.ts'
import { lookDenied } from './look.ts'
import { isRefusal } from './refusal.ts'
import { type Feature, has, parseVersion, type Version } from './version.ts'

export type DokkuCommand = Omit<Command, 'closeStdinOn'> & {
  /** Keeps the command out of the arguments of every process on this machine. */
  readonly hidden?: boolean
}

export type Dokku = {
  readonly host: Host
  readonly version: Version
  has(feature: Feature): boolean
  /** Runs a command; the caller checks the exit code. Throws a UserError if the connection is lost. */
  run(words: readonly string[], command?: DokkuCommand): Promise<ProgramResult>
  /** Runs a command and returns its trimmed output. Throws a UserError (`dokku-failed`) if it fails. */
  ask(words: readonly string[], command?: DokkuCommand): Promise<string>
  /** Variables that let git reach the server over the same connection, as `target:app`. */
  readonly gitEnv: Env
  /** Connects again after the connection was lost. */
  reconnect(): Promise<void>
  close(): Promise<void>
}

/**
 * Dokku splits a command at spaces, in one of three ways depending on command and version, after expanding globs. Words of only these
 * characters pass all three unchanged.
 */
const WORD = /^[A-Za-z0-9@%+=:,./_-]+$/

/** sshd allows ten sessions on a connection (MaxSessions), and git needs some of them. */
const MAX_COMMANDS = 6

/** Connects to a server and asks for its version. Throws a UserError: that of the connection, or `not-dokku`. */
export async function openDokku(ssh: Ssh, host: Host, env: Env): Promise<Dokku> {
  let connection = await ssh.connect(host).catch((error) => {
    throw keyRefusedByDokku(error)
  })
  const whenFree = limitConcurrency(MAX_COMMANDS)
  const run = async (
    words: readonly string[],
    command: DokkuCommand = {},
  ): Promise<ProgramResult> => {
    const unsafe = words.find((word) => !WORD.test(word))
    if (unsafe !== undefined)
      throw new UserError(
        'dokku-failed',
        `${quote(unsafe)} can't be passed to a Dokku command: only letters, digits and @%+=:,./_- can`,
      )
    const result = await whenFree(() => connection.exec(words.join(' '), command))
    // The exit code of ssh itself: no answer. A command that deploys may also have been ended by builds:cancel.
    if (result.code === 255 && !command.killOn) throw connectionError(host, result.stderr)
    return result
  }
  try {
    const version = await askVersion(host, run)
    const gitEnv = { ...env, ...ssh.env, ...sharedConnection(connection) }
    return {
      host,
      version,
      gitEnv,
      has: (feature) => has(version, feature),
      run,
      async ask(words, command) {
        const { code, stdout, stderr } = await run(words, command)
        if (code === 0) return stdout.trim()
        throw new UserError(
          'dokku-failed',
          `${hostText(host)}: "${words[0]}" failed with exit code ${code}: ${quote(errorLine(`${stdout}\n${stderr}`))}`,
        )
      },
      async reconnect() {
        await connection.close()
        connection = await ssh.connect(host)
        Object.assign(gitEnv, sharedConnection(connection))
      },
      close: () => connection.close(),
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** A key that a person adds to authorized_keys of Dokku's account by hand would get a shell, and not Dokku. */
function keyRefusedByDokku(error: unknown): unknown {
  if (!(error instanceof UserError) || error.reason !== 'key-refused') return error
  const added = 'was its public key added with "dokku ssh-keys:add", and is the user "dokku"?'
  return new UserError('key-refused', error.message.replace(IS_KEY_ADDED, added))
}

/** Returns a function that runs at most this many tasks at a time. */
function limitConcurrency(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (task) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    running += 1
    try {
      return await task()
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }
}

/** Makes git's ssh use the open connection. */
const sharedConnection = ({ config }: Gateway): Env => ({
  GIT_SSH_COMMAND: `ssh -F '${config.replaceAll("'", "'\\''")}' -o ControlMaster=no`,
  GIT_SSH_VARIANT: 'ssh',
})

async function askVersion(host: Host, run: Dokku['run']): Promise<Version> {
  const { code, stdout, stderr } = await run(['version'])
  const version = code === 0 ? parseVersion(stdout) : undefined
  if (version) return version
  const output = `${stdout}\n${stderr}`
  if (isRefusal(output)) throw lookDenied(host, 'version', output)
  throw new UserError(
    'not-dokku',
    `${hostText(host)} did not answer "version" as Dokku does: ${quote(errorLine(output))}. The user must be "dokku", and the key must have been added with "dokku ssh-keys:add"`,
  )
}

/** Returns the version, and which commands are used with it, for the log. */
export function describeVersion({ version, has: can }: Pick<Dokku, 'version' | 'has'>): string {
  const either = (feature: Feature, older: string): string => (can(feature) ? feature : older)
  const commands = [
    can('json reports')
      ? 'apps:report --format json'
      : either('apps:exists', either('apps:list', 'apps')),
    either('git:report', 'config:get'),
    either('ps:inspect', 'ps:report'),
    either('config:import', 'config:set --encoded'),
  ]
  const cancel = can('builds:list')
    ? 'a cancelled build is stopped with builds:cancel'
    : 'a cancelled build continues on the server'
  return `Dokku ${version.join('.')}: uses ${commands.join(', ')}; ${cancel}`
}
