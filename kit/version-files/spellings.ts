// A version in the notation of every kind of file. Pure.

import { formatPep440, parsePep440 } from '../versions/pep440.ts'
import { semverOf } from '../versions/to-semver.ts'
import type { Spellings } from './stamp-text.ts'
import type { Frozen } from './versioneer.ts'

/** Returns a version in every notation; empty in those that can't express it. `frozen`: what else a Versioneer file reports. */
export function spellingsOf(version: string, frozen: Frozen): Spellings {
  const parsed = parsePep440(version)
  return {
    plain: version,
    pep440: parsed ? formatPep440(parsed) : '',
    semver: parsed ? semverOf(parsed) : '',
    frozen,
  }
}

/** Returns what a Versioneer file reports of a commit without changes; `date` is as git prints it, `2024-01-02 03:04:05 +0100`. */
export const frozenAt = (sha: string, date: string, dirty = false): Frozen => ({
  date: date.replace(' ', 'T').replace(' ', ''),
  dirty,
  sha,
})
