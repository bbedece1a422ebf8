// What an app can be rolled back to. Pure.

import type { AppFacts } from '../../../kit/dokku/app-facts.ts'
import { isPermanent } from './image-names.ts'

/** An image that a registry keeps, or the files of a commit. */
export type PreviousVersion = { readonly image: string } | { readonly commit: string }

/** Returns the version to roll back to; undefined for an image without a permanent name. `commit` is empty if the app runs an image. */
export function previousVersion(
  { source, containers }: Pick<AppFacts, 'source' | 'containers'>,
  commit: string,
): PreviousVersion | undefined {
  const one = containers.find(({ upcoming }) => !upcoming)
  const names = [one?.reference ?? '', source?.what ?? '', ...(one?.madeFrom ?? [])]
  const image = names.find(isPermanent)
  if (image !== undefined) return { image }
  return commit === '' ? undefined : { commit }
}

/**
 * Returns what to deploy after a failure: the previous version, `unnamed` if it is an image without a permanent name, or `none`. An app
 * without containers may have a previous version too: its web process is stopped, or scaled to zero.
 */
export function rollbackTarget(
  facts: Pick<AppFacts, 'source' | 'containers'>,
  commit: string,
): PreviousVersion | 'unnamed' | 'none' {
  return previousVersion(facts, commit) ?? (facts.containers.length > 0 ? 'unnamed' : 'none')
}
