// Temporary folders that never stay: not after an error, and not when the run is cancelled.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stopPrograms } from './process.ts'

const folders = new Set<string>()

/** A new folder in another one, gone when it is disposed of or when the process is told to end. */
export function temporaryFolder(parent: string, prefix: string): { path: string } & Disposable {
  if (folders.size === 0) for (const signal of SIGNALS) process.once(signal, ended)
  const path = mkdtempSync(join(parent, prefix))
  folders.add(path)
  return {
    path,
    [Symbol.dispose]() {
      remove(path)
      if (folders.size === 0) for (const signal of SIGNALS) process.removeListener(signal, ended)
    },
  }
}

/** What the runner sends to cancel a step, the second 7.5 seconds after the first. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

function ended(signal: NodeJS.Signals): void {
  stopPrograms()
  for (const path of folders) remove(path)
  // The listener is gone by now: this ends the process as the signal would have.
  process.kill(process.pid, signal)
}

function remove(path: string): void {
  folders.delete(path)
  // A program that was told to end may meanwhile take away a file or write its last one; then the folder is still there.
  for (let attempt = 0; attempt < 20; attempt += 1) {
    rmSync(path, { recursive: true, force: true, maxRetries: 5 })
    if (!existsSync(path)) return
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
  }
}
