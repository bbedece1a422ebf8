// The virtual environment that Zappa runs in: one that is there, or one made of the project's requirements.
import { UserError } from '../../../kit/errors.ts'
import { quote } from '../../../kit/safe-text.ts'
import type { UpdateInputs } from './inputs.ts'
import type { Environment } from './run.ts'

export type Making = {
  /** The absolute path of a file that a program can be started from; undefined where there is none. */
  readonly program: (path: string) => string | undefined
  /** Makes an environment of a file of requirements, or finds it in the tool cache. */
  readonly made: (requirements: string, folder: string) => Promise<Environment>
}

/** Throws a UserError (`no-virtualenv`, `no-requirements`, `no-python`, `no-venv`, `not-installed`). */
export async function environmentOf(
  { virtualenv, requirements }: UpdateInputs,
  folder: string,
  { program, made }: Making,
): Promise<Environment> {
  if (virtualenv === '') return made(requirements, folder)
  const python = program(`${virtualenv}/bin/python`)
  if (python !== undefined) return { folder: python.replace(/\/bin\/python$/, ''), python }
  const what = `There is no virtual environment ${quote(virtualenv)}: it has no bin/python`
  throw new UserError('no-virtualenv', `${what}; leave "virtualenv" out to have one made`)
}
