// Which processes are in which namespaces: /proc tells it of every process.
import { readdirSync, readlinkSync } from 'node:fs'

/** The mount and the network namespace of a process. */
export function namespacesOf(pid: number): string[] {
  return ['mnt', 'net'].map((kind) => readlinkSync(`/proc/${pid}/ns/${kind}`))
}

/** The processes that are in one of some namespaces. Without any, a namespace is gone, and its mounts with it. */
export function inNamespacesOf(links: readonly string[]): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => {
    try {
      return namespacesOf(pid).some((link) => links.includes(link))
    } catch {
      // It is over already.
      return false
    }
  })
}
