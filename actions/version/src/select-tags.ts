// Selects the tags of a repository that are versions, and one of several on a commit.

import { isPep440 } from '../../../kit/versions/pep440.ts'
import {
  floatingTags,
  highestTag,
  isVersionTag,
  type Tag,
  type TagObject,
} from '../../../kit/versions/tags.ts'

export type Mode = 'exact' | 'repaired'

export type TagSelection = {
  /** The tags that can be the nearest. */
  readonly candidates: readonly Tag[]
  /** Ignored: moving tags of lines that have full tags. */
  readonly floating: readonly string[]
  /** Tags that start like a version but are not PEP 440. */
  readonly malformed: readonly string[]
}

/** Sorts out the tags that start with a prefix and a digit. Versioneer takes them all. */
export function selectTags(tags: readonly Tag[], prefix: string, mode: Mode): TagSelection {
  const ours = tags.filter(({ name }) => isVersionTag(name, prefix))
  const floating = floatingTags(
    ours.map(({ name }) => name),
    prefix,
  )
  const [versions, malformed]: [Tag[], string[]] = [[], []]
  for (const tag of ours) {
    if (isPep440(tag.name.slice(prefix.length))) versions.push(tag)
    else malformed.push(tag.name)
  }
  // If all tags are malformed, there are no others to use.
  const rest = (versions.length > 0 ? versions : ours).filter(({ name }) => !floating.has(name))
  const candidates = mode === 'exact' ? ours : rest
  return { candidates, floating: [...floating], malformed }
}

/** Returns the highest tag on a commit; empty if there is none. */
export function highestOf(tags: readonly Tag[], commit: string, prefix: string): string {
  const names = tags.filter((tag) => tag.commit === commit).map(({ name }) => name)
  return highestTag(names, prefix) ?? ''
}

/** Returns git describe's choice among the tags of a commit, by the name it prints: the newest annotated one, else the first by name. */
export async function describedOf(
  tags: readonly Tag[],
  objectsOf: (names: readonly string[]) => Promise<readonly TagObject[]>,
): Promise<string> {
  const annotated = tags.filter((tag) => tag.annotated).map(({ name }) => name)
  if (annotated.length === 0) return tags.map(({ name }) => name).sort()[0] ?? ''
  const objects = await objectsOf(annotated)
  // If two have the same time, the first by name.
  const selection = objects.toSorted((a, b) => b.time - a.time || (a.name < b.name ? -1 : 1))
  return selection[0]?.inner ?? ''
}
