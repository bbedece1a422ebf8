// JSON files of the server's state. One process alone reads and writes them, each time to the end.
import { readFileSync, writeFileSync } from 'node:fs'

/** Returns the value in a file, or undefined if there is no file. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

export function writeJson(path: string, value: unknown): void {
  writeFileSync(path, JSON.stringify(value, null, 1))
}
