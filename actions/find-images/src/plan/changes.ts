// Which images may differ from those of another commit, and why. Pure.

import type { TreeChange } from '../checkout/checkout.ts'
import type { ImageReason } from '../reasons.ts'

/** The files that an image is made of. All paths start at the repository's top. */
export type Sources = {
  readonly dockerfile: string
  /** What the Dockerfile links to, if it is a symbolic link. */
  readonly dockerfileLinks: readonly string[]
  /** The ignore files that count for it, whether they exist or not, with what they link to. */
  readonly ignoreFiles: readonly string[]
  /** Where its files are: empty, or with a slash at the end. */
  readonly context: string
  /** The symbolic links over which the path of the context leads. */
  readonly contextLinks: readonly string[]
  /** Whether the ignore file lets a file in, or anything of a folder; the path starts at the context. */
  readonly letsIn: (path: string, isFolder: boolean) => boolean
}

/** Why an image is built, with the path or image that is the cause. */
export type Verdict = { readonly reason: ImageReason; readonly cause: string | null }

/** Returns the verdict on each image. `bases` are the indexes of the images that it builds on, in the order in which one is named. */
export function verdictsOf(
  images: readonly (Sources & { readonly image: string })[],
  bases: readonly (readonly number[])[],
  changes: ReadonlyMap<string, TreeChange>,
): Verdict[] {
  const paths = [...changes.keys()].sort()
  const own = images.map((image) => ownVerdict(image, changes, paths))
  const changed = changedImages(own, bases)
  return own.map((verdict, index) => {
    if (verdict) return verdict
    const base = (bases[index] ?? []).find((one) => changed.has(one))
    const cause = base === undefined ? undefined : images[base]?.image
    return cause === undefined
      ? { reason: 'unchanged', cause: null }
      : { reason: 'base-changed', cause }
  })
}

function ownVerdict(
  { dockerfile, dockerfileLinks, ignoreFiles, context, contextLinks, letsIn }: Sources,
  changes: ReadonlyMap<string, TreeChange>,
  paths: readonly string[],
): Verdict | undefined {
  if (changes.get(dockerfile) === 'added') return { reason: 'new', cause: dockerfile }
  const changed = [dockerfile, ...dockerfileLinks].find((path) => changes.has(path))
  if (changed !== undefined) return { reason: 'dockerfile-changed', cause: changed }
  const ignored = ignoreFiles.find((path) => changes.has(path))
  if (ignored !== undefined) return { reason: 'ignore-file-changed', cause: ignored }
  const inside = paths.find((path) =>
    contextLinks.includes(path) || path.startsWith(context)
      ? letsIn(path.slice(context.length), changes.get(path) === 'submodule')
      : // The context is in a submodule.
        context.startsWith(`${path}/`),
  )
  return inside === undefined ? undefined : { reason: 'context-changed', cause: inside }
}

/** Returns the images that changed by themselves, and all that build on them. */
function changedImages(
  own: readonly (Verdict | undefined)[],
  bases: readonly (readonly number[])[],
): Set<number> {
  const users: number[][] = own.map(() => [])
  for (const [index, all] of bases.entries()) for (const base of all) users[base]?.push(index)
  const changed = new Set(own.flatMap((verdict, index) => (verdict ? [index] : [])))
  // A set can grow while it is read.
  for (const index of changed) for (const user of users[index] ?? []) changed.add(user)
  return changed
}
