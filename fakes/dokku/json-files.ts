// JSON files of the server's state. One process alone reads and writes them, each time to the end.
import { readFileSync, writeFileSync } from 'node:fs'

/** Returns the value in a file, or undefined if there is no file. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

export function writeJson(path: string, value: unknown): void {
  writeFileSync(path, JSON.stringify(value, null, 1))
}

/** In a test, Node's errors are not instances of the Error that this file sees. */
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
