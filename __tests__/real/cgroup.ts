import { readdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = '/sys/fs/cgroup'

/** Removes a control group that has no process any more, from every hierarchy: version 1 has one for each controller. */
export function removeCgroup(name: string): void {
  for (const entry of [ROOT, ...foldersIn(ROOT)]) {
    if (foldersIn(entry).includes(join(entry, name))) removeTree(join(entry, name))
  }
}

function removeTree(folder: string): void {
  for (const inner of foldersIn(folder)) removeTree(inner)
  rmdirSync(folder)
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
}
