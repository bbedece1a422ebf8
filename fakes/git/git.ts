// git as the fakes and the tests run it: without the user's configuration.
import { execFileSync } from 'node:child_process'

const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Shop',
  GIT_AUTHOR_EMAIL: 'shop@example.org',
  GIT_COMMITTER_NAME: 'Shop',
  GIT_COMMITTER_EMAIL: 'shop@example.org',
})

/** Runs git in a folder. Returns its output without the trailing newline. */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'safe.directory=*', ...args], {
    cwd: folder,
    env: environment(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trimEnd()
}

export type GitCall = {
  readonly folder: string
  readonly args: readonly string[]
  /** A file for its standard input. */
  readonly stdin?: string
}

/**
 * Runs many git commands, one after another. Returns the output of each without the trailing newline, undefined if it failed. A small
 * shell starts them: from a large process, such as a Jest worker, starting one takes much longer.
 */
export function gitInBulk(calls: readonly GitCall[]): (string | undefined)[] {
  const lines = calls.map(({ folder, args, stdin = '/dev/null' }) => {
    const command = ['git', '-c', 'safe.directory=*', '-C', folder, ...args].map(quoted).join(' ')
    return `${command} <${quoted(stdin)}; printf '\\0%s\\0' $?\n`
  })
  const output = execFileSync('sh', {
    env: environment(),
    input: lines.join(''),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const parts = output.split('\0')
  return calls.map((_, index) =>
    parts[2 * index + 1] === '0' ? parts[2 * index]?.trimEnd() : undefined,
  )
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`
