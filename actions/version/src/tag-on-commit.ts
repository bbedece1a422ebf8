// Which tag of a commit counts.

import type { Git } from '../../../kit/git/git.ts'
import type { Remote } from '../../../kit/git/remote.ts'
import { highestOf } from '../../../kit/version-history/select-tags.ts'
import type { Tag, TagObject } from '../../../kit/versions/tags.ts'
import { describedOf } from './described-tag.ts'
import { otherName } from './git-describe.ts'
import type { NearestTag } from './history-facts.ts'
import { localTagObjects } from './local-nearest-tag.ts'

/** Returns the objects of annotated tags, from the remote if it has the tag, else from the clone. */
export async function objectsOf(
  names: readonly string[],
  git: Git,
  remote: Pick<Remote, 'tagObjects'>,
  tags: readonly Tag[],
): Promise<readonly TagObject[]> {
  const known = new Set(tags.map(({ name }) => name))
  const remoteNames = names.filter((name) => known.has(name))
  const localNames = names.filter((name) => !known.has(name))
  const queries = [
    remoteNames.length > 0 ? remote.tagObjects(remoteNames) : [],
    localNames.length > 0 ? localTagObjects(git, localNames) : [],
  ]
  return (await Promise.all(queries)).flat()
}

/** Returns the tag on a commit: the highest; in mode `exact` git describe's choice, whose tag object must have the prefix. */
export async function tagOn(
  commit: string,
  candidates: readonly Tag[],
  prefix: string,
  objects: ((names: readonly string[]) => Promise<readonly TagObject[]>) | undefined,
): Promise<Pick<NearestTag, 'tag' | 'ref'>> {
  if (!objects) return { tag: highestOf(candidates, commit, prefix) }
  const found = await describedOf(
    candidates.filter((one) => one.commit === commit),
    objects,
  )
  if (!found) return { tag: '' }
  const { name: ref, inner } = found
  if (!inner.startsWith(prefix)) throw otherName(ref, inner, prefix)
  return inner === ref ? { tag: inner } : { tag: inner, ref }
}
