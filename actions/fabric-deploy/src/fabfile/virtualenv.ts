// Installs Fabric in a virtual environment: one pinned version, with all hashes checked, kept in the runner's tool cache.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../../../kit/action/user-error.ts'
import { findPython } from '../../../../kit/python/interpreter.ts'
import { provideVirtualenv, type VirtualenvPorts } from '../../../../kit/python/virtualenv.ts'
import { quote } from '../../../../kit/text/escape.ts'

/** The version whose hashes are in `python/requirements.txt`. */
export const PINNED = '3.2.3'

export type InstallOptions = VirtualenvPorts & {
  /** The folder of this action's Python programs. */
  readonly programs: string
  readonly warn: (line: string) => void
}

/**
 * Returns the interpreter of a virtual environment with Fabric. Throws a UserError: `no-python` if there is none that Fabric runs on,
 * `no-venv` if it can't create environments, `bad-version`, `not-installed`.
 */
export async function fabricVirtualenv(version: string, options: InstallOptions): Promise<string> {
  if (!/^[23](?:\.\d+){1,2}$/.test(version)) {
    const problem = `"fabric-version" must be a version of Fabric 2 or 3, such as ${PINNED}, not ${quote(version)}`
    throw new UserError('bad-version', problem)
  }
  const { file, identity } = await findPython({ version: [3, 9, 2], neededBy: 'Fabric' }, options)
  const requirements = readFileSync(join(options.programs, 'requirements.txt'), 'utf8')
  const hash = createHash('sha256')
    .update(`${identity}\n${requirements}`)
    .digest('hex')
    .slice(0, 16)
  const key = `${version.split('.').length === 2 ? `${version}.0` : version}-h${hash}`
  const { python } = await provideVirtualenv(
    {
      title: `Fabric ${version}`,
      cacheKey: { name: 'towpath-fabric', version: key },
      python: file,
      pipArguments: () => pip(version, options),
      check: 'import fabric.main',
    },
    options,
  )
  return python
}

function pip(version: string, { programs, warn }: InstallOptions): readonly string[] {
  if (version === PINNED) {
    const file = join(programs, 'requirements.txt')
    return ['--require-hashes', '--only-binary', ':all:', '-r', file]
  }
  warn(`Fabric ${version} is not the pinned ${PINNED}: its hashes are not checked`)
  return [`fabric==${version}`]
}
