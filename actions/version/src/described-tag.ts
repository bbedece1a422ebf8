// Which of several tags on a commit git describe chooses.

import type { Tag, TagObject } from '../../../kit/versions/tags.ts'

/** A tag, and the name that git describe prints: that in the tag object. */
export type DescribedTag = { readonly name: string; readonly inner: string }

/** Returns git describe's choice among the tags of a commit: the newest annotated one, else the first by name. */
export async function describedOf(
  tags: readonly Tag[],
  objectsOf: (names: readonly string[]) => Promise<readonly TagObject[]>,
): Promise<DescribedTag | undefined> {
  const annotated = tags.filter((tag) => tag.annotated).map(({ name }) => name)
  if (annotated.length === 0) {
    const [name] = tags.map((tag) => tag.name).sort()
    return name === undefined ? undefined : { name, inner: name }
  }
  const objects = await objectsOf(annotated)
  // If two have the same time, the first by name.
  const selection = objects.toSorted((a, b) => b.time - a.time || (a.name < b.name ? -1 : 1))
  return selection[0]
}
