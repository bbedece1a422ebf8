// The virtual environment that Zappa runs in: an existing one, or one made from the project's requirements.

import { UserError } from '../../../../kit/action/user-error.ts'
import {
  type RequirementsPorts,
  requirementsVirtualenv,
} from '../../../../kit/python/requirements-virtualenv.ts'
import type { Virtualenv } from '../../../../kit/python/virtualenv.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { UpdateInputs } from '../inputs.ts'

export type VirtualenvPaths = Pick<Virtualenv, 'folder' | 'python'>

export type ProjectVirtualenvPorts = RequirementsPorts & {
  /** Returns the absolute path of an existing file; undefined if there is none. */
  readonly existing: (path: string) => string | undefined
}

/** Returns the environment of a project. Throws a UserError (`no-virtualenv`, `no-requirements`, `no-python`, `no-venv`, `not-installed`). */
export async function projectVirtualenv(
  { virtualenv, requirements }: Pick<UpdateInputs, 'virtualenv' | 'requirements'>,
  folder: string,
  ports: ProjectVirtualenvPorts,
): Promise<VirtualenvPaths> {
  if (virtualenv === '') {
    return requirementsVirtualenv({ requirements, folder, name: 'towpath-zappa' }, ports)
  }
  const python = ports.existing(`${virtualenv}/bin/python`)
  if (python !== undefined) return { folder: python.replace(/\/bin\/python$/, ''), python }
  const what = `There is no virtual environment ${quote(virtualenv)}, because it has no bin/python`
  throw new UserError('no-virtualenv', `${what}; leave "virtualenv" empty to have one created`)
}
