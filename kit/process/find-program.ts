// Looks for programs as the system does when it starts them.

import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Returns those programs that are in no folder of the PATH. */
export function missingPrograms(
  names: readonly string[],
  { PATH = '' }: Readonly<Record<string, string | undefined>>,
): string[] {
  const folders = PATH.split(delimiter).filter((folder) => folder !== '')
  return names.filter((name) => !folders.some((folder) => isProgram(join(folder, name))))
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
