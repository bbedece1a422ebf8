import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { git } from '../../../fakes/git/git.ts'
import { type GitServer, HEADER } from '../../../fakes/git/git-server.ts'

/** Runs git while this process goes on serving. */
export async function gitAside(...args: readonly string[]): Promise<void> {
  await promisify(execFile)('git', [...args])
}

/**
 * A checkout as actions/checkout makes it: one commit, no tags, the login in the clone's configuration. `name` is a repository
 * below the server's root.
 */
export async function checkout(
  server: GitServer,
  root: string,
  name: string,
  ref: string,
  depth: readonly string[] = ['--depth=1', '--no-tags'],
): Promise<string> {
  const clone = join(root, `${name}-clone-${ref.replaceAll('/', '-')}`)
  const login = ['-c', `http.extraheader=${HEADER}`]
  const from = ['--quiet', ...depth, `--branch=${ref}`]
  await gitAside(...login, 'clone', ...from, server.url(`${name}/.git`), clone)
  git(clone, 'config', `http.${server.url('')}.extraheader`, HEADER)
  return clone
}

/** Everything below a clone's .git, by its bytes and the times of its changes. */
export function fingerprint(clone: string): string {
  const hash = createHash('sha256')
  for (const path of globSync('.git/**', { cwd: clone }).sort()) {
    const { mtimeMs, mode } = statSync(join(clone, path))
    hash.update(`${path} ${mtimeMs} ${mode}\0`)
    if (statSync(join(clone, path)).isFile()) hash.update(readFileSync(join(clone, path)))
  }
  return hash.digest('hex')
}
