// Looks for programs as the system does when it starts them.

import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

/** Returns those programs that are in no folder of the PATH. */
export function missingPrograms(
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  return names.filter((name) => findProgram(name, env, '/') === undefined)
}

/** Returns the path of a program in the PATH, or at a path from a working folder. */
export function findProgram(
  name: string,
  { PATH = '' }: Readonly<Record<string, string | undefined>>,
  cwd: string,
): string | undefined {
  if (name.includes('/')) return [resolve(cwd, name)].find(isProgram)
  const folders = PATH.split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => resolve(cwd, join(folder, name))).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
