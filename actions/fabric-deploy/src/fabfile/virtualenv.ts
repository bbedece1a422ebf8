// Fabric in a virtual environment: one pinned version, every file of it checked against its hash, kept in the runner's tool cache.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../../../kit/action/user-error.ts'
import { findPython } from '../../../../kit/python/interpreter.ts'
import { provideVirtualenv, type VirtualenvPorts } from '../../../../kit/python/virtualenv.ts'
import { quote } from '../../../../kit/text/escape.ts'

/** The version whose files have their hashes in `fabric/requirements.txt`. */
export const PINNED = '3.2.3'

export type Installing = VirtualenvPorts & {
  /** The folder of this action's Python programs. */
  readonly programs: string
  readonly warn: (line: string) => void
}

/**
 * The python of a virtual environment that has Fabric. Throws a UserError: `no-python` where there is none that Fabric runs on,
 * `no-venv` where it can't make environments, `bad-version`, `not-installed`.
 */
export async function fabricEnvironment(version: string, using: Installing): Promise<string> {
  if (!/^[23](?:\.\d+){1,2}$/.test(version)) {
    const what = `"fabric-version" must be a version of Fabric 2 or 3, such as ${PINNED}; it is ${quote(version)}`
    throw new UserError('bad-version', what)
  }
  const { file, identity } = await findPython({ version: [3, 9, 2], neededBy: 'Fabric' }, using)
  const requirements = readFileSync(join(using.programs, 'requirements.txt'), 'utf8')
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
      pipArguments: () => pip(version, using),
      check: 'import fabric.main',
    },
    using,
  )
  return python
}

function pip(version: string, { programs, warn }: Installing): readonly string[] {
  if (version === PINNED) {
    const file = join(programs, 'requirements.txt')
    return ['--require-hashes', '--only-binary', ':all:', '-r', file]
  }
  warn(`Fabric ${version} is not the pinned ${PINNED}: its files are not checked against hashes`)
  return [`fabric==${version}`]
}
