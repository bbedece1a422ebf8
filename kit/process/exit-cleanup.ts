// Temporary folders and programs that never outlive a run, even if it fails or is cancelled.

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { killPrograms } from './run.ts'

const folders = new Set<string>()

/** Creates a folder in `parent`. It is removed when it is disposed of, or when a signal ends this process. */
export function temporaryFolder(parent: string, prefix: string): { path: string } & Disposable {
  if (folders.size === 0) for (const signal of SIGNALS) process.once(signal, exit)
  const path = mkdtempSync(join(parent, prefix))
  folders.add(path)
  return {
    path,
    [Symbol.dispose]() {
      remove(path)
      if (folders.size === 0) for (const signal of SIGNALS) process.removeListener(signal, exit)
    },
  }
}

/** The runner cancels a step with the first, and sends the second 7.5 seconds later. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Whether the run ends by itself when it is cancelled. */
let isGraceful = false

/**
 * Returns an AbortSignal for a cancelled run, which then has `milliseconds` to end by itself. After that, or with a second signal
 * of the runner, calls `onTimeout` and ends the process.
 */
export function cancellation(milliseconds: number, onTimeout: () => void): AbortSignal {
  const controller = new AbortController()
  isGraceful = true
  const first = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) return
    for (const other of SIGNALS) process.on(other, last)
    setTimeout(() => last(signal), milliseconds).unref()
    controller.abort()
  }
  const last = (signal: NodeJS.Signals): void => {
    onTimeout()
    for (const other of SIGNALS) process.removeAllListeners(other)
    isGraceful = false
    exit(signal)
  }
  for (const signal of SIGNALS) process.once(signal, first)
  return controller.signal
}

function exit(signal: NodeJS.Signals): void {
  if (isGraceful) return
  killPrograms()
  for (const path of folders) remove(path)
  // The listener is removed by now, so this ends the process as the signal would have.
  process.kill(process.pid, signal)
}

function remove(path: string): void {
  folders.delete(path)
  // A program that is being killed may still remove a file or write one, and the folder then still exists.
  for (let attempt = 0; attempt < 20; attempt += 1) {
    rmSync(path, { recursive: true, force: true, maxRetries: 5 })
    if (!existsSync(path)) return
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
  }
}
