// The runner's tool cache, which several runners on one machine may share.

import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Env } from '../git/git.ts'
import { quote } from '../text/escape.ts'
import { plainError } from '../text/plain-error.ts'

/** The functions of `@actions/tool-cache` that are used here. It reads the runner's variables itself. */
export type ToolCache = {
  /** Returns the cached folder, or an empty string. */
  find(name: string, version: string): string
  /** Copies a folder into the cache and returns the path of the copy. */
  cacheDir(folder: string, name: string, version: string): Promise<string>
}

/** The cache drops whatever follows a "+" in a version. */
export type CacheKey = { readonly name: string; readonly version: string }

type CachePorts = {
  readonly cache: ToolCache
  readonly env: Env
  readonly log: (line: string) => void
}

/** Returns the cached folder; undefined if there is none, or no cache. */
export function findCached({ name, version }: CacheKey, cache: ToolCache): string | undefined {
  try {
    return cache.find(name, version) || undefined
  } catch {
    // RUNNER_TOOL_CACHE is not set.
    return undefined
  }
}

/**
 * Copies a folder into the cache, unless an intact one is there by now, and returns its path in the cache. Logs the reason and returns
 * undefined if there is no cache, it is not writable, or another run is writing the same entry, which must not be disturbed.
 */
export async function saveToCache(
  folder: string,
  key: CacheKey,
  isIntact: (folder: string) => Promise<boolean>,
  { cache, env, log }: CachePorts,
): Promise<string | undefined> {
  const notSaved = 'The environment was not saved in the tool cache'
  const root = env['RUNNER_TOOL_CACHE']
  if (!root) {
    log(`${notSaved}: RUNNER_TOOL_CACHE is not set`)
    return undefined
  }
  try {
    const lock = takeLock(join(root, key.name, `${key.version}.lock`))
    if (!lock) {
      log(`${notSaved}: another run is saving the same environment`)
      return undefined
    }
    try {
      const existing = findCached(key, cache)
      if (existing !== undefined && (await isIntact(existing))) return existing
      return await cache.cacheDir(folder, key.name, key.version)
    } finally {
      rmSync(lock, { force: true })
    }
  } catch (error) {
    log(`${notSaved}: ${quote(plainError(error))}`)
    return undefined
  }
}

/** Copying takes seconds, so the run that made an older lock is gone. */
const STALE_LOCK_MS = 600_000

/** Returns the path of the lock file; undefined if another run holds the lock. */
function takeLock(path: string): string | undefined {
  mkdirSync(dirname(path), { recursive: true })
  const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  if (since !== undefined && Date.now() - since > STALE_LOCK_MS) rmSync(path, { force: true })
  try {
    writeFileSync(path, '', { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined
    throw error
  }
  return path
}
