// What Zappa leaves in a project where it fails or is interrupted: packages, templates, and the handler's environment of a stage with
// slim_handler. The next update would pack it.
import { namesIn, removeFresh } from '../adapters/new-files.ts'

/** What of it was there before an update; plain data, for the step's post part. */
export type Tidy = {
  readonly folder: string
  readonly function: string
  readonly before: readonly string[]
}

const formOf = (name: string): RegExp =>
  new RegExp(`^(?:(?:handler_)?${name}-(?:template-)?\\d+\\.(?:zip|tar\\.gz|json)|handler_venv)$`)

/** Looks at a project's folder before Zappa runs for a function. */
export const beforeZappa = (folder: string, name: string): Tidy => ({
  folder,
  function: name,
  before: namesIn(folder, formOf(name)),
})

/** Removes what came since then; returns the names. */
export const tidyUp = ({ folder, function: name, before }: Tidy): string[] =>
  removeFresh(folder, formOf(name), before)

/** That a file was removed, in a sentence. */
export const removed = (name: string): string => `Removed ${name}, which Zappa left behind`
