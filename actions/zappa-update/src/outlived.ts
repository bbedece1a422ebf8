// A Zappa that outlives its run for a moment, where the run was killed.
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../../../kit/errors.ts'
import { readPrivate, writePrivate } from '../../../kit/private-folder.ts'

const FILE = 'zappa.pid'

/** Keeps the process that Zappa is, the leader of its group, in the run's private folder. */
export const keepProcess = (folder: string, pid: number | undefined): void =>
  writePrivate(folder, FILE, String(pid ?? ''))

/** It ends by itself within two seconds, since its input is over; what it sent last may come to something a moment later. */
const [LIMIT, EVERY, MOMENT] = [10_000, 100, 1500]

/** Waits for the end of a Zappa that still runs. Throws a UserError where it does not end. */
export async function outlived(folder: string): Promise<void> {
  const pid = processIn(folder)
  if (pid === undefined || !runs(pid)) return
  for (let waited = 0; runs(pid); waited += EVERY) {
    if (waited > LIMIT) throw new UserError('not-restored', 'Zappa still runs, and does not end')
    await sleep(EVERY)
  }
  await sleep(MOMENT)
}

function processIn(folder: string): number | undefined {
  try {
    return Number(readPrivate(folder, FILE)) || undefined
  } catch {
    return undefined
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(-pid, 0)
  } catch {
    return false
  }
}
