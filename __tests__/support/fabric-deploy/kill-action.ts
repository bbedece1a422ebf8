// Kills the action as a runner does that loses its machine.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { HostGroup } from './host-groups.ts'

/** Kills the action that runs in the workspace of a group: other tests run the same bundle. */
export function killAction({ deploy }: HostGroup): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const isAction = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('index.js')
      if (isAction && readlinkSync(`/proc/${pid}/cwd`) === deploy.workspace)
        process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It has ended since.
    }
  }
}
