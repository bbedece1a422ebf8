// Files in the folder of an action's bundle: scripts for other machines and programs in other languages.

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Returns the path of a folder beside the bundle that runs. */
export const bundledFolder = (name: string): string => join(dirname(process.argv[1] ?? ''), name)

/** Returns the path of a file in such a folder. */
export const bundledFile = (folder: string, name: string): string =>
  join(bundledFolder(folder), name)

/** Returns the contents of several files of a folder, joined by a newline. */
export const bundledText = (folder: string, files: readonly string[]): string =>
  files.map((file) => readFileSync(bundledFile(folder, file), 'utf8')).join('\n')
