// Whether a virtual environment still has all its files: something may have tidied up in a shared tool cache.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Whether the Python of an environment is there, and every file that a package says it has. Which of two packages a file is from nobody
 * knows, so its size tells nothing. Reads RECORD files (Python's "Recording installed projects": CSV of path, digest and size).
 */
export function isWhole(folder: string): boolean {
  try {
    const libraries = readdirSync(join(folder, 'lib'))
      .map((name) => join(folder, 'lib', name, 'site-packages'))
      .filter((library) => existsSync(library))
    const hasPython = existsSync(join(folder, 'bin', 'python')) && libraries.length > 0
    return hasPython && libraries.every(hasItsFiles)
  } catch {
    return false
  }
}

const hasItsFiles = (library: string): boolean =>
  readdirSync(library)
    .filter((name) => name.endsWith('.dist-info'))
    .flatMap((name) => recorded(readFileSync(join(library, name, 'RECORD'), 'utf8')))
    .every((path) => existsSync(`${library}/${path}`))

/** The paths in a RECORD, but for what Python compiles, which pip may list and not have written. */
export function recorded(record: string): string[] {
  return record
    .split(/\r?\n/)
    .filter((row) => row !== '')
    .map((row) => row.replace(/,[^,]*,[^,]*$/, ''))
    .map((path) => (path.startsWith('"') ? path.slice(1, -1).replaceAll('""', '"') : path))
    .filter((path) => !path.endsWith('.pyc'))
}
