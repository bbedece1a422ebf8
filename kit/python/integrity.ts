// Checks that a virtual environment still has all its files: a cleanup of a shared tool cache may have removed some.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Returns whether an environment has its Python and every file that the RECORD files of its packages list (Python's "Recording
 * installed projects": CSV rows of path, hash and size). Sizes are not compared: where two packages install the same file, either may
 * have written it.
 */
export function isIntact(folder: string): boolean {
  try {
    const libraries = readdirSync(join(folder, 'lib'))
      .map((name) => join(folder, 'lib', name, 'site-packages'))
      .filter((library) => existsSync(library))
    const hasPython = existsSync(join(folder, 'bin', 'python')) && libraries.length > 0
    return hasPython && libraries.every(hasRecordedFiles)
  } catch {
    return false
  }
}

const hasRecordedFiles = (library: string): boolean =>
  readdirSync(library)
    .filter((name) => name.endsWith('.dist-info'))
    .flatMap((name) => recordedPaths(readFileSync(join(library, name, 'RECORD'), 'utf8')))
    .every((path) => existsSync(`${library}/${path}`))

/** Returns the paths in a RECORD file, without compiled files: pip may list them and not write them. */
export function recordedPaths(record: string): string[] {
  return record
    .split(/\r?\n/)
    .filter((row) => row !== '')
    .map((row) => row.replace(/,[^,]*,[^,]*$/, ''))
    .map((path) => (path.startsWith('"') ? path.slice(1, -1).replaceAll('""', '"') : path))
    .filter((path) => !path.endsWith('.pyc'))
}
