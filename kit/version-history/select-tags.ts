// Selects the tags of a repository that are versions, and one of several on a commit.

import { isPep440 } from '../versions/pep440.ts'
import { floatingTags, highestTag, isVersionTag, type Tag } from '../versions/tags.ts'

export type Mode = 'exact' | 'repaired'

export type TagSelection = {
  /** The tags that can be the nearest. */
  readonly candidates: readonly Tag[]
  /** Ignored: moving tags of lines that have full tags. */
  readonly floating: readonly string[]
  /** Ignored: tags that start like a version but are not PEP 440. */
  readonly malformed: readonly string[]
  /** Such tags that are used nevertheless, because there are no others. */
  readonly repaired: readonly string[]
}

/** Sorts out the tags that start with a prefix and a digit. Versioneer takes them all. */
export function selectTags(tags: readonly Tag[], prefix: string, mode: Mode): TagSelection {
  const ours = tags.filter(({ name }) => isVersionTag(name, prefix))
  if (mode === 'exact') return { candidates: ours, floating: [], malformed: [], repaired: [] }
  const floating = floatingTags(
    ours.map(({ name }) => name),
    prefix,
  )
  const [versions, malformed]: [Tag[], string[]] = [[], []]
  for (const tag of ours) {
    if (isPep440(tag.name.slice(prefix.length))) versions.push(tag)
    else malformed.push(tag.name)
  }
  if (versions.length === 0) {
    const candidates = ours.filter(({ name }) => !floating.has(name))
    const repaired = candidates.map(({ name }) => name)
    return { candidates, floating: [...floating], malformed: [], repaired }
  }
  const candidates = versions.filter(({ name }) => !floating.has(name))
  return { candidates, floating: [...floating], malformed, repaired: [] }
}

/** Returns the highest tag on a commit; empty if there is none. */
export function highestOf(tags: readonly Tag[], commit: string, prefix: string): string {
  const names = tags.filter((tag) => tag.commit === commit).map(({ name }) => name)
  return highestTag(names, prefix) ?? ''
}
