// The bare repository of an app: real git, without anybody's configuration.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Variables = Readonly<Record<string, string>>

/** The environment of every git of the server. */
export const PLAIN_GIT: Variables = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Dokku',
  GIT_AUTHOR_EMAIL: 'automated@dokku.sh',
  GIT_COMMITTER_NAME: 'Dokku',
  GIT_COMMITTER_EMAIL: 'automated@dokku.sh',
}

/**
 * Runs git in a repository. Returns what it printed, or undefined if it failed. In a hook, the variables that git gave to the hook say
 * where the objects of the push are.
 */
export function runGit(
  repository: string,
  args: readonly string[],
  variables: Variables = {},
  input = '',
): string | undefined {
  try {
    return execFileSync('git', ['-C', repository, ...args], {
      env: { ...variables, ...PLAIN_GIT },
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    }).trimEnd()
  } catch {
    return undefined
  }
}

/** Makes the repository with the hook that Dokku writes. */
export function makeRepository(repository: string, app: string, program: string): void {
  const init = ['init', '--quiet', '--bare', '--template=', '--initial-branch=master', repository]
  execFileSync('git', init, { env: { ...PLAIN_GIT }, stdio: 'ignore' })
  mkdirSync(join(repository, 'hooks'), { recursive: true })
  const hook = join(repository, 'hooks', 'pre-receive')
  writeFileSync(hook, `#!/bin/sh\nunset SSH_ORIGINAL_COMMAND\nexec '${program}' git-hook ${app}\n`)
  chmodSync(hook, 0o755)
}

/** Returns the files of a commit; those that it does not have are undefined. */
export function filesOf(
  repository: string,
  commit: string,
  paths: readonly string[],
  variables: Variables = {},
): (string | undefined)[] {
  const input = paths.map((path) => `${commit}:${path}\n`).join('')
  const env = { ...variables, ...PLAIN_GIT }
  const output = Buffer.from(
    execFileSync('git', ['-C', repository, 'cat-file', '--batch'], { env, input }),
  )
  let at = 0
  return paths.map(() => {
    const end = output.indexOf('\n', at)
    const head = output.subarray(at, end).toString()
    at = end + 1
    const size = / (?:blob|tree) (\d+)$/.exec(head)?.[1]
    if (size === undefined) return undefined
    const content = output.subarray(at, at + Number(size)).toString()
    at += Number(size) + 1
    return content
  })
}
