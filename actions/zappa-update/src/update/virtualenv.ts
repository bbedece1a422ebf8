// The virtual environment that Zappa runs in: one that is there, or one made of the project's requirements.
import { UserError } from '../../../../kit/action/user-error.ts'
import {
  type RequirementsPorts,
  requirementsVirtualenv,
} from '../../../../kit/python/requirements-virtualenv.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { UpdateInputs } from '../inputs.ts'
import type { Environment } from '../run.ts'

export type Making = RequirementsPorts & {
  /** The absolute path of what is there; undefined where nothing is. */
  readonly existing: (path: string) => string | undefined
}

/**
 * Finds or makes the environment of a project in a folder. Throws a UserError (`no-virtualenv`, `no-requirements`, `no-python`,
 * `no-venv`, `not-installed`).
 */
export async function environmentOf(
  { virtualenv, requirements }: Pick<UpdateInputs, 'virtualenv' | 'requirements'>,
  folder: string,
  making: Making,
): Promise<Environment> {
  if (virtualenv === '') {
    return requirementsVirtualenv({ requirements, folder, name: 'towpath-zappa' }, making)
  }
  const python = making.existing(`${virtualenv}/bin/python`)
  if (python !== undefined) return { folder: python.replace(/\/bin\/python$/, ''), python }
  const what = `There is no virtual environment ${quote(virtualenv)}: it has no bin/python`
  throw new UserError('no-virtualenv', `${what}; leave "virtualenv" out to have one made`)
}
