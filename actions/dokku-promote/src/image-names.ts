// How long the name of an image refers to the same image. Pure.

import { parseImageReference } from '../../../kit/docker/image-reference.ts'

/** A name in a registry that always refers to the same image: a digest, or one of the numbers that Dokku never reuses. */
export function isImmutable(reference: string): boolean {
  const image = parseRegistryReference(reference)
  return image !== undefined && (image.digest !== '' || /^[0-9]+$/.test(image.tag))
}

/** A name by which a registry most likely still has the same image later: a digest, or a tag other than `latest`. */
export function isPermanent(reference: string): boolean {
  const image = parseRegistryReference(reference)
  return image !== undefined && (image.digest !== '' || !['', 'latest'].includes(image.tag))
}

/** Returns a name without its tag and digest. */
export const repositoryOf = (reference: string): string =>
  reference.replace(/@.*$/, '').replace(/:[^:/]*$/, '')

/** Returns whether a name begins with its registry. */
export const isInRegistry = (reference: string): boolean =>
  parseRegistryReference(reference) !== undefined

/** Returns the parts of a name that begins with its registry; undefined for any other. */
function parseRegistryReference(reference: string) {
  const [first = '', ...rest] = reference.split('/')
  if (rest.length === 0 || !(/[.:]/.test(first) || first === 'localhost')) return undefined
  const image = parseImageReference(reference)
  return 'problem' in image || image.lowered ? undefined : image
}
