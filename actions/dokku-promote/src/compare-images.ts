// Whether two apps run the same image. Pure.

import { UserError } from '../../../kit/action/user-error.ts'
import { type Container, describeContainers } from '../../../kit/dokku/containers.ts'
import { quote } from '../../../kit/text/escape.ts'
import { isImmutable, repositoryOf } from './image-names.ts'

/** Returns whether the containers' images have the same layers; undefined if that is not known. */
export function sameLayers(
  from: readonly Container[],
  to: readonly Container[],
): boolean | undefined {
  const fromLayers = commonLayers(from)
  const toLayers = commonLayers(to)
  if (fromLayers === undefined || toLayers === undefined) return undefined
  return fromLayers === toLayers
}

/** Returns the layers that all containers have in common; undefined if they are not reported, or differ. */
function commonLayers(containers: readonly Container[]): string | undefined {
  const all = new Set(containers.filter(isRelevant).map(({ layers }) => layers))
  const [only] = all
  return all.size === 1 && only !== '' ? only : undefined
}

/** A container left over from a failed deployment counts if it is running: it may get the traffic. */
const isRelevant = ({ upcoming, state }: Container): boolean =>
  !upcoming || state === 'running' || state === 'restarting'

/** Every container was made from an image of this name, by the label that Dokku gives to images that it makes without a change. */
export function isMadeFrom(containers: readonly Container[], reference: string): boolean {
  const relevant = containers.filter(isRelevant)
  return relevant.length > 0 && relevant.every(({ madeFrom }) => madeFrom.includes(reference))
}

/** Returns whether `to` already runs what would be promoted. For a name that can move, `to` must be newer than the image of `from`. */
export function hasImage(
  from: readonly Container[],
  to: readonly Container[],
  reference: string,
  madeAt: number,
): boolean {
  const isSame = sameLayers(from, to)
  if (!isMadeFrom(to, reference) || isSame === false) return false
  return isImmutable(reference) || (isSame === true && isNewer(to, madeAt))
}

/**
 * Returns the name by which `to` was deployed from the image that `from` runs, if it still runs that; undefined if that is not proved.
 * No method is needed then, even if none is possible: a failed build of `from` may have taken the image's name. `pinned` is the digest's
 * name of that image, if known.
 */
export function promotedName(
  from: readonly Container[],
  to: readonly Container[],
  madeAt: number,
  pinned?: string,
): string | undefined {
  const [one] = from
  if (!one) return undefined
  const own = [one.reference, ...one.madeFrom, ...(pinned === undefined ? [] : [pinned])]
  const isOwn = (name: string): boolean =>
    own.includes(name) || (!isImmutable(name) && repositoryOf(name) === repositoryOf(one.reference))
  const names = to.flatMap(({ madeFrom }) => madeFrom)
  return names.find((name) => isOwn(name) && hasImage(from, to, name, madeAt))
}

/** With the same layers, but other settings (CMD, ENV), an image that was made later is a different one. */
const isNewer = (to: readonly Container[], madeAt: number): boolean =>
  madeAt < Math.min(...to.filter(isRelevant).map(({ created }) => created))

/**
 * Returns whether `to` provably runs the image of `from` after a promotion. Throws a UserError (`not-same-image`) if it runs a
 * different one.
 */
export function verifySameImage(
  to: string,
  from: readonly Container[],
  after: readonly Container[],
  reference: string,
): boolean {
  const isSame = sameLayers(from, after)
  const isLabelled = after.some(({ madeFrom }) => madeFrom.length > 0)
  const hasLabel = isMadeFrom(after, reference)
  if (isSame === false || (isLabelled && !hasLabel))
    throw new UserError(
      'not-same-image',
      `${quote(to)} runs a different image than the promoted one: ${describeContainers(after)}`,
    )
  return isSame === true || (hasLabel && isImmutable(reference))
}
