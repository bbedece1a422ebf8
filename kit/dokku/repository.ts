// A temporary bare repository between a checkout and the repositories of apps. It borrows the objects of the checkout, receives what is
// fetched from an app or created for it, and leaves the checkout unchanged.

import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { type Env, type Git, scratchGit } from '../git/git.ts'
import { temporaryFolder } from '../process/exit-cleanup.ts'
import { streamProgram } from '../process/stream.ts'
import { TARGET } from '../ssh/client-config.ts'
import { connectionError } from '../ssh/connection-error.ts'
import { stripTerminalCodes } from '../text/terminal.ts'
import { lookDenied } from './look.ts'
import type { PushOutput } from './push-result.ts'
import { isRefusal } from './refusal.ts'
import type { Dokku } from './server.ts'

export type NewCommit = {
  readonly tree: string
  /** Empty for a first commit. */
  readonly parent: string
  readonly message: string
  /** Seconds since 1970. Given, so that the same commit made again has the same id. */
  readonly time: string
}

export type AppRepository = Disposable & {
  readonly git: Git
  readonly path: string
  /** Returns the branches of an app, which must exist: git creates a missing one. */
  heads(app: string): Promise<ReadonlyMap<string, string>>
  /** Fetches the tips of all branches of an app, without their history, with one question. Returns the branches. */
  fetchHeads(app: string): Promise<ReadonlyMap<string, string>>
  /** Fetches a branch of an app, whole or to a depth. Returns its commit. */
  fetch(app: string, branch: string, depth?: number): Promise<string>
  /** Creates a commit. Returns its id. */
  commit(commit: NewCommit): Promise<string>
  /** Pushes a commit. `killOn` ends git, but not what the server is doing. */
  push(
    app: string,
    commit: string,
    branch: string,
    options: { readonly onLine: (line: string) => void; readonly killOn: AbortSignal },
  ): Promise<PushOutput>
}

/** Creates the repository. `objects` is the folder of a checkout's objects. */
export async function appRepository(
  dokku: Pick<Dokku, 'host' | 'gitEnv'>,
  temp: string,
  objects?: string,
): Promise<AppRepository> {
  const folder = temporaryFolder(temp, 'towpath-dokku-')
  const path = join(folder.path, 'app.git')
  mkdirSync(path)
  const env = (): Env => ({ ...dokku.gitEnv, ...ISOLATED })
  const git = scratchGit(path, env())
  await git.ask(['init', '--quiet', '--bare', '--template=', '--object-format=sha1'])
  if (objects !== undefined) borrowObjects(path, objects)
  const remote = async (args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await scratchGit(path, env()).run(args)
    if (code === 0) return stdout
    if (/Could not read from remote repository|unexpected disconnect|hung up/.test(stderr))
      throw isRefusal(stderr)
        ? lookDenied(dokku.host, 'git-upload-pack', stderr.split('\n').find(isRefusal) ?? '')
        : connectionError(dokku.host, stderr)
    throw git.failed(args, stderr)
  }
  const heads: AppRepository['heads'] = async (app) => {
    const refs = await remote(['ls-remote', '--heads', `${TARGET}:${app}`])
    const lines = refs.matchAll(/^([0-9a-f]{40})\trefs\/heads\/(.+)$/gm)
    return new Map([...lines].map(([, id = '', branch = '']) => [branch, id]))
  }
  return {
    git,
    path,
    heads,
    async fetchHeads(app) {
      const fetched = `refs/towpath-heads/${app}/`
      const refspec = `+refs/heads/*:${fetched}*`
      const quiet = ['fetch', '--quiet', '--no-tags', '--prune', '--no-write-fetch-head']
      try {
        await remote([...quiet, '--depth=1', `${TARGET}:${app}`, refspec])
      } catch (error) {
        // git fails without a word if there is no branch at all.
        if (error instanceof UserError && error.reason !== 'git-failed') throw error
        if ((await heads(app)).size === 0) return new Map()
        throw error
      }
      const refs = await git.ask(['for-each-ref', '--format=%(objectname) %(refname)', fetched])
      const lines = refs.matchAll(/^([0-9a-f]{40}) (.+)$/gm)
      return new Map([...lines].map(([, id = '', name = '']) => [name.slice(fetched.length), id]))
    },
    async fetch(app, branch, depth) {
      const isShallow = existsSync(join(path, 'shallow'))
      const wholeOption = isShallow ? ['--unshallow'] : []
      const depthOption = depth === undefined ? wholeOption : [`--depth=${depth}`]
      const refspecs = [`+refs/heads/${branch}:refs/towpath/${app}`]
      // The history of every tip that was fetched without it: a shallow one could not be pushed.
      if (depth === undefined && isShallow)
        refspecs.push(`+refs/heads/*:refs/towpath-heads/${app}/*`)
      const quiet = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head']
      await remote([...quiet, ...depthOption, `${TARGET}:${app}`, ...refspecs])
      return git.ask(['rev-parse', `refs/towpath/${app}`])
    },
    async commit({ tree, parent, message, time }) {
      const parents = parent === '' ? [] : ['-p', parent]
      const args = ['commit-tree', '--no-gpg-sign', ...parents, tree]
      return scratchGit(path, { ...env(), ...identity(time) }).ask(args, message)
    },
    push: (app, commit, branch, options) =>
      runPush(path, env(), `${TARGET}:${app}`, `${commit}:refs/heads/${branch}`, options),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}

/** Makes the objects of a checkout readable in the repository. */
function borrowObjects(path: string, objects: string): void {
  mkdirSync(join(path, 'objects', 'info'), { recursive: true })
  writeFileSync(join(path, 'objects', 'info', 'alternates'), `${objects}\n`)
  // Otherwise a fetch would walk the branches of the checkout, whose history may be shallow without this repository knowing.
  appendFileSync(join(path, 'config'), '[core]\n\talternateRefsPrefixes = refs/none/\n')
}

const identity = (time: string): Env =>
  Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((role) => [
      [`GIT_${role}_NAME`, 'Towpath'],
      [`GIT_${role}_EMAIL`, 'towpath@localhost'],
      [`GIT_${role}_DATE`, `${time} +0000`],
    ]),
  )

async function runPush(
  path: string,
  env: Env,
  remote: string,
  refspec: string,
  { onLine, killOn }: Parameters<AppRepository['push']>[3],
): Promise<PushOutput> {
  const lines: string[] = []
  const onErrorLine = (text: string): void => {
    const line = stripTerminalCodes(text).trimEnd()
    lines.push(line)
    if (!/^(?:remote:)?\s*$/.test(line)) onLine(line.replace(/^remote: /, ''))
  }
  const config = ['safe.directory=*', 'push.recurseSubmodules=no', 'core.hooksPath=/dev/null']
  const { code, stdout } = await streamProgram(
    'git',
    [...config.flatMap((one) => ['-c', one]), 'push', '--porcelain', remote, refspec],
    { cwd: path, env: { ...env, GIT_DIR: path }, onErrorLine, killOn },
  )
  return { code, stdout, lines }
}

/** The user's git configuration must not change these pushes: no hooks, no signatures, no other addresses. */
const ISOLATED: Env = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_COUNT: '0',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
}
