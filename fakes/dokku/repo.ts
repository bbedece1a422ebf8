// The bare repository of an app: real git, without anybody's configuration.
import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Call } from './call.ts'

const PLAIN = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Dokku',
  GIT_AUTHOR_EMAIL: 'automated@dokku.sh',
  GIT_COMMITTER_NAME: 'Dokku',
  GIT_COMMITTER_EMAIL: 'automated@dokku.sh',
}

export const gitEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, ...PLAIN })

/** Runs git in an app's repository. Returns what it printed, or undefined where it failed. */
export function git(repo: string, args: readonly string[], input = ''): string | undefined {
  try {
    return execFileSync('git', ['-C', repo, ...args], {
      env: gitEnvironment(),
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
export function makeRepo(call: Call, app: string): void {
  const repo = call.store.repo(app)
  const init = ['init', '--quiet', '--bare', '--template=', '--initial-branch=master', repo]
  execFileSync('git', init, { env: gitEnvironment(), stdio: 'ignore' })
  execFileSync('mkdir', ['-p', join(repo, 'hooks')])
  const hook = join(repo, 'hooks', 'pre-receive')
  const program = `'${call.store.path('dokku')}'`
  writeFileSync(hook, `#!/bin/sh\nunset SSH_ORIGINAL_COMMAND\nexec ${program} git-hook ${app}\n`)
  chmodSync(hook, 0o755)
}

/** The files of a commit; those that are not there are undefined. */
export function filesOf(
  repo: string,
  commit: string,
  paths: readonly string[],
): (string | undefined)[] {
  const input = paths.map((path) => `${commit}:${path}\n`).join('')
  const said = Buffer.from(
    execFileSync('git', ['-C', repo, 'cat-file', '--batch'], { env: gitEnvironment(), input }),
  )
  let at = 0
  return paths.map(() => {
    const end = said.indexOf('\n', at)
    const head = said.subarray(at, end).toString()
    at = end + 1
    const size = / (?:blob|tree) (\d+)$/.exec(head)?.[1]
    if (size === undefined) return undefined
    const content = said.subarray(at, at + Number(size)).toString()
    at += Number(size) + 1
    return content
  })
}
