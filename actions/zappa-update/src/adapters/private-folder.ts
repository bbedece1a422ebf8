// A folder with secrets that stays after this process, for the post step.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Makes a folder that only its owner can read. It stays until `removeFolder`. */
export const privateFolder = (parent: string, prefix: string): string =>
  mkdtempSync(join(parent, prefix))

/** Writes a file that only its owner can read. */
export const writePrivate = (folder: string, name: string, text: string): void =>
  writeFileSync(join(folder, name), text, { mode: 0o600 })

export const readPrivate = (folder: string, name: string): string =>
  readFileSync(join(folder, name), 'utf8')

export const removeFolder = (path: string): void => rmSync(path, { recursive: true, force: true })
