// Which image of a checkout builds on which. Pure.

import { parseImageReference } from '../../../../kit/docker/image-reference.ts'
import type { ImageUse } from '../dockerfile/read-dockerfile.ts'

/** One image that another builds on, by every reference that names it. */
export type Edge = {
  /** The index of the image that is needed. */
  readonly to: number
  /** In the order of the Dockerfile. */
  readonly uses: readonly ImageUse[]
}

/** An image with the references in its Dockerfile. */
export type Using = { readonly canonical: string; readonly uses: readonly ImageUse[] }

/**
 * Returns the edges of each image. A reference with a tag of another run, or with a digest, is about an earlier publication: no edge.
 * `tags` are those of this run.
 */
export function edgesOf(images: readonly Using[], tags: readonly string[]): Edge[][] {
  const current = new Set(['', 'latest', ...tags])
  // Of images with the same name, which is an error of its own, the first counts.
  const indexes = new Map<string, number>()
  for (const [index, { canonical }] of images.entries())
    if (!indexes.has(canonical)) indexes.set(canonical, index)
  return images.map(({ uses }) => {
    const edges = new Map<number, ImageUse[]>()
    for (const use of uses) {
      const read = parseImageReference(use.reference)
      if ('problem' in read || read.lowered || read.digest !== '' || !current.has(read.tag))
        continue
      const to = indexes.get(read.canonical)
      if (to === undefined) continue
      const known = edges.get(to)
      if (known) known.push(use)
      else edges.set(to, [use])
    }
    return [...edges].map(([to, same]) => ({ to, uses: same }))
  })
}
