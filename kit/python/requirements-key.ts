// The cache key of the environment that pip makes from a requirements file.

import { createHash } from 'node:crypto'
import type { Env } from '../git/git.ts'
import type { Python } from './interpreter.ts'
import { withoutCredentials } from './pip.ts'
import type { Requirements } from './requirements.ts'

/** The variables, without `PIP_`, that decide what pip installs, and from where. */
const KEY_VARIABLES = [
  'INDEX_URL',
  'EXTRA_INDEX_URL',
  'NO_INDEX',
  'FIND_LINKS',
  'PRE',
  'NO_BINARY',
  'ONLY_BINARY',
  'PREFER_BINARY',
]

type KeyPorts = { readonly env: Env; readonly log: (line: string) => void }

/**
 * Returns a hash of the Python, the platform, the contents of all requirements files, and the variables that decide where packages come
 * from. Returns undefined, and logs why, if the environment must not be cached because something in it is not pinned.
 */
export function requirementsKey(
  contents: Requirements,
  { identity }: Pick<Python, 'identity'>,
  { env, log }: KeyPorts,
): string | undefined {
  const unpinned =
    contents.unpinned[0] ?? (env['PIP_CONSTRAINT'] ? 'the file in PIP_CONSTRAINT' : undefined)
  if (unpinned !== undefined) {
    log(`The environment is not cached: ${unpinned} is not pinned and may change`)
    return undefined
  }
  const variables = KEY_VARIABLES.map((name) => withoutCredentials(env[`PIP_${name}`] ?? ''))
  const parts = JSON.stringify([identity, variables, contents.text])
  return createHash('sha256').update(parts).digest('hex').slice(0, 16)
}
