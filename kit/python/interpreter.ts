// Python itself: found, and run so that nothing of the job leads it elsewhere.
import { UserError } from '../action/user-error.ts'
import type { Env } from '../git/git.ts'
import { type Finished, runProgram } from '../process/run.ts'
import { quote } from '../text/escape.ts'

/** Where Python is looked for and what it runs with. */
export type Running = {
  readonly env: Env
  /** The runner's temporary folder. */
  readonly temp: string
}

export type Python = {
  readonly file: string
  /** Which one it is: its version, its implementation, the platform and where it lies. */
  readonly about: string
  /** Such as `3.12.4`. */
  readonly version: string
}

/** The oldest version that will do, and what needs it. */
export type Least = { readonly version: readonly number[]; readonly needs: string }

const about = (least: Least): string => `import platform, sys
print(sys.version_info >= (${least.version.join(', ')}), sys.executable, sys.base_prefix, platform.python_implementation(), sys.version, platform.platform())`

/** The first of `python3` and `python` that is new enough. Throws a UserError (`no-python`) where there is none. */
export async function findPython(least: Least, running: Running): Promise<Python> {
  const seen: string[] = []
  for (const file of ['python3', 'python']) {
    // Its packages are no matter, and looking for them is half of the time.
    const asked = await runPython(file, ['-S', '-c', about(least)], running)
    if (asked?.code !== 0) continue
    const told = asked.stdout.trim().replaceAll('\n', ' ')
    if (told.startsWith('True ')) return { file, about: told, version: versionIn(told) }
    seen.push(told.replace(/^False /, ''))
  }
  const old = seen.length === 0 ? '' : `; there is ${quote(seen[0] ?? '')}`
  const remedy = 'use actions/setup-python before this step'
  throw new UserError(
    'no-python',
    `${least.needs} needs Python ${least.version.join('.')} or newer, as python3${old}; ${remedy}`,
  )
}

/** The folder it lies in may have a version in its name as well. */
const versionIn = (told: string): string => / [A-Za-z]+ (\d+\.\d+\.\d+)/.exec(told)?.[1] ?? '0.0.0'

/** What would give Python other modules, or pip another place to install to. */
const LEADING = new Set([
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

/** Runs a Python to its end, by default in the temporary folder. Undefined where there is no such program. */
export async function runPython(
  file: string,
  args: readonly string[],
  { env, temp }: Running,
  cwd = temp,
): Promise<Finished | undefined> {
  const kept = Object.entries(env).filter(([name]) => !LEADING.has(name))
  try {
    return await runProgram(file, args, { cwd, env: Object.fromEntries(kept) })
  } catch {
    return undefined
  }
}
