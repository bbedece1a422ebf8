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
  const changeInside = insideFinder(changes, paths)
  const own = images.map((image) => ownVerdict(image, changes, changeInside))
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
  image: Sources,
  changes: ReadonlyMap<string, TreeChange>,
  changeInside: (image: Sources) => string | undefined,
): Verdict | undefined {
  const { dockerfile, dockerfileLinks, ignoreFiles } = image
  if (changes.get(dockerfile) === 'added') return { reason: 'new', cause: dockerfile }
  const changed = [dockerfile, ...dockerfileLinks].find((path) => changes.has(path))
  if (changed !== undefined) return { reason: 'dockerfile-changed', cause: changed }
  const ignored = ignoreFiles.find((path) => changes.has(path))
  if (ignored !== undefined) return { reason: 'ignore-file-changed', cause: ignored }
  const inside = changeInside(image)
  return inside === undefined ? undefined : { reason: 'context-changed', cause: inside }
}

/** Returns what finds the first changed path of a context. Many images may have one context and one ignore file in common. */
function insideFinder(
  changes: ReadonlyMap<string, TreeChange>,
  paths: readonly string[],
): (image: Sources) => string | undefined {
  const found = new Map<Sources['letsIn'], Map<string, string | undefined>>()
  return ({ context, contextLinks, letsIn }) => {
    const known = found.get(letsIn) ?? new Map<string, string | undefined>()
    found.set(letsIn, known)
    if (known.has(context)) return known.get(context)
    const inside = paths.find((path) => {
      if (contextLinks.includes(path)) return true
      // Else the context may be in a submodule.
      if (!path.startsWith(context)) return context.startsWith(`${path}/`)
      return letsIn(path.slice(context.length), changes.get(path) === 'submodule')
    })
    known.set(context, inside)
    return inside
  }
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
