// Which processes belong to which namespaces, from /proc.
import { readdirSync, readlinkSync } from 'node:fs'

/** Returns the mount and network namespaces of a process. */
export function namespacesOf(pid: number): string[] {
  return ['mnt', 'net'].map((kind) => readlinkSync(`/proc/${pid}/ns/${kind}`))
}

/** Returns the processes in any of these namespaces. A namespace without processes is gone, with its mounts. */
export function processesIn(namespaces: readonly string[]): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => {
    try {
      return namespacesOf(pid).some((link) => namespaces.includes(link))
    } catch {
      // It has ended since.
      return false
    }
  })
}
