// Fabric in a virtual environment: one pinned version, every file of it checked against its hash, kept in the runner's tool cache.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../../../kit/errors.ts'
import type { Env } from '../../../../kit/git.ts'
import { type Finished, runProgram } from '../../../../kit/process.ts'
import { quote } from '../../../../kit/safe-text.ts'
import { temporaryFolder } from '../../../../kit/temporary.ts'

/** The version whose files have their hashes in `fabric/requirements.txt`. */
export const PINNED = '3.2.3'

/** Of `@actions/tool-cache`, whose own variables the runner sets. */
export type ToolCache = {
  /** Empty where it is not there. */
  find(name: string, version: string): string
  /** Copies a folder into the cache, and returns where it is there. */
  cacheDir(folder: string, name: string, version: string): Promise<string>
}

export type Installing = {
  readonly cache: ToolCache
  readonly env: Env
  readonly temp: string
  /** The folder of this action's Python programs. */
  readonly programs: string
  readonly say: (line: string) => void
  readonly warn: (line: string) => void
}

const NAME = 'towpath-fabric'

/**
 * The python of a virtual environment that has Fabric. Throws a UserError: `no-python` where there is none that Fabric runs on,
 * `no-venv` where it can't make environments, `bad-version`, `not-installed`.
 */
export async function fabricEnvironment(version: string, using: Installing): Promise<string> {
  if (!/^[23](?:\.\d+){1,2}$/.test(version)) {
    const what = `"fabric-version" must be a version of Fabric 2 or 3, such as ${PINNED}; it is ${quote(version)}`
    throw new UserError('bad-version', what)
  }
  const [python, about] = await findPython(using)
  const requirements = readFileSync(join(using.programs, 'requirements.txt'), 'utf8')
  const hash = createHash('sha256').update(`${about}\n${requirements}`).digest('hex').slice(0, 16)
  // What follows a "+" the cache would leave out.
  const key = `${version.split('.').length === 2 ? `${version}.0` : version}-h${hash}`
  const kept = using.cache.find(NAME, key)
  if (kept !== '' && (await works(pythonOf(kept), using))) return pythonOf(kept)
  using.say(`Fabric ${version} is being installed`)
  const folder = await install(python, version, key, using)
  if (!(await works(pythonOf(folder), using))) {
    throw new UserError('not-installed', `Fabric ${version} is installed, and does not start`)
  }
  return pythonOf(folder)
}

/** The programs in it have the path of where it was made in their first line; its python finds itself. */
const pythonOf = (folder: string): string => join(folder, 'bin', 'python')

const ABOUT = `import platform, sys
print(sys.version_info >= (3, 9, 2), sys.executable, sys.base_prefix, platform.python_implementation(), sys.version, platform.platform())`

async function findPython(using: Installing): Promise<[python: string, about: string]> {
  const seen: string[] = []
  for (const python of ['python3', 'python']) {
    const asked = await run(python, ['-c', ABOUT], using)
    if (asked?.code !== 0) continue
    const about = asked.stdout.trim().replaceAll('\n', ' ')
    if (about.startsWith('True ')) return [python, about]
    seen.push(about.replace(/^False /, ''))
  }
  const old = seen.length === 0 ? '' : `; there is ${quote(seen[0] ?? '')}`
  const remedy = 'use actions/setup-python before this step'
  throw new UserError(
    'no-python',
    `Fabric needs Python 3.9.2 or newer, as python3${old}; ${remedy}`,
  )
}

async function install(
  python: string,
  version: string,
  key: string,
  using: Installing,
): Promise<string> {
  const folder = temporaryFolder(using.temp, 'towpath-venv-')
  try {
    const made = await run(python, ['-m', 'venv', '--clear', folder.path], using)
    if (made?.code !== 0) throw noVenv(python, made)
    const installed = await run(pythonOf(folder.path), pip(version, using), using)
    if (installed?.code !== 0) {
      const last = lastLine(installed)
      throw new UserError('not-installed', `Fabric ${version} can't be installed: ${last}`)
    }
    return await using.cache.cacheDir(folder.path, NAME, key)
  } finally {
    folder[Symbol.dispose]()
  }
}

function pip(version: string, { programs, warn }: Installing): readonly string[] {
  const flags = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-compile']
  const begin = ['-m', 'pip', 'install', ...flags]
  if (version === PINNED) {
    const file = join(programs, 'requirements.txt')
    return [...begin, '--require-hashes', '--only-binary', ':all:', '-r', file]
  }
  warn(`Fabric ${version} is not the pinned ${PINNED}: its files are not checked against hashes`)
  return [...begin, `fabric==${version}`]
}

function noVenv(python: string, made: Finished | undefined): UserError {
  const remedy = `install it (Debian: apt-get install python3-venv), or use actions/setup-python`
  const what = `${python} can't make a virtual environment (${lastLine(made)}); ${remedy}`
  return new UserError('no-venv', what)
}

const lastLine = (ended: Finished | undefined): string =>
  quote(`${ended?.stdout}\n${ended?.stderr}`.trim().split('\n').at(-1) ?? '')

async function works(python: string, using: Installing): Promise<boolean> {
  return (await run(python, ['-c', 'import fabric.main'], using))?.code === 0
}

/** Undefined where there is no such program. */
async function run(
  file: string,
  args: readonly string[],
  { env, temp }: Installing,
): Promise<Finished | undefined> {
  const leading = [
    'PYTHONPATH',
    'PYTHONHOME',
    'VIRTUAL_ENV',
    'PIP_USER',
    'PIP_TARGET',
    'PIP_PREFIX',
  ]
  const kept = Object.entries(env).filter(([name]) => !leading.includes(name))
  try {
    return await runProgram(file, args, { cwd: temp, env: Object.fromEntries(kept) })
  } catch {
    return undefined
  }
}
