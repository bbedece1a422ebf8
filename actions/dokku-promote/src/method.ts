// How an image gets from one app to another, from what was found. Pure.

import { parseImageReference } from '../../../kit/docker/image-reference.ts'
import type { Container } from '../../../kit/dokku/containers.ts'

export type Method = 'registry' | 'image' | 'commit'

export type Found = {
  /** The containers of `from`, all of which run. */
  readonly containers: readonly Container[]
  /** What was deployed there last, where Dokku knows it. */
  readonly source: { readonly kind: string; readonly what: string } | undefined
  /** The commit to build again; empty where there is none. */
  readonly commit: string
  /** The version has git:from-image. */
  readonly takesImages: boolean
  /** Why it is not known that the name of the local image still means what runs; undefined where it is. */
  readonly doubt: string | undefined
}

export type Choice = {
  readonly method: Method
  /** The image's name on the server; empty for a commit. */
  readonly reference: string
  /** Why better ways were not taken. */
  readonly because: readonly string[]
}

export type NoChoice = { readonly reason: string; readonly problem: string }

/** Chooses the best way that is wanted and can be done. */
export function chosen(wanted: Method | 'auto', found: Found): Choice | NoChoice {
  const images = new Set(found.containers.map(({ image }) => image))
  if (images.size > 1)
    return {
      reason: 'from-mixed',
      problem: 'its processes run different images: a deployment of it did not end well',
    }
  const because: string[] = []
  for (const method of ['registry', 'image', 'commit'] as const) {
    const way = WAYS[method](found)
    if (typeof way !== 'string') {
      if (wanted === method) return { reason: way.reason, problem: way.why }
      if (wanted === 'auto') because.push(`not by ${method}: ${way.why}`)
    } else if (wanted === 'auto' || wanted === method) return { method, reference: way, because }
  }
  return { reason: 'no-way', problem: because.join('; ') }
}

type Not = { readonly reason: string; readonly why: string }

const WAYS: Readonly<Record<Method, (found: Found) => string | Not>> = {
  registry({ containers, source, takesImages }) {
    if (!takesImages) return TOO_OLD
    const [one] = containers
    const names = [one?.reference ?? '', source?.kind === 'docker-image' ? source.what : '']
    const there = names.find(
      (name) => inRegistry(name) && (name === one?.reference || one?.madeFrom.includes(name)),
    )
    return (
      there ?? {
        reason: 'not-in-registry',
        why: 'the running image was not started from a registry ("registry:set push-on-release" makes Dokku do that)',
      }
    )
  },
  image({ containers, takesImages, doubt }) {
    if (!takesImages) return TOO_OLD
    const [one] = containers
    const reference = one?.reference ?? ''
    if (reference === '')
      return { reason: 'image-unknown', why: 'the server does not tell which image runs' }
    return doubt === undefined ? reference : { reason: 'image-unproved', why: doubt }
  },
  commit: ({ commit }) =>
    commit === ''
      ? { reason: 'no-commit', why: 'what runs was not made of a commit that the server has' }
      : '',
}

const TOO_OLD: Not = {
  reason: 'too-old',
  why: 'this version of Dokku takes no images (git:from-image came with 0.24.0)',
}

/** A name in a registry that always means the same image: a digest, or one of the numbers that Dokku gives and never gives again. */
export function inRegistry(reference: string): boolean {
  const image = named(reference)
  return image !== undefined && (image.digest !== '' || /^[0-9]+$/.test(image.tag))
}

/** A name by which a registry gives an image again, most likely the same: it is no digest and no number, but has a tag of its own. */
export function isKept(reference: string): boolean {
  const image = named(reference)
  return image !== undefined && (image.digest !== '' || !['', 'latest'].includes(image.tag))
}

/** The parts of a name that begins with its registry; undefined for any other. */
function named(reference: string) {
  const [first = '', ...rest] = reference.split('/')
  if (rest.length === 0 || !(/[.:]/.test(first) || first === 'localhost')) return undefined
  const image = parseImageReference(reference)
  return 'problem' in image || image.lowered ? undefined : image
}
