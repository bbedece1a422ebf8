// The processes of this machine.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

type RunningProcess = readonly [pid: number, line: string]

/** The processes of this machine that have a variable in their environment, with their arguments. */
export const argumentsOf = (variable: string): RunningProcess[] =>
  processesWith((read) => read('environ').includes(variable))

/** The processes of this machine whose arguments contain a string, with their arguments. */
export const processesNaming = (text: string): RunningProcess[] =>
  processesWith((read) => read('cmdline').includes(text))

function processesWith(isWanted: (read: (file: string) => string) => boolean): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const read = (name: string): string => readFileSync(join('/proc', pid, name), 'latin1')
        const line = read('cmdline').replaceAll('\0', ' ')
        return isWanted(read) ? [[Number(pid), line] as const] : []
      } catch {
        // It has ended meanwhile, or is another user's.
        return []
      }
    })
}

/** Whether a process runs; one that has ended and was not waited for (a zombie) does not. */
export function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z /s.test(readFileSync(join('/proc', String(pid), 'stat'), 'utf8'))
  } catch {
    return false
  }
}

/** Resolves when all of these processes have ended. The test's own time limit is the only one. */
export async function ended(pids: readonly number[]): Promise<void> {
  while (pids.some(isRunning)) await sleep(20)
}
