// What is checked out: the commit, its branch, and whether the clone is shallow.

import { UserError } from '../../../kit/action/user-error.ts'
import { byId, type Commit, commitsOf } from '../../../kit/git/commits.ts'
import { complaint, type Git, shallowAt } from '../../../kit/git/git.ts'
import type { ProgramResult } from '../../../kit/process/run.ts'
import { quote } from '../../../kit/text/escape.ts'

export type Head = {
  readonly sha: string
  /** Empty when HEAD is detached. */
  readonly branch: string
  /** The commit's date as git prints it, `2024-01-02 03:04:05 +0100`. */
  readonly date: string
  /** Tracked files that are changed, as `git describe --dirty` determines them; empty if not needed. */
  readonly changed: readonly string[]
  /** The clone is shallow. */
  readonly shallow: boolean
  /** The commit and its ancestors, at most WINDOW of them, latest first. */
  readonly window: ReadonlyMap<string, Commit>
}

/** The nearest tag is usually among these commits; listing them takes no longer than listing one. */
const WINDOW = 256

/** Reads HEAD. Throws a UserError (`no-repository`, `no-commits`, `git-failed`). */
export async function readHead(git: Git, folder: string, looksForChanges: boolean): Promise<Head> {
  const [status, commits, shallow] = await Promise.all([
    looksForChanges ? branchAndChanges(git) : branchAlone(git),
    // The other commands report errors better.
    commitsOf(git, [`--max-count=${WINDOW}`, 'HEAD'], { messages: false }).catch(() => []),
    isShallow(git, folder),
  ])
  if ('stderr' in status) throw readError(status.stderr, folder)
  const [first] = commits
  if (!first) throw readError((await git.run(['log', '--max-count=1', 'HEAD'])).stderr, folder)
  return { ...status, sha: first.id, date: first.date, shallow, window: byId(commits) }
}

type BranchAndChanges = Pick<Head, 'branch' | 'changed'>

const STATUS = ['status', '--porcelain=v2', '--branch', '--no-ahead-behind', '--no-renames', '-z']

async function branchAndChanges(git: Git): Promise<BranchAndChanges | ProgramResult> {
  // As in git describe, untracked files in submodules don't count, whatever the user configured.
  const settings = ['-c', 'diff.ignoreSubmodules=untracked']
  const result = await git.run([...settings, ...STATUS, '--untracked-files=no'])
  if (result.code !== 0) return result
  const entries = result.stdout.split('\0')
  const head = entries.find((entry) => entry.startsWith(BRANCH))?.slice(BRANCH.length) ?? ''
  // `1` and 8 fields before the path; `u`, an unmerged file, has 10.
  const changed = entries.flatMap((entry) => {
    const fields = { '1': 8, u: 10 }[entry.split(' ', 1)[0] ?? '']
    return fields === undefined ? [] : [entry.split(' ').slice(fields).join(' ')]
  })
  // A branch may have this name.
  if (head === '(detached)') return { ...(await branchAlone(git)), changed }
  return { branch: head, changed }
}

const BRANCH = '# branch.head '

async function branchAlone(git: Git): Promise<BranchAndChanges | ProgramResult> {
  const result = await git.run(['rev-parse', '--symbolic-full-name', 'HEAD'])
  if (result.code !== 0) return result
  const ref = result.stdout.trim()
  return { branch: ref.startsWith(HEADS) ? ref.slice(HEADS.length) : '', changed: [] }
}

const HEADS = 'refs/heads/'

/** Runs git only if the files of the clone do not show it: below its root, and in a worktree. */
async function isShallow(git: Git, folder: string): Promise<boolean> {
  const known = shallowAt(folder)
  if (known !== undefined) return known
  return (await git.run(['rev-parse', '--is-shallow-repository'])).stdout.trim() === 'true'
}

function readError(stderr: string, folder: string): UserError {
  if (/not a git repository/i.test(stderr)) {
    const message = `${quote(folder)} is not in a git repository; check it out first (actions/checkout), or set "path"`
    return new UserError('no-repository', message)
  }
  if (/unknown revision|bad default revision/.test(stderr)) {
    return new UserError('no-commits', `The repository in ${quote(folder)} has no commits yet`)
  }
  return new UserError(
    'git-failed',
    `git can't read HEAD in ${quote(folder)}: ${complaint(stderr)}`,
  )
}

/** Returns the branch of a detached HEAD as Versioneer guesses it: the preferred one if it contains the commit, else the first that does. */
export async function branchOfDetached(git: Git, preferred: string): Promise<string> {
  const format = '--format=%(refname:lstrip=2)'
  const branches = (await git.ask(['for-each-ref', format, '--contains=HEAD', 'refs/heads']))
    .split('\n')
    .filter(Boolean)
  return branches.includes(preferred) ? preferred : (branches[0] ?? '')
}

/** Returns the default branch: from the remote, else main or master if it exists. Empty if unknown. */
export async function defaultBranch(git: Git): Promise<string> {
  const origin = 'refs/remotes/origin/'
  const refsOf = (name: string): string[] => [`refs/heads/${name}`, origin + name]
  const patterns = [`${origin}HEAD`, ...MAIN.flatMap(refsOf)]
  const lines = (
    await git.ask(['for-each-ref', '--format=%(refname) %(symref)', ...patterns])
  ).split('\n')
  const refs = new Map(lines.map((line) => line.split(' ') as [string, string]))
  const named = refs.get(`${origin}HEAD`)
  if (named) return named.slice(origin.length)
  return MAIN.find((name) => refsOf(name).some((ref) => refs.has(ref))) ?? ''
}

const MAIN = ['main', 'master']
