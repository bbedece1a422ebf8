// Finds a Python interpreter and runs it without the job's variables that would redirect it.

import { UserError } from '../action/user-error.ts'
import type { Env } from '../git/git.ts'
import { type ProgramResult, runProgram } from '../process/run.ts'
import { quote } from '../text/escape.ts'

export type PythonOptions = {
  /** PATH is where Python is looked for. */
  readonly env: Env
  /** The runner's temporary folder. */
  readonly temp: string
}

export type Python = {
  readonly file: string
  /** Path, implementation, version and platform: environments made by different Pythons are not interchangeable. */
  readonly identity: string
  /** Such as `3.12.4`. */
  readonly version: string
}

export type MinimumPython = { readonly version: readonly number[]; readonly neededBy: string }

const identify = ({ version }: MinimumPython): string => `import platform, sys
print(sys.version_info >= (${version.join(', ')}), sys.executable, sys.base_prefix, platform.python_implementation(), sys.version, platform.platform())`

/** Returns the first of `python3` and `python` that is new enough. Throws a UserError (`no-python`) if neither is. */
export async function findPython(minimum: MinimumPython, options: PythonOptions): Promise<Python> {
  const tooOld: string[] = []
  const { temp } = options
  const env = withoutRedirecting(options.env)
  for (const file of ['python3', 'python']) {
    // -S: site-packages is not needed here, and scanning it takes half of the time.
    const args = ['-S', '-c', identify(minimum)]
    const finished = await runProgram(file, args, { cwd: temp, env }).catch(() => undefined)
    if (finished?.code !== 0) continue
    const identity = finished.stdout.trim().replaceAll('\n', ' ')
    if (identity.startsWith('True ')) return { file, identity, version: versionIn(identity) }
    tooOld.push(identity.replace(/^False /, ''))
  }
  const found = tooOld.length === 0 ? '' : `; found ${quote(tooOld[0] ?? '')}`
  throw new UserError(
    'no-python',
    `${minimum.neededBy} needs Python ${minimum.version.join('.')} or newer, as python3${found}; use actions/setup-python before this step`,
  )
}

/** The path of the interpreter may contain a version too, so the implementation's name must come before it. */
const versionIn = (identity: string): string =>
  / [A-Za-z]+ (\d+\.\d+\.\d+)/.exec(identity)?.[1] ?? '0.0.0'

/** Variables that would make Python import other modules, or pip install to another place. */
const REDIRECTING = new Set([
  'PYTHONPATH',
  'PYTHONHOME',
  'VIRTUAL_ENV',
  'PIP_USER',
  'PIP_TARGET',
  'PIP_PREFIX',
  'PIP_ROOT',
  'PIP_PYTHON',
  'PIP_DRY_RUN',
])

const withoutRedirecting = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !REDIRECTING.has(name)))

/** Runs Python to its end, by default in the temporary folder. Returns undefined if there is no such program. */
export async function runPython(
  file: string,
  args: readonly string[],
  { env, temp }: PythonOptions,
  cwd = temp,
): Promise<ProgramResult | undefined> {
  try {
    return await runProgram(file, args, { cwd, env: withoutRedirecting(env) })
  } catch {
    return undefined
  }
}
