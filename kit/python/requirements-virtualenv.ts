// A virtual environment with the packages of a project's own requirements file.
import { createHash } from 'node:crypto'
import type { Roots } from '../files/workspace-path.ts'
import type { Env } from '../git/git.ts'
import { quote } from '../text/escape.ts'
import { isWhole } from './integrity.ts'
import { findPython, type Python } from './interpreter.ts'
import { withoutLogins } from './pip.ts'
import { type Requirements, readRequirements } from './requirements.ts'
import { type Environment, type Installing, pythonEnvironment } from './virtualenv.ts'

export type RequirementsOrder = {
  /** The file, from the folder on. */
  readonly requirements: string
  /** The project, in which pip runs. */
  readonly folder: string
  /** The environment's name in the tool cache. */
  readonly name: string
}

/** With `roots`, where requirements files may lie. */
export type InstallingRequirements = Installing & { readonly roots: Roots }

/**
 * An environment that has the requirements, from the tool cache or made now. Its key there follows the Python, the platform, the text
 * of all the requirements files and what tells pip where packages come from. One whose files are missing is made again. It is not kept
 * where the requirements name what may change by itself. Throws a UserError: `no-requirements`, `no-python`, `no-venv`,
 * `not-installed`.
 */
export async function requirementsEnvironment(
  { requirements, folder, name }: RequirementsOrder,
  using: InstallingRequirements,
): Promise<Environment> {
  const title = quote(requirements)
  const read = readRequirements(folder, requirements, using)
  const python = await findPython({ version: OLDEST, needs: title }, using)
  const moving = movingIn(read, using.env)
  if (moving !== undefined) using.say(`The environment is not kept: ${moving} may change by itself`)
  return pythonEnvironment(
    {
      title,
      slot: moving === undefined ? { name, version: keyOf(read, python, using.env) } : undefined,
      python: python.file,
      pip: () => ['-r', requirements],
      folder,
      starts: 'import pip',
      isWhole,
    },
    using,
  )
}

/** What is installed may ask for more, and then says so itself. */
const OLDEST = [3, 6]

/** The variables that tell pip what to install, and from where. */
const DECIDING = [
  ...['INDEX_URL', 'EXTRA_INDEX_URL', 'NO_INDEX', 'FIND_LINKS'],
  ...['PRE', 'NO_BINARY', 'ONLY_BINARY', 'PREFER_BINARY'],
]

function movingIn({ moving }: Requirements, env: Env): string | undefined {
  return moving[0] ?? (env['PIP_CONSTRAINT'] ? 'the file that PIP_CONSTRAINT names' : undefined)
}

function keyOf({ text }: Requirements, { about, version }: Python, env: Env): string {
  const variables = DECIDING.map((name) => withoutLogins(env[`PIP_${name}`] ?? ''))
  const parts = JSON.stringify([about, variables, text])
  return `${version}-h${createHash('sha256').update(parts).digest('hex').slice(0, 16)}`
}
