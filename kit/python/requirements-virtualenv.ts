// A virtual environment with the packages of a project's own requirements file.

import type { Roots } from '../files/workspace-path.ts'
import { quote } from '../text/escape.ts'
import { isIntact } from './integrity.ts'
import { findPython } from './interpreter.ts'
import { readRequirements } from './requirements.ts'
import { requirementsKey } from './requirements-key.ts'
import { provideVirtualenv, type Virtualenv, type VirtualenvPorts } from './virtualenv.ts'

export type RequirementsSpec = {
  /** The requirements file, relative to `folder`. */
  readonly requirements: string
  /** The project's folder, where pip runs. */
  readonly folder: string
  /** The environment's name in the tool cache. */
  readonly name: string
}

/** `roots`: the folders where requirements files may be. `mask` hides a secret in the log. */
export type RequirementsPorts = VirtualenvPorts & {
  readonly roots: Roots
  readonly mask: (secret: string) => void
}

/**
 * Returns an environment with the requirements, from the tool cache or newly made; requirementsKey is its cache key. An
 * environment that has lost files is made again. Unpinned requirements are not cached. Throws a UserError: `no-requirements`,
 * `no-python`, `no-venv`, `not-installed`.
 */
export async function requirementsVirtualenv(
  { requirements, folder, name }: RequirementsSpec,
  ports: RequirementsPorts,
): Promise<Virtualenv> {
  const title = quote(requirements)
  const contents = readRequirements(folder, requirements, ports)
  const python = await findPython({ version: OLDEST, neededBy: title }, ports)
  const key = requirementsKey(contents, python, ports)
  return provideVirtualenv(
    {
      title,
      cacheKey: key === undefined ? undefined : { name, version: `${python.version}-h${key}` },
      python: python.file,
      installations: () => [{ title, args: ['-r', requirements], folder }],
      check: 'import pip',
      isIntact,
    },
    ports,
  )
}

/** Packages that need a newer one report that themselves. */
const OLDEST = [3, 6]
