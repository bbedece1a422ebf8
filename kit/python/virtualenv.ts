// A virtual environment with what pip installs into it, kept in the runner's tool cache.
import { mkdtempSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { temporaryFolder } from '../process/exit-cleanup.ts'
import type { Finished } from '../process/run.ts'
import { quote } from '../text/escape.ts'
import { plain } from '../text/terminal.ts'
import { type Running, runPython } from './interpreter.ts'
import { lastLines, PIP_INSTALL } from './pip.ts'
import { findKept, keep, type Slot, type ToolCache } from './tool-cache.ts'

export type Installing = Running & {
  readonly cache: ToolCache
  readonly say: (line: string) => void
}

export type Wanted = {
  /** What messages call it. */
  readonly title: string
  /** Where it is kept; without it is made anew each time. */
  readonly slot: Slot | undefined
  /** The Python that makes it. */
  readonly python: string
  /** What pip gets besides the common options. Asked for only when something is installed. */
  readonly pip: () => readonly string[]
  /** Where pip runs; the temporary folder when not given. */
  readonly folder?: string
  /** A Python program that fails where what was installed does not start. */
  readonly starts: string
  /** Whether nothing is missing in a kept environment; `starts` is run when not given. */
  readonly isWhole?: (folder: string) => boolean
}

export type Environment = {
  readonly folder: string
  /** Programs beside it have the path of where they were made in their first line; this python finds itself. */
  readonly python: string
  /** Whether it was there already. */
  readonly cached: boolean
}

/**
 * The environment, from the cache or made now. Without a cache it stays in the temporary folder, which the runner empties after the
 * job. Throws a UserError: `no-venv` where the Python can't make environments, `not-installed`.
 */
export async function pythonEnvironment(wanted: Wanted, using: Installing): Promise<Environment> {
  const { slot, title, starts } = wanted
  const kept = slot && findKept(slot, using.cache)
  if (kept !== undefined && (await isGood(kept, wanted, using))) return environment(kept, true)
  using.say(`${title} is being installed`)
  const folder = await install(wanted, using)
  if (!(await passes(folder, starts, using))) {
    throw new UserError('not-installed', `${title} is installed, and does not start`)
  }
  return environment(folder, false)
}

const pythonOf = (folder: string): string => join(folder, 'bin', 'python')

const environment = (folder: string, cached: boolean): Environment => ({
  folder,
  python: pythonOf(folder),
  cached,
})

/** A kept one may have lost files since. */
const isGood = async (folder: string, { isWhole, starts }: Wanted, using: Installing) =>
  isWhole ? isWhole(folder) : passes(folder, starts, using)

async function passes(folder: string, program: string, using: Installing): Promise<boolean> {
  return (await runPython(pythonOf(folder), ['-I', '-c', program], using))?.code === 0
}

async function install(wanted: Wanted, using: Installing): Promise<string> {
  const { slot } = wanted
  const made = temporaryFolder(using.temp, 'towpath-venv-')
  try {
    await fill(made.path, wanted, using)
    const good = (folder: string): Promise<boolean> => isGood(folder, wanted, using)
    return (slot && (await keep(made.path, slot, good, using))) ?? stay(made.path, using)
  } finally {
    made[Symbol.dispose]()
  }
}

async function fill(made: string, wanted: Wanted, using: Installing): Promise<void> {
  const { python, pip, title, folder } = wanted
  const venv = await runPython(python, ['-m', 'venv', '--clear', made], using)
  if (venv?.code !== 0) throw noVenv(python, venv)
  const args = [...PIP_INSTALL, ...pip()]
  const installed = await runPython(pythonOf(made), args, using, folder)
  if (installed?.code === 0) return
  const lines = lastLines(installed, LINES)
  for (const line of lines) using.say(`pip | ${plain(line)}`)
  const last = lines.findLast((line) => /^error:/i.test(line)) ?? lines.at(-1) ?? ''
  throw new UserError('not-installed', `${title} can't be installed: ${quote(last)}`)
}

/** So many lines of a pip that failed are shown. */
const LINES = 20

function noVenv(python: string, made: Finished | undefined): UserError {
  const remedy = `install it (Debian: apt-get install python3-venv), or use actions/setup-python`
  const last = quote(lastLines(made, 1)[0] ?? '')
  return new UserError('no-venv', `${python} can't make a virtual environment (${last}); ${remedy}`)
}

/** Gives the folder a name under which nobody takes it away: not even a run that is cancelled, whose next step may need it. */
function stay(made: string, { temp }: Installing): string {
  const folder = mkdtempSync(join(temp, 'towpath-environment-'))
  renameSync(made, folder)
  return folder
}
