// Plain git and ssh as clients of a fake Dokku, with a repository.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { DokkuServer } from '../../../fakes/dokku/server.ts'
import { git } from '../../../fakes/git/git.ts'

export type CommandResult = {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export type GitOptions = {
  readonly cwd?: string
  /** Kills git, or with `isGroup` git and all processes that it has started. */
  readonly signal?: AbortSignal
  readonly isGroup?: boolean
}

export type Client = {
  readonly folder: string
  /** Runs `dokku WORDS` over SSH, which joins its arguments with spaces. */
  dokku(words: string, input?: string): Promise<CommandResult>
  /** Runs git with the server's key, in the repository or another folder. */
  git(args: readonly string[], options?: GitOptions): Promise<CommandResult>
  /** Runs `git push --porcelain` of HEAD to a branch of an app. */
  push(app: string, branch?: string, ...more: readonly string[]): Promise<CommandResult>
  /** Commits these files in addition to the present ones. Returns the commit. */
  commit(files?: Readonly<Record<string, string>>): string
  url(app: string): string
  remove(): void
}

/** Creates a client whose repository has one commit. */
export function clientOf({
  host,
  key,
  known,
}: Pick<DokkuServer, 'host' | 'key' | 'known'>): Client {
  const home = mkdtempSync(join(tmpdir(), 'towpath-dokku-client-'))
  const folder = join(home, 'repository')
  mkdirSync(folder)
  writeFileSync(join(home, 'key'), key, { mode: 0o600 })
  writeFileSync(join(home, 'known'), `${known}\n`)
  const [target = '', port = ''] = host.split(':')
  const options = ['IdentitiesOnly=yes', 'BatchMode=yes', `UserKnownHostsFile=${home}/known`]
  const ssh = ['-F', 'none', '-i', join(home, 'key'), '-p', port]
  ssh.push(...options.flatMap((option) => ['-o', option]))
  const env = {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_SSH_COMMAND: `ssh ${ssh.join(' ')}`,
  }
  const url = (app: string): string => `ssh://${host}/${app}`
  const runGit: Client['git'] = (args, options = {}) =>
    run('git', args, { cwd: folder, env, ...options })
  let commits = 0
  const client: Client = {
    folder,
    url,
    dokku: (words, input = '') =>
      run('ssh', [...ssh, target, '--', words], { cwd: home, env, input }),
    git: runGit,
    push: (app, branch = 'main', ...more) =>
      runGit(['push', '--porcelain', ...more, url(app), `HEAD:refs/heads/${branch}`]),
    commit(files = {}) {
      commits += 1
      for (const [name, text] of Object.entries({ 'index.html': `page ${commits}\n`, ...files })) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), text)
      }
      git(folder, 'add', '--all')
      git(folder, 'commit', '--quiet', '--message=Work')
      return git(folder, 'rev-parse', 'HEAD')
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
  git(folder, 'init', '--quiet', '--initial-branch=main')
  client.commit()
  return client
}

type Options = GitOptions & { cwd: string; env: NodeJS.ProcessEnv; input?: string }

function run(program: string, args: readonly string[], options: Options): Promise<CommandResult> {
  const { input = '', cwd, env, signal, isGroup = false } = options
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, detached: isGroup })
    const [out, err]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.stdin.on('error', () => {})
    const end = (code: number | null): void =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() })
    // Processes that git has started may outlive it and keep its output open.
    child.on('exit', (code) => signal?.aborted && end(code))
    child.on('close', end)
    signal?.addEventListener('abort', () => {
      if (child.pid !== undefined) process.kill(isGroup ? -child.pid : child.pid, 'SIGKILL')
    })
    child.stdin.end(input)
  })
}
