// Removes what Zappa leaves in a project if it fails or is interrupted: packages, templates, and with slim_handler the environment of
// the handler. The next update would package them.

import { matchingNames, removeNewFiles } from '../adapters/new-files.ts'

/** What matched before an update. Plain data, because the post step reads it. */
export type LeftoverCheck = {
  readonly folder: string
  readonly function: string
  readonly existing: readonly string[]
}

const leftoverPattern = (name: string): RegExp =>
  new RegExp(`^(?:(?:handler_)?${name}-(?:template-)?\\d+\\.(?:zip|tar\\.gz|json)|handler_venv)$`)

/** Lists what is in a project's folder before Zappa runs for a function. */
export const checkBeforeZappa = (folder: string, name: string): LeftoverCheck => ({
  folder,
  function: name,
  existing: matchingNames(folder, leftoverPattern(name)),
})

/** Removes what was added since then. Returns a line for each. */
export const removeLeftovers = ({ folder, function: name, existing }: LeftoverCheck): string[] =>
  removeNewFiles(folder, leftoverPattern(name), existing).map(
    (file) => `Removed ${file}, which Zappa left behind`,
  )
