// The files of a repository as stamping sees them, wherever they are: on disk or in a git tree. Types, and words for what is missing.

import type { StampProblem } from './version-range.ts'

/** A line of the input `stamp`: a file, and the key of its version unless it is the usual one. */
export type StampLine = { readonly path: string; readonly key: string }

/** A text file. Its path is the real one, without links. */
export type VersionFile = { readonly path: string; readonly text: string }

/** Reads files. All paths are relative to the root, with slashes. */
export type VersionFiles = {
  /** Returns a file, or why it can't be stamped. A byte order mark is part of the text. */
  read(path: string): VersionFile | StampProblem
  /** Returns the paths of the files with a name in the folders below one, sorted. The root is `.`. */
  below(folder: string, name: string): string[]
}

/** Explains a missing file: lines have one path each, and a key after a colon and a space. */
export function missing(path: string): StampProblem {
  const isOdd = /[*?,]|:|\s/.test(path)
  return {
    problem: isOdd
      ? 'it does not exist; write one file per line, as "path" or "path: key", without patterns'
      : 'it does not exist',
  }
}

export const OUTSIDE: StampProblem = { problem: 'it is outside the checkout' }

export const NOT_A_FILE: StampProblem = { problem: 'it is not a file' }

/** Returns the text of a file; every byte that is not part of the version is kept, a byte order mark included. */
export function textIn(bytes: Uint8Array): string | StampProblem {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { problem: 'it is not UTF-8' }
  }
}
