// The actions of this repository.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** The repository's root folder. */
export const ROOT = join(import.meta.dirname, '..')

export type ActionFile = {
  readonly name: string
  readonly description: string
  readonly inputs?: Readonly<
    Record<string, { description?: string; default?: string; required?: boolean }>
  >
  readonly outputs?: Readonly<Record<string, { description?: string }>>
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string }
}

/** Returns the names of all actions, sorted. */
export function actionNames(): string[] {
  const folder = join(ROOT, 'actions')
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'action.yml')))
    .sort()
}

/** Returns the folders of an action that are copied beside its bundle. */
export function bundledFolders(name: string): string[] {
  return readdirSync(join(ROOT, 'actions', name), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'src')
    .map((entry) => entry.name)
    .sort()
}

/** Reads an action's action.yml. */
export function actionFile(name: string): ActionFile {
  return parse(readFileSync(join(ROOT, 'actions', name, 'action.yml'), 'utf8')) as ActionFile
}
