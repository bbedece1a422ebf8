// What the next version starts from.

import { isRelease } from '../../../kit/versions/next-version.ts'
import { parsePep440 } from '../../../kit/versions/pep440.ts'
import type { History } from './history.ts'
import type { NextBase } from './history-facts.ts'
import type { VersionInputs } from './inputs.ts'
import { highestOf, selectTags } from './select-tags.ts'

const NONE: NextBase = { tag: '', messages: [] }

/** Returns the nearest release behind HEAD, so that a branch of an older line continues that line, and the messages since then. */
export async function baseOf(
  history: History,
  prefix: string,
  next: VersionInputs['next'],
): Promise<NextBase> {
  if (next === 'none' || next === 'calver') return NONE
  const releases = selectTags(history.tags, prefix, 'repaired').candidates.filter(({ name }) => {
    const version = parsePep440(name.slice(prefix.length))
    return version !== undefined && isRelease(version)
  })
  const { commit } = await history.nearest(new Set(releases.map((tag) => tag.commit)))
  const since = next === 'conventional' ? await history.since(commit) : []
  return {
    tag: highestOf(releases, commit, prefix),
    messages: since.map(({ message }) => message),
  }
}
