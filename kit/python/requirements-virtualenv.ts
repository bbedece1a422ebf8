// A virtual environment with the packages of a project's own requirements file.

import { createHash } from 'node:crypto'
import type { Roots } from '../files/workspace-path.ts'
import type { Env } from '../git/git.ts'
import { quote } from '../text/escape.ts'
import { isIntact } from './integrity.ts'
import { findPython, type Python } from './interpreter.ts'
import { withoutCredentials } from './pip.ts'
import { type Requirements, readRequirements } from './requirements.ts'
import { provideVirtualenv, type Virtualenv, type VirtualenvPorts } from './virtualenv.ts'

export type RequirementsSpec = {
  /** The requirements file, relative to `folder`. */
  readonly requirements: string
  /** The project's folder, where pip runs. */
  readonly folder: string
  /** The environment's name in the tool cache. */
  readonly name: string
}

/** `roots`: the folders where requirements files may be. */
export type RequirementsPorts = VirtualenvPorts & { readonly roots: Roots }

/**
 * Returns an environment with the requirements, from the tool cache or newly made. The cache key covers the Python, the platform, the
 * contents of all requirements files, and the variables that tell pip where packages come from. An environment that has lost files is
 * made again. Unpinned requirements are not cached. Throws a UserError: `no-requirements`, `no-python`, `no-venv`, `not-installed`.
 */
export async function requirementsVirtualenv(
  { requirements, folder, name }: RequirementsSpec,
  ports: RequirementsPorts,
): Promise<Virtualenv> {
  const title = quote(requirements)
  const contents = readRequirements(folder, requirements, ports)
  const python = await findPython({ version: OLDEST, neededBy: title }, ports)
  const unpinned = unpinnedIn(contents, ports.env)
  if (unpinned !== undefined)
    ports.log(`The environment is not cached: ${unpinned} is not pinned and may change`)
  return provideVirtualenv(
    {
      title,
      cacheKey:
        unpinned === undefined ? { name, version: keyOf(contents, python, ports.env) } : undefined,
      python: python.file,
      pipArguments: () => ['-r', requirements],
      folder,
      check: 'import pip',
      isIntact,
    },
    ports,
  )
}

/** Packages that need a newer one report that themselves. */
const OLDEST = [3, 6]

/** The variables, without `PIP_`, that tell pip what to install, and from where. */
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

function unpinnedIn({ unpinned }: Requirements, env: Env): string | undefined {
  return unpinned[0] ?? (env['PIP_CONSTRAINT'] ? 'the file in PIP_CONSTRAINT' : undefined)
}

function keyOf({ text }: Requirements, { identity, version }: Python, env: Env): string {
  const variables = KEY_VARIABLES.map((name) => withoutCredentials(env[`PIP_${name}`] ?? ''))
  const parts = JSON.stringify([identity, variables, text])
  return `${version}-h${createHash('sha256').update(parts).digest('hex').slice(0, 16)}`
}
