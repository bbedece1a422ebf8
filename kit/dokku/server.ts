// A Dokku server over SSH: its commands, and which of them its version has.
import { UserError } from '../action/user-error.ts'
import type { Env } from '../git/git.ts'
import type { ProgramResult } from '../process/run.ts'
import type { Command } from '../ssh/commands.ts'
import type { Gateway } from '../ssh/connection.ts'
import { type Host, hostText } from '../ssh/host.ts'
import type { Ssh } from '../ssh/open-ssh.ts'
import { quote } from '../text/escape.ts'
import { stripTerminalCodes } from '../text/terminal.ts'
import { type Feature, has, parseVersion, type Version } from './version.ts'

export type DokkuCommand = Omit<Command, 'closeStdinOn'> & {
  /** No process of this machine has the command among its arguments. */
  readonly hidden?: boolean
}

export type Dokku = {
  readonly host: Host
  readonly version: Version
  has(feature: Feature): boolean
  /** Runs a command; the caller looks at the code. Throws a UserError when the connection breaks. */
  run(words: readonly string[], command?: DokkuCommand): Promise<ProgramResult>
  /** Runs a command and returns what it prints, without blanks around it. Throws a UserError (`dokku-failed`). */
  ask(words: readonly string[], command?: DokkuCommand): Promise<string>
  /** Variables with which git reaches the server over the same connection, as `target:app`. */
  readonly gitEnv: Env
  /** Connects again after the connection broke. */
  reconnect(): Promise<void>
  close(): Promise<void>
}

/**
 * Dokku splits a command at blanks, in one of three ways by command and version; globs are expanded before. Words of these
 * characters alone pass all of them as they are.
 */
const WORD = /^[A-Za-z0-9@%+=:,./_-]+$/

/** Connects to a server and asks its version. Throws a UserError: that of the connection, or `not-dokku`. */
export async function openDokku(ssh: Ssh, host: Host, env: Env): Promise<Dokku> {
  let connection = await ssh.connect(host)
  const inTurn = atMost(MOST)
  const run = async (
    words: readonly string[],
    command: DokkuCommand = {},
  ): Promise<ProgramResult> => {
    const odd = words.find((word) => !WORD.test(word))
    if (odd !== undefined)
      throw new UserError('dokku-failed', `${quote(odd)} can't be a word of a command for Dokku`)
    return inTurn(() => connection.exec(words.join(' '), command))
  }
  try {
    const version = await versionOf(host, run)
    const gitEnv = { ...env, ...ssh.env, ...sharing(connection) }
    return {
      host,
      version,
      gitEnv,
      has: (feature) => has(version, feature),
      run,
      async ask(words, command) {
        const finished = await run(words, command)
        if (finished.code === 0) return finished.stdout.trim()
        throw failed(host, words, finished)
      },
      async reconnect() {
        await connection.close()
        connection = await ssh.connect(host)
        Object.assign(gitEnv, sharing(connection))
      },
      close: () => connection.close(),
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** sshd takes ten sessions over a connection (MaxSessions), and git wants some of them. */
const MOST = 6

/** Lets so many things go on at a time. */
function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let going = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (going >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    going += 1
    try {
      return await work()
    } finally {
      going -= 1
      waiting.shift()?.()
    }
  }
}

/** git's ssh takes the connection that is there. */
const sharing = ({ config }: Gateway): Env => ({
  GIT_SSH_COMMAND: `ssh -F '${config.replaceAll("'", "'\\''")}' -o ControlMaster=no`,
  GIT_SSH_VARIANT: 'ssh',
})

async function versionOf(host: Host, run: Dokku['run']): Promise<Version> {
  const { code, stdout, stderr } = await run(['version'])
  const version = code === 0 ? parseVersion(stdout) : undefined
  if (version) return version
  const said = quote(stripTerminalCodes(`${stdout}\n${stderr}`.trim().split('\n').at(-1) ?? ''))
  throw new UserError(
    'not-dokku',
    `${hostText(host)} does not answer as Dokku does: ${said}; the user is "dokku", and the key must have been added by "dokku ssh-keys:add"`,
  )
}

/** What Dokku complains of: its last line that begins with ` !     `, or the last one at all. */
export function complaint({ stdout, stderr }: Pick<ProgramResult, 'stdout' | 'stderr'>): string {
  const lines = `${stdout}\n${stderr}`
    .split('\n')
    .map(stripTerminalCodes)
    .filter((line) => line.trim() !== '')
  const marked = lines.filter((line) => /^ *! {2,}/.test(line))
  return (marked.at(-1) ?? lines.at(-1) ?? '').replace(/^ *! +/, '').trim()
}

/** The error of a command that failed. */
export function failed(
  host: Host,
  [command = '']: readonly string[],
  finished: ProgramResult,
): UserError {
  const said = quote(complaint(finished))
  return new UserError(
    'dokku-failed',
    `${hostText(host)}: "${command}" ended with ${finished.code}: ${said}`,
  )
}

/** What the version is, and what is used of it, for the log. */
export function ways({ version, has: can }: Dokku): string {
  const by = (feature: Feature, otherwise: string): string => (can(feature) ? feature : otherwise)
  const chosen = [
    `whether the app exists by ${by('apps:exists', by('apps:list', 'apps'))}`,
    `its branch by ${by('git:report', 'config:get')}`,
    `what runs by ${by('ps:inspect', 'ps:report')}`,
    `variables by ${by('config:import', 'config:set --encoded')}`,
    can('builds:list') ? 'a cancelled build ends (builds:cancel)' : 'a cancelled build goes on',
  ]
  return `Dokku ${version.join('.')}: ${chosen.join(', ')}`
}
