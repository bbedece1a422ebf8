// The bare repository of ours between a checkout and the repositories of apps: what the checkout has is found in it, what comes from
// an app or is made for it is kept in it, and the checkout stays as it is.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { type Env, type Git, scratchGit } from '../git/git.ts'
import { temporaryFolder } from '../process/exit-cleanup.ts'
import { streamProgram } from '../process/stream.ts'
import { TARGET } from '../ssh/commands.ts'
import { connectionError } from '../ssh/connection-error.ts'
import { stripTerminalCodes } from '../text/terminal.ts'
import type { Dokku } from './server.ts'

export type NewCommit = {
  readonly tree: string
  /** What it comes after; empty for the first one. */
  readonly parent: string
  readonly message: string
  /** Seconds since 1970: the same commit again has the same name. */
  readonly time: string
}

export type Pushed = {
  readonly code: number | null
  /** What git tells of the ref (git push --porcelain). */
  readonly stdout: string
  /** What the server and git said, without colours. */
  readonly lines: readonly string[]
}

export type AppRepository = Disposable & {
  readonly git: Git
  readonly path: string
  /** The branches of an app, which must exist: git makes one that does not. */
  heads(app: string): Promise<ReadonlyMap<string, string>>
  /** Fetches a branch of an app; so many commits of it, or all. Returns what it has then. */
  fetch(app: string, branch: string, depth?: number): Promise<string>
  /** Makes a commit. */
  commit(commit: NewCommit): Promise<string>
  /** Pushes a commit; `line` takes what is said meanwhile. `interrupt` ends git, and not what goes on at the server. */
  push(
    app: string,
    commit: string,
    branch: string,
    asked: { readonly line: (line: string) => void; readonly interrupt?: AbortSignal },
  ): Promise<Pushed>
}

/** Makes a repository. `objects` is the folder of a checkout's objects. */
export async function appRepository(
  dokku: Dokku,
  temp: string,
  objects?: string,
): Promise<AppRepository> {
  const folder = temporaryFolder(temp, 'towpath-dokku-')
  const path = join(folder.path, 'app.git')
  mkdirSync(path)
  const env = (): Env => ({ ...dokku.gitEnv, ...OWN })
  const git = scratchGit(path, env())
  await git.ask(['init', '--quiet', '--bare', '--template=', '--object-format=sha1'])
  if (objects !== undefined) {
    mkdirSync(join(path, 'objects', 'info'), { recursive: true })
    writeFileSync(join(path, 'objects', 'info', 'alternates'), `${objects}\n`)
    // A fetch would walk from the branches of the checkout, whose history may be cut where this repository does not know of it.
    appendFileSync(join(path, 'config'), '[core]\n\talternateRefsPrefixes = refs/none/\n')
  }
  const over = async (args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await scratchGit(path, env()).run(args)
    if (code === 0) return stdout
    if (/Could not read from remote repository|unexpected disconnect|hung up/.test(stderr))
      throw connectionError(dokku.host, stderr)
    throw git.failed(args, stderr)
  }
  return {
    git,
    path,
    async heads(app) {
      const listed = await over(['ls-remote', '--heads', `${TARGET}:${app}`])
      const lines = listed.matchAll(/^([0-9a-f]{40})\trefs\/heads\/(.+)$/gm)
      return new Map([...lines].map(([, id = '', branch = '']) => [branch, id]))
    },
    async fetch(app, branch, depth) {
      const reach = depth === undefined ? [] : [`--depth=${depth}`]
      const refs = `+refs/heads/${branch}:refs/towpath/${app}`
      const quiet = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head']
      await over([...quiet, ...reach, `${TARGET}:${app}`, refs])
      return git.ask(['rev-parse', `refs/towpath/${app}`])
    },
    async commit({ tree, parent, message, time }) {
      const roles = ['AUTHOR', 'COMMITTER'].flatMap((role) => [
        [`GIT_${role}_NAME`, 'Towpath'],
        [`GIT_${role}_EMAIL`, 'towpath@localhost'],
        [`GIT_${role}_DATE`, `${time} +0000`],
      ])
      const parents = parent === '' ? [] : ['-p', parent]
      const args = ['commit-tree', '--no-gpg-sign', ...parents, tree]
      return scratchGit(path, { ...env(), ...Object.fromEntries(roles) }).ask(args, message)
    },
    async push(app, commit, branch, { line, interrupt }) {
      const lines: string[] = []
      const onErrorLine = (text: string): void => {
        const said = stripTerminalCodes(text).trimEnd()
        lines.push(said)
        if (/^(?:remote:)?\s*$/.test(said)) return
        line(said.replace(/^remote: /, ''))
      }
      const set = ['safe.directory=*', 'push.recurseSubmodules=no', 'core.hooksPath=/dev/null']
      const refs = `${commit}:refs/heads/${branch}`
      const { code, stdout } = await streamProgram(
        'git',
        [...set.flatMap((one) => ['-c', one]), 'push', '--porcelain', `${TARGET}:${app}`, refs],
        {
          cwd: path,
          env: { ...env(), GIT_DIR: path },
          onErrorLine,
          killOn: interrupt,
        },
      )
      return { code, stdout, lines }
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}

/** Nothing of what the user configured is for these pushes: no hooks, no signatures, no other addresses. */
const OWN: Env = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_COUNT: '0',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
}

/** The error for what git could not do with the objects of a checkout. */
export function missingObjects(stderr: string): UserError | undefined {
  if (!/missing (?:blob|tree|commit)|unable to read tree|bad object|promisor/.test(stderr))
    return undefined
  return new UserError(
    'partial-checkout',
    'The checkout lacks files of the commit (a partial clone); check it out without "filter" and "sparse-checkout"',
  )
}
