// JSON files that the server and a test read and write: a reader sees a complete file, and writers take turns.
import { mkdirSync, readFileSync, renameSync, rmdirSync, statSync, writeFileSync } from 'node:fs'

/** How long to wait for a writer that may have been killed, in milliseconds. */
const ABANDONED = 10_000

/** Returns the value in a file, or undefined if the file does not exist. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

export function writeJson(path: string, value: unknown): void {
  const temporary = `${path}.${process.pid}.new`
  writeFileSync(temporary, JSON.stringify(value, null, 1))
  renameSync(temporary, path)
}

/** Calls a function while no other process does the same with this path. */
export function exclusively<T>(path: string, work: () => T): T {
  const gate = `${path}.gate`
  while (!enter(gate)) pause(2)
  try {
    return work()
  } finally {
    rmdirSync(gate)
  }
}

function enter(gate: string): boolean {
  try {
    mkdirSync(gate)
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    removeAbandoned(gate)
    return false
  }
}

function removeAbandoned(gate: string): void {
  try {
    if (Date.now() - statSync(gate).mtimeMs > ABANDONED) rmdirSync(gate)
  } catch {
    // Its owner has removed it.
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

/** In a test, Node's errors are not instances of the Error that this file sees. */
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
