// Replaces a file with one that holds secrets until the job ends, and restores the original then.

import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** What is needed to restore the original. It is kept as JSON for the post step. */
export type TemporarySwap = {
  readonly path: string
  /** The new file before it is renamed to the path; in the same folder. */
  readonly staged: string
  /** Whether the new file stays when the job ends. */
  readonly keep: boolean
  /** The original, if there was one: the folder of its copy, its mode and its owner. */
  readonly original?: {
    readonly folder: string
    readonly mode: number
    readonly uid: number
    readonly gid: number
  }
  /** The folders that have to be created for it, the innermost first. */
  readonly newFolders: readonly string[]
}

/** Copies the original. Nothing at the path is changed. */
export function prepareSwap(path: string, temp: string, keep: boolean): TemporarySwap {
  const newFolders: string[] = []
  for (let parent = dirname(path); !existsSync(parent); parent = dirname(parent))
    newFolders.push(parent)
  const staged = join(dirname(path), `.towpath-${process.pid}-${Date.now().toString(36)}`)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat || keep) return { path, staged, keep, newFolders }
  const bytes = readFileSync(path)
  const folder = mkdtempSync(join(temp, 'towpath-swap-'))
  writeFileSync(join(folder, 'original'), bytes, { mode: 0o600, flag: 'wx' })
  const { mode, uid, gid } = stat
  return { path, staged, keep, newFolders, original: { folder, mode: mode & 0o7777, uid, gid } }
}

/** Puts the new file in place at once, readable by its owner alone. */
export function swapIn({ path, staged }: TemporarySwap, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    writeFileSync(staged, text, { mode: 0o600, flag: 'wx' })
    renameSync(staged, path)
  } finally {
    rmSync(staged, { force: true })
  }
}

/** What happened at the path: the original is restored, the new file is removed, or it is kept. */
export type Restored = 'restored' | 'removed' | 'kept'

/** Restores the original, or removes the new file if there was none. Harmless if `swapIn` did not run. */
export function restoreSwapped({
  path,
  staged,
  keep,
  original,
  newFolders,
}: TemporarySwap): Restored {
  rmSync(staged, { force: true })
  if (keep) return 'kept'
  if (original && existsSync(dirname(path))) {
    const { folder, mode, uid, gid } = original
    try {
      writeFileSync(staged, readFileSync(join(folder, 'original')), { mode: 0o600, flag: 'wx' })
      setOwner(staged, uid, gid)
      chmodSync(staged, mode)
      renameSync(staged, path)
    } finally {
      rmSync(staged, { force: true })
    }
  } else rmSync(path, { force: true })
  if (original) rmSync(original.folder, { recursive: true, force: true })
  for (const folder of newFolders) removeEmpty(folder)
  return original && existsSync(path) ? 'restored' : 'removed'
}

function setOwner(path: string, uid: number, gid: number): void {
  try {
    chownSync(path, uid, gid)
  } catch {
    // Only root may change a file's owner.
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // It holds other files by now.
  }
}
