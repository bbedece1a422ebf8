// A file that holds secrets for the length of a job: what stood in its place comes back afterwards.
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

/** What putting back takes; it outlives the process as JSON. */
export type TemporarySwap = {
  readonly path: string
  /** Where the text is written first, beside the path. */
  readonly fresh: string
  /** The file stays as it is written. */
  readonly keep: boolean
  /** What stood there before, where anything did: a copy in a folder of its own, and its mode and owner. */
  readonly old?: {
    readonly folder: string
    readonly mode: number
    readonly uid: number
    readonly gid: number
  }
  /** The folders that are made for it, the innermost first. */
  readonly made: readonly string[]
}

/** Copies what stands at a path, for the time when it comes back. Nothing at the path is changed. */
export function prepareSwap(path: string, temp: string, keep: boolean): TemporarySwap {
  const made: string[] = []
  for (let one = dirname(path); !existsSync(one); one = dirname(one)) made.push(one)
  const fresh = join(dirname(path), `.towpath-${process.pid}-${Date.now().toString(36)}`)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat || keep) return { path, fresh, keep, made }
  const bytes = readFileSync(path)
  const folder = mkdtempSync(join(temp, 'towpath-swap-'))
  writeFileSync(join(folder, 'old'), bytes, { mode: 0o600, flag: 'wx' })
  const { mode, uid, gid } = stat
  return { path, fresh, keep, made, old: { folder, mode: mode & 0o7777, uid, gid } }
}

/** Puts a text in the place, readable for its owner alone, all of it or nothing. */
export function swapIn({ path, fresh }: TemporarySwap, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' })
    renameSync(fresh, path)
  } finally {
    rmSync(fresh, { force: true })
  }
}

/** What became of the path: the old file is back, the file is gone, or it stays. */
export type Restored = 'restored' | 'removed' | 'kept'

/** Puts back what stood there, or removes what was put there. Does no harm where `swapIn` never came to it. */
export function restoreSwapped({ path, fresh, keep, old, made }: TemporarySwap): Restored {
  rmSync(fresh, { force: true })
  if (keep) return 'kept'
  if (old && existsSync(dirname(path))) {
    const { folder, mode, uid, gid } = old
    try {
      writeFileSync(fresh, readFileSync(join(folder, 'old')), { mode: 0o600, flag: 'wx' })
      owned(fresh, uid, gid)
      chmodSync(fresh, mode)
      renameSync(fresh, path)
    } finally {
      rmSync(fresh, { force: true })
    }
  } else rmSync(path, { force: true })
  if (old) rmSync(old.folder, { recursive: true, force: true })
  for (const folder of made) removeEmpty(folder)
  return old && existsSync(path) ? 'restored' : 'removed'
}

function owned(path: string, uid: number, gid: number): void {
  try {
    chownSync(path, uid, gid)
  } catch {
    // Only root may give a file away; it stays ours.
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Something else is in it by now.
  }
}
