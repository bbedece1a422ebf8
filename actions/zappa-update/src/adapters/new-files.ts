// Files and folders that a program leaves in a folder.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** The names in a folder that have this form; none where there is no such folder. */
export const namesIn = (folder: string, form: RegExp): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => form.test(name)) : []

/** Removes what a folder has of names that have this form and were not there before; returns them. */
export function removeFresh(folder: string, form: RegExp, before: readonly string[]): string[] {
  const fresh = namesIn(folder, form).filter((name) => !before.includes(name))
  for (const name of fresh) rmSync(join(folder, name), { recursive: true, force: true })
  return fresh
}
