// Chooses the method by which an image gets from one app to another. Pure.

import type { DeploySource } from '../../../kit/dokku/app-facts.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { isImmutable, isInRegistry } from './image-names.ts'

export type Method = 'registry' | 'image' | 'commit'

export type MethodFacts = {
  /** The containers of `from`, all of which are running. */
  readonly containers: readonly Container[]
  readonly source: DeploySource | undefined
  /** The commit to rebuild; empty if there is none. */
  readonly commit: string
  /** The version has git:from-image. */
  readonly takesImages: boolean
  /** Why the name of the local image may no longer refer to the running image; undefined if it does. */
  readonly doubt: string | undefined
}

export type MethodChoice = {
  readonly method: Method
  /** The image's name on the server; empty for a commit. */
  readonly reference: string
  /** Why better methods are not possible. */
  readonly because: readonly string[]
}

export type Refusal = { readonly reason: string; readonly problem: string }

/**
 * Returns the best method that is wanted and possible. `promoted` is the name by which `to` already has the image: then nothing is to be
 * done, whatever is wanted.
 */
export function chooseMethod(
  wanted: Method | 'auto',
  facts: MethodFacts,
  promoted?: string,
): MethodChoice | Refusal {
  const images = new Set(facts.containers.map(({ image }) => image))
  if (images.size > 1)
    return {
      reason: 'from-mixed',
      problem: 'its processes run different images: a deployment of it failed halfway',
    }
  if (promoted !== undefined) {
    const method = isInRegistry(promoted) ? 'registry' : 'image'
    return { method, reference: promoted, because: [] }
  }
  if (wanted !== 'auto') {
    const reference = REFERENCES[wanted](facts)
    return typeof reference === 'string' ? { method: wanted, reference, because: [] } : reference
  }
  const because: string[] = []
  for (const method of ['registry', 'image', 'commit'] as const) {
    const reference = REFERENCES[method](facts)
    if (typeof reference === 'string') return { method, reference, because }
    because.push(`"${method}" is not possible: ${reference.problem}`)
  }
  return { reason: 'no-method', problem: because.join('; ') }
}

/** The image that each method deploys, empty for a commit, or why the method is not possible. */
const REFERENCES: Readonly<Record<Method, (facts: MethodFacts) => string | Refusal>> = {
  registry({ containers, source, takesImages }) {
    if (!takesImages) return TOO_OLD
    const [one] = containers
    const names = [one?.reference ?? '', source?.kind === 'docker-image' ? source.what : '']
    const reference = names.find(
      (name) => isImmutable(name) && (name === one?.reference || one?.madeFrom.includes(name)),
    )
    return reference ?? NOT_IN_REGISTRY
  },
  image({ containers, takesImages, doubt }) {
    if (!takesImages) return TOO_OLD
    const reference = containers[0]?.reference ?? ''
    if (reference === '') return IMAGE_UNKNOWN
    return doubt === undefined ? reference : { reason: 'image-unproved', problem: doubt }
  },
  commit: ({ commit }) => (commit === '' ? NO_COMMIT : ''),
}

const TOO_OLD: Refusal = {
  reason: 'too-old',
  problem: 'this version of Dokku can\u2019t deploy images (git:from-image came with 0.24.0)',
}

const NOT_IN_REGISTRY: Refusal = {
  reason: 'not-in-registry',
  problem:
    'the running image was not started from a registry ("dokku registry:set APP push-on-release true" makes Dokku push it to one)',
}

const IMAGE_UNKNOWN: Refusal = {
  reason: 'image-unknown',
  problem: 'the server does not report which image is running',
}

const NO_COMMIT: Refusal = {
  reason: 'no-commit',
  problem: 'the running version was not built from a commit that the server has',
}
