// Control groups of the fake hosts.

import { existsSync, readdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = '/sys/fs/cgroup'

/** Removes an empty control group from every hierarchy: version 1 has one hierarchy per controller. */
export function removeCgroup(name: string): void {
  const folders = [ROOT, ...foldersIn(ROOT)].map((hierarchy) => join(hierarchy, name))
  for (const folder of folders.filter((one) => existsSync(one))) removeTree(folder)
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
