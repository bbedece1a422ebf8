// The Zappa of a run that was killed, which may still be running when the post step starts.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import { readPrivate, writePrivate } from './private-folder.ts'

const PID_FILE = 'zappa.pid'

/** Writes the id of Zappa's process, which leads its process group, to the run's private folder; undefined when it has ended. */
export const saveZappaPid = (folder: string, pid: number | undefined): void =>
  writePrivate(folder, PID_FILE, String(pid ?? ''))

/** It ends by itself within two seconds, because its standard input has ended. */
const LIMIT_MS = 10_000
const POLL_MS = 100
/** The last request that it has sent may take effect a moment later. */
const LAST_REQUEST_MS = 1500

/** Waits for the end of a Zappa that is still running. Throws a UserError (`not-restored`) if it does not end. */
export async function waitForOrphan(folder: string, { now, sleep }: Clock): Promise<void> {
  const pid = savedPid(folder)
  if (pid === undefined || !isGroupRunning(pid)) return
  for (const start = now(); isGroupRunning(pid); await sleep(POLL_MS)) {
    if (now() - start > LIMIT_MS)
      throw new UserError('not-restored', 'Zappa is still running and does not end')
  }
  await sleep(LAST_REQUEST_MS)
}

function savedPid(folder: string): number | undefined {
  try {
    return Number(readPrivate(folder, PID_FILE)) || undefined
  } catch {
    return undefined
  }
}

function isGroupRunning(leader: number): boolean {
  try {
    return process.kill(-leader, 0)
  } catch {
    return false
  }
}
