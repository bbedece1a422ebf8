// Runs git in one folder without changing it: no locks, no prompts, no variables that point to another repository.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { type ProgramResult, runProgram } from '../process/run.ts'
import { quote } from '../text/escape.ts'
import { plainError } from '../text/plain-error.ts'

/** The variables of a process. */
export type Env = Readonly<Record<string, string | undefined>>

export type Git = {
  /** Runs git, with an optional standard input; the caller checks the exit code. */
  run(args: readonly string[], input?: string | Uint8Array): Promise<ProgramResult>
  /** Runs git and returns its output without the trailing newline. Throws a UserError (`git-failed`) if it fails. */
  ask(args: readonly string[], input?: string | Uint8Array): Promise<string>
  /** Runs git and returns the bytes of its output. Throws a UserError (`git-failed`) if it fails. */
  bytes(args: readonly string[], input?: string | Uint8Array): Promise<Buffer>
  /** Returns the error for a run that failed. */
  failed(args: readonly string[], stderr: string): UserError
}

/** Variables that point git to another repository or configuration (`git rev-parse --local-env-vars`), or print credentials. */
const REMOVED = new Set(
  `GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_CONFIG GIT_CONFIG_PARAMETERS GIT_OBJECT_DIRECTORY GIT_DIR GIT_WORK_TREE
   GIT_IMPLICIT_WORK_TREE GIT_GRAFT_FILE GIT_INDEX_FILE GIT_PREFIX GIT_NO_REPLACE_OBJECTS GIT_REPLACE_REF_BASE
   GIT_SHALLOW_FILE GIT_COMMON_DIR GIT_NAMESPACE GIT_CEILING_DIRECTORIES GIT_PAGER GIT_CURL_VERBOSE`.split(
    /\s+/,
  ),
)

/**
 * Returns git for the user's clone. In a container the folder may belong to another user; it is trusted for these calls only. A
 * partial clone would fetch missing objects and so change; protocols are disabled to prevent that.
 */
export function gitIn(folder: string, env: Env): Git {
  return git(folder, { ...cleaned(env), GIT_ALLOW_PROTOCOL: 'none' })
}

/**
 * Returns git for a bare scratch repository, even if the user's configuration restricts bare repositories. With a folder of files it is
 * not bare, and runs there.
 */
export function scratchGit(folder: string, env: Env, workTree?: string): Git {
  const files = workTree === undefined ? {} : { GIT_WORK_TREE: workTree }
  return git(workTree ?? folder, { ...cleaned(env), GIT_DIR: folder, ...files }, true)
}

const cleaned = (env: Env): Env =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !REMOVED.has(name) && !name.startsWith('GIT_TRACE')),
  )

/** `detached`: what git starts to reach a remote, with its credentials, ends with it when the run is cancelled. */
function git(folder: string, env: Env, detached = false): Git {
  const options = {
    cwd: folder,
    detached,
    env: { ...env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  }
  type Input = string | Uint8Array | undefined
  const runWith = async (
    args: readonly string[],
    input: Input,
    encoding: 'utf8' | 'latin1',
  ): Promise<ProgramResult> => {
    try {
      const all = ['-c', 'safe.directory=*', ...args]
      const given = input === undefined ? {} : { input }
      return await runProgram('git', all, { ...options, ...given, encoding })
    } catch (cause) {
      throw notStarted(folder, cause)
    }
  }
  const run = (args: readonly string[], input?: Input) => runWith(args, input, 'utf8')
  const ask = async (args: readonly string[], input?: Input): Promise<string> => {
    const { code, stdout, stderr } = await run(args, input)
    if (code === 0) return stdout.replace(/\n$/, '')
    throw failed(args, stderr)
  }
  const bytes = async (args: readonly string[], input?: Input): Promise<Buffer> => {
    const { code, stdout, stderr } = await runWith(args, input, 'latin1')
    if (code === 0) return Buffer.from(stdout, 'latin1')
    throw failed(args, stderr)
  }
  const failed = (args: readonly string[], stderr: string): UserError => {
    const command = args.find((word, at) => !word.startsWith('-') && args[at - 1] !== '-c')
    const message = `git ${command} failed in ${quote(folder)}: ${complaint(stderr)}`
    return new UserError('git-failed', message)
  }
  return { run, ask, bytes, failed }
}

function notStarted(folder: string, cause: unknown): UserError {
  if (!existsSync(folder)) return new UserError('no-repository', `${quote(folder)} does not exist`)
  if (!statSync(folder).isDirectory())
    return new UserError('no-repository', `${quote(folder)} is not a folder`)
  const { code } = cause as NodeJS.ErrnoException
  const why =
    code === 'ENOENT'
      ? 'it is not installed, or not in the PATH; install git before this step'
      : plainError(cause)
  return new UserError('git-failed', `git can't be run: ${why}`, { cause })
}

/** Returns git's complaint, quoted: the first line marked as fatal or as an error. */
export function complaint(stderr: string): string {
  const lines = stderr.trim().split('\n')
  return quote(lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1) ?? '')
}

/** Returns whether the clone with this root folder is shallow; undefined if the folder is not the root of an ordinary clone. */
export function shallowAt(folder: string): boolean | undefined {
  const isRoot = statSync(join(folder, '.git'), { throwIfNoEntry: false })?.isDirectory() ?? false
  if (!isRoot || !existsSync(join(folder, '.git', 'HEAD'))) return undefined
  return existsSync(join(folder, '.git', 'shallow'))
}

/** Returns the commits of a shallow clone whose parents are missing. */
export async function shallowCommits(git: Git, folder: string): Promise<Set<string>> {
  const path = await git.ask(['rev-parse', '--git-path', 'shallow'])
  const file = resolve(folder, path)
  return new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [])
}
