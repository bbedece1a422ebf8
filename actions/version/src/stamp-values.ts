// The version to stamp files with, in every notation.

import type { Spellings } from '../../../kit/version-files/stamp-text.ts'
import { formatPep440, parsePep440 } from '../../../kit/versions/pep440.ts'
import { semverOf } from '../../../kit/versions/to-semver.ts'
import type { HistoryFacts } from './history-facts.ts'
import type { VersionPlan } from './plan.ts'

/** Returns the next version if there is one, else the current one. */
export function spellings(planned: VersionPlan, { date }: Pick<HistoryFacts, 'date'>): Spellings {
  const { next, sha, dirty } = planned
  const frozen = { date: date.replace(' ', 'T').replace(' ', ''), dirty, sha }
  if (next === '') {
    return { plain: planned.version, pep440: planned.pep440, semver: planned.semver, frozen }
  }
  const parsed = parsePep440(next)
  return {
    plain: next,
    pep440: parsed ? formatPep440(parsed) : '',
    semver: parsed ? semverOf(parsed) : '',
    frozen,
  }
}
