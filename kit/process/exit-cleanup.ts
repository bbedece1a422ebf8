// Temporary folders that never stay: not after an error, and not when the run is cancelled.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { killPrograms } from './run.ts'

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

/** A run that ends by itself. */
let graceful = false

/**
 * Lets the run end by itself: the first signal only aborts what this returns. After so many milliseconds, or with a second
 * signal, the process ends as it does otherwise; `late` is called before.
 */
export function cancellation(milliseconds: number, late: () => void): AbortSignal {
  const controller = new AbortController()
  graceful = true
  const first = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) return
    for (const other of SIGNALS) process.on(other, last)
    setTimeout(() => last(signal), milliseconds).unref()
    controller.abort()
  }
  const last = (signal: NodeJS.Signals): void => {
    late()
    for (const other of SIGNALS) process.removeAllListeners(other)
    graceful = false
    ended(signal)
  }
  for (const signal of SIGNALS) process.once(signal, first)
  return controller.signal
}

function ended(signal: NodeJS.Signals): void {
  if (graceful) return
  killPrograms()
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
