// A release never comes after a higher one on the branch that is tagged.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { isRelease } from '../../../../kit/versions/next-version.ts'
import { comparePep440, parsePep440 } from '../../../../kit/versions/pep440.ts'
import {
  highestVersion,
  type VersionTag,
  versionTags,
} from '../../../../kit/versions/released-tags.ts'
import type { IntoBranch } from '../into.ts'
import type { State } from '../state.ts'
import { tagsOf } from '../tags-of.ts'
import type { FinishFacts } from './finish-plan.ts'

/** Throws a UserError (`newer-released`) if the branch has a higher release. */
export async function assertNotNewer(
  { inputs, ports }: State,
  { release, refs }: FinishFacts,
  { name, tip }: IntoBranch,
): Promise<void> {
  const higher = higherThan(release.version, versionTags(tagsOf(refs), inputs['tag-prefix']))
  if (higher.length === 0) return
  const commits = [...new Set(higher.map(({ commit }) => commit))]
  const behind = new Set(await ports.remote.behind([tip], commits))
  const newest = highestVersion(higher.filter(({ commit }) => behind.has(commit)))
  if (!newest) return
  throw new UserError(
    'newer-released',
    `${quote(name)} already has ${quote(newest.name)}, which is higher than ${release.version}; abandon this release and start another, or merge it into a branch of its own line ("into")`,
  )
}

/** A pre-release counts only beside another one: 1.3.0rc1 does not bar 1.2.0. */
function higherThan(version: string, tags: readonly VersionTag[]): VersionTag[] {
  const own = parsePep440(version)
  if (!own) return []
  return tags.filter(
    (tag) => comparePep440(tag.version, own) > 0 && (isRelease(tag.version) || !isRelease(own)),
  )
}
