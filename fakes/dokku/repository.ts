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

const CONFIG = '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n'

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

/** Creates a bare repository with the hook that Dokku writes: the files that `git init` creates. */
export function makeRepository(repository: string, app: string, program: string): void {
  for (const folder of ['hooks', 'objects/info', 'objects/pack', 'refs/heads', 'refs/tags'])
    mkdirSync(join(repository, folder), { recursive: true })
  writeFileSync(join(repository, 'HEAD'), 'ref: refs/heads/master\n')
  writeFileSync(join(repository, 'config'), CONFIG)
  const hook = join(repository, 'hooks', 'pre-receive')
  writeFileSync(hook, `#!/bin/sh\nunset SSH_ORIGINAL_COMMAND\nexec '${program}' git-hook ${app}\n`)
  chmodSync(hook, 0o755)
}

/** A commit's tree or a file: its id and its content. */
export type GitObject = { readonly id: string; readonly content: string }

/** Returns the trees and files at some paths of a commit; those that it does not have are undefined. */
export function objectsOf(
  repository: string,
  commit: string,
  paths: readonly string[],
  variables: Variables = {},
): (GitObject | undefined)[] {
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
    const [, id, size] = /^(\w+) (?:blob|tree) (\d+)$/.exec(head) ?? []
    if (id === undefined) return undefined
    const content = output.subarray(at, at + Number(size)).toString()
    at += Number(size) + 1
    return { id, content }
  })
}
