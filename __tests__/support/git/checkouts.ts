import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gitInBulk } from '../../../fakes/git/git.ts'
import { type GitServer, HEADER } from '../../../fakes/git/git-server.ts'

/** Runs git without blocking this process, which may be serving its repository. */
export async function gitInBackground(...args: readonly string[]): Promise<void> {
  await promisify(execFile)('git', [...args])
}

/**
 * Makes a checkout like actions/checkout: one commit, no tags, the credentials in the clone's configuration. `name` is a repository
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
  const from = ['--quiet', ...depth, `--branch=${ref}`]
  await gitInBackground(
    '-c',
    `http.extraheader=${HEADER}`,
    'clone',
    ...from,
    server.url(`${name}/.git`),
    clone,
  )
  appendFileSync(join(clone, '.git/config'), credentials(server))
  return clone
}

/** Returns the section of a clone's configuration with its credentials. */
const credentials = (server: GitServer): string =>
  `[http "${server.url('')}"]\n\textraheader = ${HEADER}\n`

/** Makes many such checkouts of depth 1: cloned from the folders, which is faster, then configured as if from the server. */
export function checkouts(
  server: GitServer,
  root: string,
  wanted: readonly { readonly name: string; readonly ref: string }[],
): string[] {
  const clones = wanted.map(({ name, ref }) =>
    join(root, `${name}-clone-${ref.replaceAll('/', '-')}`),
  )
  const calls = wanted.map(({ name, ref }, index) => {
    const from = ['--quiet', '--depth=1', '--no-tags', `--branch=${ref}`]
    const address = pathToFileURL(join(root, name)).href
    return { folder: root, args: ['clone', ...from, address, clones[index] ?? ''] }
  })
  if (gitInBulk(calls).includes(undefined)) throw new Error('a clone failed')
  for (const [index, { name }] of wanted.entries()) {
    const file = join(clones[index] ?? '', '.git/config')
    const address = `[remote "origin"]\n\turl = ${server.url(`${name}/.git`)}\n`
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/^\turl = .*\n/m, '') + address + credentials(server),
    )
  }
  return clones
}

/** Returns a hash of everything below a clone's .git: content, modes and modification times. */
export function fingerprint(clone: string): string {
  const hash = createHash('sha256')
  for (const path of globSync('.git/**', { cwd: clone }).sort()) {
    const { mtimeMs, mode } = statSync(join(clone, path))
    hash.update(`${path} ${mtimeMs} ${mode}\0`)
    if (statSync(join(clone, path)).isFile()) hash.update(readFileSync(join(clone, path)))
  }
  return hash.digest('hex')
}
