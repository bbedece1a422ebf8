// Temporary folders that never stay: not after an error, and not when the run is cancelled.
import { mkdtempSync, rmSync } from 'node:fs'
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
  // A program that was stopped may write its last file meanwhile.
  rmSync(path, { recursive: true, force: true, maxRetries: 5 })
}
