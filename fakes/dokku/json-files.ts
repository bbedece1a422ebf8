// JSON files that several processes read and write: a reader sees a whole file, writers take turns.
import { mkdirSync, readFileSync, renameSync, rmdirSync, statSync, writeFileSync } from 'node:fs'

/** What is in the file, or undefined where there is none. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Writes the file as a whole. */
export function writeJson(path: string, value: unknown): void {
  const temporary = `${path}.${process.pid}.new`
  writeFileSync(temporary, JSON.stringify(value, null, 1))
  renameSync(temporary, path)
}

/** Calls a function while no other process is in here with the same path. A process that died in here is forgotten in 2 seconds. */
export function alone<T>(path: string, work: () => T): T {
  const gate = `${path}.gate`
  while (!entered(gate)) pause(2)
  try {
    return work()
  } finally {
    rmdirSync(gate)
  }
}

function entered(gate: string): boolean {
  try {
    mkdirSync(gate)
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    forget(gate)
    return false
  }
}

function forget(gate: string): void {
  try {
    if (Date.now() - statSync(gate).mtimeMs > 2000) rmdirSync(gate)
  } catch {
    // It is gone by now.
  }
}

/** The code of a system error. */
export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

/** Waits, without doing anything else. */
export function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
