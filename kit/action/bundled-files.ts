// What is shipped beside an action's bundle: scripts for other machines and programs of other languages.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A folder beside the bundle that runs. */
export function shippedFolder(name: string): string {
  return join(dirname(process.argv[1] ?? ''), name)
}

/** The texts of some files of it, one after the other. */
export function shippedText(folder: string, files: readonly string[]): string {
  return files.map((file) => readFileSync(join(shippedFolder(folder), file), 'utf8')).join('\n')
}

/** The path of one of its files. */
export const shippedFile = (folder: string, name: string): string =>
  join(shippedFolder(folder), name)
