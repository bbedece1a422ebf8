// A virtual environment with packages that pip installs, kept in the runner's tool cache.

import { mkdtempSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { temporaryFolder } from '../process/exit-cleanup.ts'
import type { ProgramResult } from '../process/run.ts'
import { quote } from '../text/escape.ts'
import { stripTerminalCodes } from '../text/terminal.ts'
import { type PythonOptions, runPython } from './interpreter.ts'
import { lastLines, PIP_INSTALL } from './pip.ts'
import { type CacheKey, findCached, saveToCache, type ToolCache } from './tool-cache.ts'

export type VirtualenvPorts = PythonOptions & {
  readonly cache: ToolCache
  readonly log: (line: string) => void
}

/** One run of pip. */
export type Installation = {
  /** What messages call it. */
  readonly title: string
  /** What to install, as arguments of pip. */
  readonly args: readonly string[]
  /** Where pip runs; by default the temporary folder. */
  readonly folder?: string
  /** Returns what to throw if pip finds no versions that fit together; `problem` is pip's own sentence, quoted. */
  readonly onConflict?: (problem: string) => UserError
}

export type VirtualenvSpec = {
  /** What messages call it. */
  readonly title: string
  /** Without a key, a new environment is made each time. */
  readonly cacheKey: CacheKey | undefined
  /** The Python that makes it. */
  readonly python: string
  /** In their order. Called only if something is installed. */
  readonly installations: () => readonly Installation[]
  /** A Python program that fails if the installed packages don't work. */
  readonly check: string
  /** Whether a cached environment has all its files; by default `check` is run. */
  readonly isIntact?: (folder: string) => boolean
}

export type Virtualenv = {
  readonly folder: string
  /** The other programs in `bin` start with the path where they were made, which a copy does not have; Python finds its own. */
  readonly python: string
  readonly isCached: boolean
}

/**
 * Returns an environment, from the cache or newly made. Without a cache it stays in the temporary folder, which the runner empties after
 * the job. Throws a UserError: `no-venv` if this Python can't make environments, `not-installed`.
 */
export async function provideVirtualenv(
  spec: VirtualenvSpec,
  ports: VirtualenvPorts,
): Promise<Virtualenv> {
  const { cacheKey, title, check } = spec
  const cached = cacheKey && findCached(cacheKey, ports.cache)
  if (cached !== undefined && (await isUsable(cached, spec, ports)))
    return virtualenvIn(cached, true)
  ports.log(`Installing ${title}`)
  const folder = await install(spec, ports)
  if (!(await passes(folder, check, ports))) {
    throw new UserError('not-installed', `${title} was installed but does not start`)
  }
  return virtualenvIn(folder, false)
}

const pythonIn = (folder: string): string => join(folder, 'bin', 'python')

const virtualenvIn = (folder: string, isCached: boolean): Virtualenv => ({
  folder,
  python: pythonIn(folder),
  isCached,
})

const isUsable = async (
  folder: string,
  { isIntact, check }: VirtualenvSpec,
  ports: PythonOptions,
): Promise<boolean> => (isIntact ? isIntact(folder) : passes(folder, check, ports))

async function passes(folder: string, program: string, ports: PythonOptions): Promise<boolean> {
  return (await runPython(pythonIn(folder), ['-I', '-c', program], ports))?.code === 0
}

async function install(spec: VirtualenvSpec, ports: VirtualenvPorts): Promise<string> {
  const { cacheKey } = spec
  const made = temporaryFolder(ports.temp, 'towpath-venv-')
  try {
    await makeVirtualenv(made.path, spec, ports)
    const isGood = (folder: string): Promise<boolean> => isUsable(folder, spec, ports)
    const cached = cacheKey && (await saveToCache(made.path, cacheKey, isGood, ports))
    return cached ?? keepUntilJobEnds(made.path, ports)
  } finally {
    made[Symbol.dispose]()
  }
}

async function makeVirtualenv(
  target: string,
  { python, installations }: VirtualenvSpec,
  ports: VirtualenvPorts,
): Promise<void> {
  const venv = await runPython(python, ['-m', 'venv', '--clear', target], ports)
  if (venv?.code !== 0) throw noVenv(python, venv)
  for (const installation of installations()) await runPip(pythonIn(target), installation, ports)
}

async function runPip(
  python: string,
  { title, args, folder, onConflict }: Installation,
  ports: VirtualenvPorts,
): Promise<void> {
  const pip = await runPython(python, [...PIP_INSTALL, ...args], ports, folder)
  if (pip?.code === 0) return
  const lines = lastLines(pip, PIP_LINES_SHOWN)
  for (const line of lines) ports.log(`pip | ${stripTerminalCodes(line)}`)
  const problem = quote(errorIn(lines))
  if (onConflict && lines.some((line) => CONFLICT.test(line))) throw onConflict(problem)
  throw new UserError('not-installed', `${title} can't be installed: ${problem}`)
}

/** The last line that pip prints about a conflict, which only refers to a web page. */
const CONFLICT = /^error: resolutionimpossible\b/i

/** Returns the line of pip's output that says what is wrong. */
const errorIn = (lines: readonly string[]): string =>
  lines.findLast((line) => /^error:/i.test(line) && !CONFLICT.test(line)) ?? lines.at(-1) ?? ''

const PIP_LINES_SHOWN = 20

function noVenv(python: string, finished: ProgramResult | undefined): UserError {
  const remedy = `install it (Debian: apt-get install python3-venv), or use actions/setup-python`
  const error = quote(lastLines(finished, 1)[0] ?? '')
  return new UserError(
    'no-venv',
    `${python} can't make a virtual environment (${error}); ${remedy}`,
  )
}

/** Moves the environment to a folder that is not removed when this process ends, even if cancelled: a later step may need it. */
function keepUntilJobEnds(made: string, { temp }: PythonOptions): string {
  const folder = mkdtempSync(join(temp, 'towpath-environment-'))
  renameSync(made, folder)
  return folder
}
