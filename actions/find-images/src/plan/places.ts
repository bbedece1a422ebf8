// Paths of a checkout, as they start at its top, at the input `path` or at the workspace. Pure.

import { posix } from 'node:path'

export type Places = {
  /** From the repository's top to the input `path`: empty, or with a slash at the end. */
  readonly prefix: string
  /** From the workspace to the input `path`: `.` if they are the same. */
  readonly folder: string
}

/** Returns a folder of the repository as the argument of a command: from the workspace, and no option, whatever it is called. */
export function folderArgument(places: Places, folder: string): string {
  const path = fromWorkspace(places, folder).replace(/(?<=.)\/$/, '')
  return path.startsWith('-') ? `./${path}` : path
}

/** Returns a path of the repository as it starts at the workspace. */
export function fromWorkspace({ prefix, folder }: Places, path: string): string {
  if (path.startsWith(prefix)) return posix.join(folder, path.slice(prefix.length)) || '.'
  return posix.join(folder, '../'.repeat(prefix.split('/').length - 1), path)
}

/** Returns the folder that is the context of a Dockerfile, from the repository's top: empty, or with a slash at the end. */
export function contextOf(prefix: string, context: string, dockerfile: string): string {
  if (context === OWN_FOLDER) return dockerfile.slice(0, dockerfile.lastIndexOf('/') + 1)
  const folder = posix.join(prefix, context)
  return folder === '.' || folder === './' ? '' : folder.replace(/\/?$/, '/')
}

/** The value of the input `context` for the Dockerfile's own directory. */
export const OWN_FOLDER = '{directory}'
