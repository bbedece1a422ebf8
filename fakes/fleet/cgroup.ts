import { existsSync, readdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = '/sys/fs/cgroup'

/** Removes a control group that has no process any more, from every hierarchy: version 1 has one for each controller. */
export function removeCgroup(name: string): void {
  const places = [ROOT, ...foldersIn(ROOT)].map((folder) => join(folder, name))
  for (const place of places.filter((one) => existsSync(one))) removeTree(place)
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
