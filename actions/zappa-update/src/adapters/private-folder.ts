// A folder with secrets that outlives a process, for the step's post part.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A new folder that only its owner can look into. It stays until `removeFolder`. */
export const privateFolder = (parent: string, prefix: string): string =>
  mkdtempSync(join(parent, prefix))

/** Writes a file that only its owner can read. */
export const writePrivate = (folder: string, name: string, text: string): void =>
  writeFileSync(join(folder, name), text, { mode: 0o600 })

export const readPrivate = (folder: string, name: string): string =>
  readFileSync(join(folder, name), 'utf8')

export const removeFolder = (path: string): void => rmSync(path, { recursive: true, force: true })
