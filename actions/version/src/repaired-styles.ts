// Valid PEP 440 versions where Versioneer's are invalid: the same facts, in an order that PEP 440 allows. Valid versions are not
// changed.

import { formatPep440, type Pep440, parsePep440 } from '../../../kit/versions/pep440.ts'
import { type Pieces, render, type Style } from './versioneer-styles.ts'

export type Repaired = {
  readonly version: string
  /** What Versioneer prints, if it had to be repaired. */
  readonly original?: string
}

/** Returns the version in a style, in valid PEP 440 (except for the two git-describe styles, which are not PEP 440). */
export function renderRepaired(style: Style, pieces: Pieces): Repaired {
  const exact = render(style, pieces)
  const original = typeof exact === 'string' ? exact : exact.problem
  if (typeof exact === 'string' && (style.startsWith('git-') || parsePep440(exact))) {
    return { version: exact }
  }
  return { version: formatPep440(REPAIRS[style](baseOf(pieces.tag), pieces)), original }
}

/** Returns the longest prefix of a tag that is a version; the rest becomes its local part. */
function baseOf(tag: string): Pep440 {
  for (let length = tag.length; length > 0; length -= 1) {
    const version = parsePep440(tag.slice(0, length))
    if (version) return withLocal(version, wordsOf(tag.slice(length)))
  }
  return withLocal({ epoch: 0n, release: [0n] }, wordsOf(tag))
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? []

function withLocal(version: Pep440, words: readonly string[]): Pep440 {
  const local = [...(version.local ?? []), ...words]
  return local.length === 0 ? version : { ...version, local }
}

type Repair = (base: Pep440, pieces: Pieces) => Pep440

const dirt = ({ dirty }: Pieces): string[] => (dirty ? ['dirty'] : [])

/** Adds a distance to the development release, else to the post-release. */
function later({ dev, post, ...base }: Pep440, distance: number): Pep440 {
  if (dev !== undefined) return { ...base, post, dev: dev + BigInt(distance) }
  return { ...base, post: (post ?? 0n) + BigInt(distance) }
}

/** Adds `.dev0` if there is no development release; at distance 0 of the next post-release, so that it does not sort before the tag. */
function asDev(base: Pep440, distance: number): Pep440 {
  const on = later(base, distance)
  if (on.dev !== undefined) return on
  const post = distance === 0 && base.post !== undefined ? base.post + 1n : on.post
  return { ...on, post, dev: 0n }
}

const marked: Repair = (base, pieces) => {
  if (pieces.distance === 0 && !pieces.dirty) return base
  return withLocal(base, [`${pieces.distance}`, `g${pieces.short}`, ...dirt(pieces)])
}

const counted = (
  isDev: (pieces: Pieces) => boolean,
  words: (pieces: Pieces, isMarkLost: boolean) => string[],
): Repair => {
  return (base, pieces) => {
    const { distance, dirty } = pieces
    if (distance === 0 && !dirty) return base
    const version = isDev(pieces) ? asDev(base, distance) : later(base, distance)
    return withLocal(version, words(pieces, isDev(pieces) && base.dev !== undefined))
  }
}

const REPAIRS: Readonly<Record<Style, Repair>> = {
  pep440: marked,
  'pep440-branch': (base, pieces) => {
    const changed = pieces.distance > 0 || pieces.dirty
    const dev = changed && !pieces.onDefault ? (base.dev ?? 0n) : base.dev
    return marked({ ...base, dev }, pieces)
  },
  'pep440-pre': (base, { distance }) => {
    if (distance === 0) return base
    if (base.dev !== undefined) return later(base, distance)
    return { ...base, post: base.post === undefined ? 0n : base.post + 1n, dev: BigInt(distance) }
  },
  'pep440-post': counted(
    ({ dirty }) => dirty,
    (pieces, isMarkLost) => [`g${pieces.short}`, ...(isMarkLost ? dirt(pieces) : [])],
  ),
  'pep440-post-branch': counted(
    ({ onDefault }) => !onDefault,
    (pieces) => [`g${pieces.short}`, ...dirt(pieces)],
  ),
  'pep440-old': counted(
    ({ dirty }) => dirty,
    (pieces, isMarkLost) => (isMarkLost ? dirt(pieces) : []),
  ),
  'git-describe': marked,
  'git-describe-long': marked,
}
