// Installs Fabric in a virtual environment: one pinned version, with all hashes checked, and with it the project's requirements. The
// environment is kept in the runner's tool cache.

import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../../../kit/action/user-error.ts'
import { temporaryFolder } from '../../../../kit/process/exit-cleanup.ts'
import { isIntact } from '../../../../kit/python/integrity.ts'
import { findPython, type Python } from '../../../../kit/python/interpreter.ts'
import { requirementsKey } from '../../../../kit/python/requirements-key.ts'
import type { CacheKey } from '../../../../kit/python/tool-cache.ts'
import {
  type Installation,
  provideVirtualenv,
  type VirtualenvPorts,
} from '../../../../kit/python/virtualenv.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { constraintsOf } from './fabric-pins.ts'
import {
  besideFabric,
  type ProjectPorts,
  type ProjectRequirements,
  readProject,
  withFabric,
} from './project-requirements.ts'

/** The version whose hashes are in `python/requirements.txt`. */
export const PINNED = '3.2.3'

export type InstallOptions = VirtualenvPorts &
  ProjectPorts & {
    /** The folder of this action's Python programs. */
    readonly programs: string
    readonly warn: (line: string) => void
  }

/**
 * Returns the interpreter of a virtual environment with Fabric and the project's requirements. Throws a UserError: `bad-version`,
 * `no-requirements`, `requirements-conflict`, `no-python` if there is none that Fabric runs on, `no-venv` if it can't create
 * environments, `not-installed`.
 */
export async function fabricVirtualenv(version: string, options: InstallOptions): Promise<string> {
  if (!/^[23](?:\.\d+){1,2}$/.test(version)) {
    const problem = `"fabric-version" must be a version of Fabric 2 or 3, such as ${PINNED}, not ${quote(version)}`
    throw new UserError('bad-version', problem)
  }
  const fabric = `Fabric ${version}`
  const hashed = readFileSync(pinnedFile(options), 'utf8')
  const pinned = constraintsOf(hashed)
  const versions = version === PINNED ? pinned : [`fabric==${version}`]
  const project = readProject(fabric, versions, options)
  const python = await findPython({ version: [3, 9, 2], neededBy: 'Fabric' }, options)
  using files = temporaryFolder(options.temp, 'towpath-constraints-')
  const constraints = join(files.path, 'constraints.txt')
  writeFileSync(constraints, `${pinned.join('\n')}\n`)
  const virtualenv = await provideVirtualenv(
    {
      title: project ? `${fabric} and ${quote(project.file)}` : fabric,
      cacheKey: cacheKey(version, hashed, project, python, options),
      python: python.file,
      installations: () => installations(version, project, constraints, options),
      check: 'import fabric.main',
      ...(project && { isIntact }),
    },
    options,
  )
  return virtualenv.python
}

const pinnedFile = ({ programs }: Pick<InstallOptions, 'programs'>): string =>
  join(programs, 'requirements.txt')

/** Returns undefined if the project's requirements must not be cached. */
function cacheKey(
  version: string,
  hashed: string,
  project: ProjectRequirements | undefined,
  python: Python,
  options: InstallOptions,
): CacheKey | undefined {
  const ofProject = project ? requirementsKey(project.contents, python, options) : ''
  if (ofProject === undefined) return undefined
  const hash = createHash('sha256').update(`${python.identity}\n${hashed}${ofProject}`)
  const release = version.split('.').length === 2 ? `${version}.0` : version
  return { name: 'towpath-fabric', version: `${release}-h${hash.digest('hex').slice(0, 16)}` }
}

function installations(
  version: string,
  project: ProjectRequirements | undefined,
  constraints: string,
  options: InstallOptions,
): readonly Installation[] {
  const { folder, warn } = options
  const title = `Fabric ${version}`
  if (version === PINNED) {
    const args = ['--require-hashes', '--only-binary', ':all:', '-r', pinnedFile(options)]
    const pinned = { title, args }
    return project ? [pinned, besideFabric(title, project, folder, constraints)] : [pinned]
  }
  if (!project?.contents.entries.some(({ hasHash }) => hasHash))
    warn(`${title} is not the pinned ${PINNED}: its hashes are not checked`)
  return project
    ? [withFabric(title, version, project, folder)]
    : [{ title, args: [`fabric==${version}`] }]
}
