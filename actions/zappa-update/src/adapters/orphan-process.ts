// A Zappa that outlives its run for a moment, where the run was killed.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import { readPrivate, writePrivate } from './private-folder.ts'

const FILE = 'zappa.pid'

/** Keeps the process that Zappa is, the leader of its group, in the run's private folder. */
export const keepProcess = (folder: string, pid: number | undefined): void =>
  writePrivate(folder, FILE, String(pid ?? ''))

/** It ends by itself within two seconds, since its input is over; what it sent last may come to something a moment later. */
const [LIMIT, MOMENT] = [10_000, 1500]
/** How often the process is checked: milliseconds. */
const INTERVAL = 100

/** Waits for the end of a Zappa that still runs. Throws a UserError (`not-restored`) where it does not end. */
export async function outlived(folder: string, clock: Clock): Promise<void> {
  const pid = processIn(folder)
  if (pid === undefined) return
  if (!isGroupAlive(pid)) return
  const start = clock.now()
  while (isGroupAlive(pid)) {
    if (clock.now() - start > LIMIT)
      throw new UserError('not-restored', 'Zappa still runs, and does not end')
    await clock.sleep(INTERVAL)
  }
  await clock.sleep(MOMENT)
}

/** Whether a process of the group that this process leads, or led, still runs. */
function isGroupAlive(leader: number): boolean {
  try {
    return process.kill(-leader, 0)
  } catch {
    return false
  }
}

function processIn(folder: string): number | undefined {
  try {
    return Number(readPrivate(folder, FILE)) || undefined
  } catch {
    return undefined
  }
}
