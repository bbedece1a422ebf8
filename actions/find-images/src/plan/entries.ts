// The entries of the build matrix. Pure.

import type { ImageReason } from '../reasons.ts'
import type { Edge } from './edges.ts'

/** One image of the matrix. Its keys are the names in workflows: `matrix.build-contexts`. */
export type Entry = {
  readonly name: string
  readonly image: string
  /** From the workspace, as are all paths here. */
  readonly context: string
  readonly dockerfile: string
  /** Lists have one entry a line. */
  readonly tags: string
  readonly 'build-args': string
  readonly platforms: string
  readonly needs: readonly string[]
  readonly 'build-contexts': string
}

/** An image of the checkout, built or not. */
export type ImageResult = Entry & {
  readonly build: boolean
  /** The index of its level, or null if it is not built. */
  readonly level: number | null
  readonly reason: ImageReason
  readonly cause: string | null
}

export type Matrix = { readonly include: readonly Entry[] }

/** What all images of a run have in common. */
export type BuildOptions = {
  readonly tags: readonly string[]
  readonly 'build-args': string
  readonly platforms: string
}

/** Returns the entry of an image. `needed` are the edges to images of this run, sorted by the image. */
export function entryOf(
  image: Pick<Entry, 'name' | 'image' | 'context' | 'dockerfile'>,
  needed: readonly (Edge & { readonly image: string })[],
  { tags, 'build-args': buildArgs, platforms }: BuildOptions,
): Entry {
  const { name, context, dockerfile } = image
  const [tag] = tags
  const contexts = needed.flatMap(({ uses, image: base }) =>
    uses.map(({ reference }) => `${reference}=docker-image://${base}:${tag}`),
  )
  return {
    name,
    image: image.image,
    context,
    dockerfile,
    tags: tags.map((one) => `${image.image}:${one}`).join('\n'),
    'build-args': buildArgs,
    platforms,
    needs: needed.map((one) => one.image),
    'build-contexts': tag === undefined ? '' : contexts.join('\n'),
  }
}
