// Removes the files that a program has added to a folder.

import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Returns the names in a folder that match; none if the folder does not exist. */
export const matchingNames = (folder: string, pattern: RegExp): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => pattern.test(name)) : []

/** Removes the matching files and folders that are not in `existing`, and returns their names. */
export function removeNewFiles(
  folder: string,
  pattern: RegExp,
  existing: readonly string[],
): string[] {
  const added = matchingNames(folder, pattern).filter((name) => !existing.includes(name))
  for (const name of added) rmSync(join(folder, name), { recursive: true, force: true })
  return added
}
