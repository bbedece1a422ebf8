// The runner's tool cache, which runners of one machine may share.
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Env } from '../git/git.ts'
import { quote } from '../text/escape.ts'

/** Of `@actions/tool-cache`, whose own variables the runner sets. */
export type ToolCache = {
  /** Empty where it is not there. */
  find(name: string, version: string): string
  /** Copies a folder into the cache, and returns where it is there. */
  cacheDir(folder: string, name: string, version: string): Promise<string>
}

/** A place in the cache. What follows a "+" in a version the cache would leave out. */
export type Slot = { readonly name: string; readonly version: string }

type Caching = {
  readonly cache: ToolCache
  readonly env: Env
  readonly say: (line: string) => void
}

/** The folder in a slot; undefined where there is none, or no cache. */
export function findKept({ name, version }: Slot, cache: ToolCache): string | undefined {
  try {
    return cache.find(name, version) || undefined
  } catch {
    // It has no folder: RUNNER_TOOL_CACHE is not set.
    return undefined
  }
}

/**
 * Copies a folder into its slot, unless a good one is there by now, and returns where it is. Undefined, with the reason said, where
 * there is no cache, it can't be written to, or another run is at this slot: what that one writes must not be taken away from it.
 */
export async function keep(
  folder: string,
  slot: Slot,
  isGood: (folder: string) => Promise<boolean>,
  { cache, env, say }: Caching,
): Promise<string | undefined> {
  const not = 'The environment is not kept in the tool cache'
  const root = env['RUNNER_TOOL_CACHE']
  if (!root) {
    say(`${not}: RUNNER_TOOL_CACHE is not set`)
    return undefined
  }
  try {
    const lock = takeLock(join(root, slot.name, `${slot.version}.lock`))
    if (!lock) {
      say(`${not}: another run is just doing that`)
      return undefined
    }
    try {
      const other = findKept(slot, cache)
      if (other !== undefined && (await isGood(other))) return other
      return await cache.cacheDir(folder, slot.name, slot.version)
    } finally {
      rmSync(lock, { force: true })
    }
  } catch (error) {
    say(`${not}: ${quote(error instanceof Error ? error.message : String(error))}`)
    return undefined
  }
}

/** In milliseconds. Copying takes seconds, so the run that made an older lock is gone. */
const STALE = 600_000

/** The path of the lock; undefined where another run has it. */
function takeLock(path: string): string | undefined {
  mkdirSync(dirname(path), { recursive: true })
  const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  if (since !== undefined && Date.now() - since > STALE) rmSync(path, { force: true })
  try {
    writeFileSync(path, '', { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined
    throw error
  }
  return path
}
