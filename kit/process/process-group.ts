// Process groups: the processes that a program has started and may leave behind.

import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds that the rest of a group has to end by itself. */
const GRACE = 1000

/** Waits until nothing runs in the group of a program that has ended, and kills what is left of it after a moment. */
export async function endGroup(leader: number | undefined): Promise<void> {
  if (leader === undefined) return
  for (let waited = 0; waited < 2 * GRACE && isRunning(leader); waited += 20) {
    if (waited >= GRACE) signalGroup(leader, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Returns whether there was a process to get the signal. */
function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal)
  } catch {
    return false
  }
}

function isRunning(leader: number): boolean {
  if (!signalGroup(leader, 0)) return false
  const processes = process.platform === 'linux' ? readdirSync('/proc') : []
  return processes.length === 0 || processes.some((pid) => isMember(pid, leader))
}

/** An ended process stays in its group until its parent waits for it: proc(5), states Z and X, followed by parent and group. */
function isMember(pid: string, leader: number): boolean {
  if (!/^\d+$/.test(pid)) return false
  try {
    const [, state, group] =
      /^\d+ \(.*\) (\S) \d+ (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? []
    return Number(group) === leader && state !== 'Z' && state !== 'X'
  } catch {
    return false
  }
}
