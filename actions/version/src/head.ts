// What is checked out: the commit, its branch, and whether its history is cut.
import { UserError } from '../../../kit/errors.ts'
import { complaint, type Git } from '../../../kit/git.ts'
import { quote } from '../../../kit/safe-text.ts'

export type Head = {
  readonly sha: string
  /** Empty when HEAD is detached. */
  readonly branch: string
  /** The same as `git rev-parse --abbrev-ref` says it: `HEAD` when detached, `heads/v1` beside a tag `v1`. */
  readonly abbreviated: string
  /** The commit's date as git prints it, `2024-01-02 03:04:05 +0100`. */
  readonly date: string
  /** The history is cut. */
  readonly shallow: boolean
}

/** Reads HEAD. Throws a UserError (`no-repository`, `no-commits`, `git-failed`). */
export async function readHead(git: Git, folder: string): Promise<Head> {
  const [parsed, shown] = await Promise.all([
    git.run([
      'rev-parse',
      '--is-shallow-repository',
      '--symbolic-full-name',
      'HEAD',
      '--abbrev-ref',
      'HEAD',
    ]),
    git.run(['show', '--no-patch', '--no-show-signature', '--format=%H %ci', 'HEAD']),
  ])
  const [shallow, full = '', abbreviated = ''] = parsed.stdout.split('\n')
  const failed = [parsed, shown].find(({ code }) => code !== 0)
  if (failed) throw explained(failed.stderr, folder)
  const [sha = '', ...date] = shown.stdout.trim().split(' ')
  const branch = full.startsWith('refs/heads/') ? full.slice('refs/heads/'.length) : ''
  return { sha, branch, abbreviated, date: date.join(' '), shallow: shallow === 'true' }
}

function explained(stderr: string, folder: string): UserError {
  if (/not a git repository/i.test(stderr)) {
    const message = `${quote(folder)} is not in a git repository; check it out first (actions/checkout), or give its "path"`
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

/** The files that are changed, as `git describe --dirty` sees it: those that git knows, without new ones. */
export async function changedFiles(git: Git): Promise<string[]> {
  const status = ['status', '--porcelain', '-z', '--untracked-files=no', '--no-renames']
  const entries = (await git.ask(status)).split('\0')
  return entries.filter(Boolean).map((entry) => entry.slice(3))
}

/** The branch of a detached HEAD, as Versioneer guesses it: a preferred one if it contains the commit, else the first. */
export async function branchOfDetached(git: Git, preferred: string): Promise<string> {
  const format = '--format=%(refname:lstrip=2)'
  const branches = (await git.ask(['for-each-ref', format, '--contains=HEAD', 'refs/heads']))
    .split('\n')
    .filter(Boolean)
  return branches.includes(preferred) ? preferred : (branches[0] ?? '')
}

/** The default branch: as the remote says it, else main or master if there is one. Empty when nothing says it. */
export async function defaultBranch(git: Git): Promise<string> {
  const refs = [
    'refs/remotes/origin/HEAD',
    ...MAIN.flatMap((name) => [`refs/heads/${name}`, `refs/remotes/origin/${name}`]),
  ]
  const lines = (await git.ask(['for-each-ref', '--format=%(refname) %(symref)', ...refs])).split(
    '\n',
  )
  const [, named] =
    lines
      .find((line) => line.startsWith('refs/remotes/origin/HEAD '))
      ?.split('refs/remotes/origin/HEAD refs/remotes/origin/') ?? []
  if (named !== undefined) return named
  return MAIN.find((name) => lines.some((line) => line.trim().endsWith(`/${name}`))) ?? ''
}

const MAIN = ['main', 'master']
