// The version to stamp files with, in every notation.

import { frozenAt, spellingsOf } from '../../../kit/version-files/spellings.ts'
import type { Spellings } from '../../../kit/version-files/stamp-text.ts'
import type { HistoryFacts } from './history-facts.ts'
import type { VersionPlan } from './plan.ts'

/** Returns the next version if there is one, else the current one. */
export function spellings(planned: VersionPlan, { date }: Pick<HistoryFacts, 'date'>): Spellings {
  const { next, sha, dirty, version, pep440, semver } = planned
  const frozen = frozenAt(sha, date, dirty)
  return next === '' ? { plain: version, pep440, semver, frozen } : spellingsOf(next, frozen)
}
