// All references and labels of a build, from a ref and the inputs. Pure.

import type { ImageName } from '../../../kit/docker/image-reference.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { TagInputs } from './inputs.ts'
import { makeTag } from './make-tag.ts'
import { isDate } from './rfc3339.ts'

/** What the event and the runner know of the build. */
export type BuildFacts = {
  /** The name of the event's branch or tag, or empty. */
  readonly ref: string
  readonly sha: string
  /** The repository's address, or empty. */
  readonly source: string
  /** The commit's date, or empty. */
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

/** Plans the tags, or says why there are none. */
export function plan(inputs: TagInputs, facts: BuildFacts): TagPlan | Refusal {
  // An event's ref is a name already, and a branch may be called `refs/heads/main`.
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
    warnings: repeated.map((image) => `"images" lists ${quote(image.name)} more than once`),
  }
}

/** The first of every image, however it is spelt. */
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

/** Annotation keys of the OCI image specification. No wall clock: the same commit gives the same labels. */
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
