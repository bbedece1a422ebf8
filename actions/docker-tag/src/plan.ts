// All image references and labels of a build. Pure.

import type { ImageName } from '../../../kit/docker/image-reference.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { TagInputs } from './inputs.ts'
import { makeTag } from './make-tag.ts'
import { isDate } from './rfc3339.ts'

/** Facts about the build from the event and the runner. */
export type BuildFacts = {
  /** The name of the event's branch or tag; empty if unknown. */
  readonly ref: string
  readonly sha: string
  /** The repository's URL; empty if unknown. */
  readonly source: string
  /** The commit's date; empty if unknown. */
  readonly created: string
}

export type TagPlan = {
  readonly name: string
  readonly tag: string
  readonly lossless: boolean
  readonly tags: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
}

export type Refusal = {
  readonly reason: 'no-ref' | 'no-tag'
  readonly problem: string
}

/** Returns the tags and labels, or why there are none. */
export function plan(inputs: TagInputs, facts: BuildFacts): TagPlan | Refusal {
  // An event's ref is already a name, and a branch may be named `refs/heads/main`.
  const name = inputs.ref === '' ? facts.ref : inputs.ref.replace(/^refs\/(?:heads|tags)\//, '')
  if (name === '')
    return { reason: 'no-ref', problem: `${quote(inputs.ref)} names no branch or tag` }
  const created = inputs.created || (isDate(facts.created) ? facts.created : '')
  const made = makeTag(name, { ...inputs, maxLength: inputs['max-length'] })
  if ('problem' in made) return { reason: 'no-tag', problem: made.problem }
  const different = unrepeated(inputs.images)
  const lowered = inputs.images.filter((image) => image.lowered)
  const repeated = inputs.images.filter((image) => !different.includes(image))
  const changed = `${quote(name)} became ${quote(made.tag)} in mode "${inputs.mode}": another branch may have this tag`
  return {
    name,
    ...made,
    tags: referencesOf(different, [made.tag, ...inputs.also]),
    labels: labelsOf(made.tag, facts, created),
    notices: [
      ...lowered.map((image) => `image names must be lower case: using ${quote(image.name)}`),
      ...(made.lossless || inputs.mode === 'hash' ? [] : [changed]),
    ],
    warnings: [
      ...repeated.map((image) => `"images" lists ${quote(image.name)} more than once`),
      ...repeatedTags(made.tag, inputs.also),
    ],
  }
}

/** Returns a sentence for each tag of `also` that gives no further reference. */
function repeatedTags(made: string, also: readonly string[]): string[] {
  return [...new Set(also)].flatMap((tag) => {
    if (tag === made) return [`"also" lists ${quote(tag)}, which is the tag of the ref already`]
    const isRepeated = also.indexOf(tag) !== also.lastIndexOf(tag)
    return isRepeated ? [`"also" lists ${quote(tag)} more than once`] : []
  })
}

/** Returns images without repeats, however they are spelled. */
function unrepeated(images: readonly ImageName[]): ImageName[] {
  return [...Map.groupBy(images, ({ canonical }) => canonical).values()].flatMap((same) =>
    same.slice(0, 1),
  )
}

function referencesOf(images: readonly ImageName[], tags: readonly string[]): string[] {
  const all =
    images.length === 0 ? tags : images.flatMap(({ name }) => tags.map((tag) => `${name}:${tag}`))
  return [...new Set(all)]
}

/** Returns labels of the OCI image specification. No current time: the same commit gives the same labels. */
function labelsOf(
  tag: string,
  { sha, source }: BuildFacts,
  created: string,
): Record<string, string> {
  const values = { revision: sha, source, version: tag, 'ref.name': tag, created }
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== '')
      .map(([key, value]) => [`org.opencontainers.image.${key}`, value]),
  )
}
