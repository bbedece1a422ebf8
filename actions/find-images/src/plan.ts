// What is built, in which order and why. Pure.

import { list, quote } from '../../../kit/text/escape.ts'
import type { Changes } from './checkout/checkout.ts'
import type { DockerfileFacts } from './dockerfile/read-dockerfile.ts'
import { type Sources, type Verdict, verdictsOf } from './plan/changes.ts'
import { cyclesOf } from './plan/cycles.ts'
import { type Edge, edgesOf } from './plan/edges.ts'
import {
  type BuildOptions,
  type Entry,
  entryOf,
  type ImageResult,
  type Matrix,
} from './plan/entries.ts'
import { duplicateNames, type ImageNames, type Named, nameImage } from './plan/image-names.ts'
import { levelsOf } from './plan/levels.ts'
import type { NameTemplate } from './plan/name-template.ts'
import { folderArgument, fromWorkspace, type Places } from './plan/places.ts'
import type { FindProblem } from './plan/problem.ts'

export type PlanInputs = BuildOptions & {
  readonly name: NameTemplate
  readonly namespace: string
  readonly 'max-levels': number
}

/** A Dockerfile of the checkout, and what is known about it. */
export type DockerfileInCheckout = Named &
  Sources &
  Pick<DockerfileFacts, 'uses'> & {
    /** The context as the inputs name it, from the repository's top. */
    readonly writtenContext: string
  }

/** `all` without a commit to compare with. */
export type Comparison = { readonly kind: 'all' } | Changes

export type Plan = {
  readonly reason: 'found' | 'none-changed' | 'none-found'
  readonly images: readonly ImageResult[]
  readonly levels: readonly Matrix[]
}

export type Planned = {
  /** Undefined if there are problems. */
  readonly plan: Plan | undefined
  readonly problems: readonly FindProblem[]
  /** The images whose names were made lower case. */
  readonly lowered: readonly { readonly file: string; readonly image: string }[]
}

type Image = DockerfileInCheckout & ImageNames

/** Returns the plan, or all that is wrong. `comparison` is undefined if it failed. */
export function plan(
  inputs: PlanInputs,
  places: Places,
  files: readonly DockerfileInCheckout[],
  comparison: Comparison | undefined,
): Planned {
  const named = files.map((file) => ({
    file,
    names: nameImage(file, inputs.name, inputs.namespace),
  }))
  const images = named.flatMap(({ file, names }) =>
    'reason' in names ? [] : [{ ...file, ...names }],
  )
  const edges = edgesOf(images, inputs.tags).map((own) => byImage(own, images))
  const targets = edges.map((own) => own.map(({ to }) => to))
  const cycles = cyclesOf(targets)
  const problems = [
    ...named.flatMap(({ names }) => ('reason' in names ? [names] : [])),
    ...duplicateNames(images, inputs.name),
    ...cycles.map((cycle) => cycleProblem(cycle, images, edges)),
  ]
  const lowered = images.filter((image) => image.lowered)
  if (cycles.length > 0 || comparison === undefined) return { plan: undefined, problems, lowered }
  const verdicts = verdictsFor(images, targets, comparison)
  const results = resultsOf(inputs, places, images, edges, verdicts)
  const levels = matricesOf(results)
  problems.push(...tooMuch(inputs['max-levels'], levels))
  const made = { reason: outcomeOf(results), images: results, levels }
  return { plan: problems.length === 0 ? made : undefined, problems, lowered }
}

const byImage = (edges: readonly Edge[], images: readonly Image[]): (Edge & { image: string })[] =>
  edges
    .map((edge) => ({ ...edge, image: images[edge.to]?.image ?? '' }))
    .sort((a, b) => (a.image < b.image ? -1 : 1))

function outcomeOf(images: readonly ImageResult[]): Plan['reason'] {
  if (images.length === 0) return 'none-found'
  return images.some(({ build }) => build) ? 'found' : 'none-changed'
}

function verdictsFor(
  images: readonly Image[],
  targets: readonly (readonly number[])[],
  comparison: Comparison,
): Verdict[] {
  if (comparison.kind === 'changed') return verdictsOf(images, targets, comparison.paths)
  const reason = comparison.kind === 'all' ? 'all' : 'commit-unknown'
  return images.map(() => ({ reason, cause: null }))
}

function resultsOf(
  inputs: PlanInputs,
  places: Places,
  images: readonly Image[],
  edges: readonly (readonly (Edge & { image: string })[])[],
  verdicts: readonly Verdict[],
): ImageResult[] {
  const isBuilt = (index: number): boolean => verdicts[index]?.reason !== 'unchanged'
  const needed = edges.map((own, index) =>
    isBuilt(index) ? own.filter(({ to }) => isBuilt(to)) : [],
  )
  const levels = levelsOf(
    new Map(
      needed.flatMap((own, index) =>
        isBuilt(index) ? [[index, own.map(({ to }) => to)] as const] : [],
      ),
    ),
  )
  const levelOf = new Map(levels.flatMap((level, at) => level.map((index) => [index, at] as const)))
  return images.map((image, index) => {
    const { reason = 'all', cause = null } = verdicts[index] ?? {}
    const context = folderArgument(places, image.writtenContext)
    const own = { ...image, context, dockerfile: image.file }
    return {
      ...entryOf(own, needed[index] ?? [], inputs),
      build: isBuilt(index),
      level: levelOf.get(index) ?? null,
      reason,
      cause: cause === null || reason === 'base-changed' ? cause : fromWorkspace(places, cause),
    }
  })
}

/** Returns a matrix for each level. */
function matricesOf(images: readonly ImageResult[]): Matrix[] {
  const levels: Entry[][] = []
  for (const { build: _, level, reason: _reason, cause: _cause, ...entry } of images) {
    if (level === null) continue
    levels[level] ??= []
    levels[level].push(entry)
  }
  return levels.map((include) => ({ include }))
}

function cycleProblem(
  cycle: readonly number[],
  images: readonly Image[],
  edges: readonly (readonly Edge[])[],
): FindProblem {
  const steps = cycle.map((index, at) => {
    const next = cycle[(at + 1) % cycle.length] ?? index
    const use = edges[index]?.find(({ to }) => to === next)?.uses[0]
    return { image: images[index], line: use?.line ?? 1 }
  })
  const names = [...steps, ...steps.slice(0, 1)].map(({ image }) => quote(image?.image ?? ''))
  const places = steps.map(({ image, line }) => `${quote(image?.file ?? '')}, line ${line}`)
  const [first] = steps
  return {
    reason: 'cycle',
    message: `Images build on each other in a circle: ${names.join(' -> ')} (${places.join('; ')}); name an earlier publication by its own tag or digest, and distinguish images of others by "namespace"`,
    ...(first?.image ? { file: first.image.file } : {}),
    line: first?.line ?? 1,
  }
}

/** GitHub's limit of a job's outputs, 1 MB, in characters of two bytes. */
const LEVELS_LENGTH = 500_000

function tooMuch(maximum: number, levels: readonly Matrix[]): FindProblem[] {
  const problems: FindProblem[] = []
  if (maximum > 0 && levels.length > maximum) {
    const beyond = levels.slice(maximum).flatMap(({ include }) => include.map(({ image }) => image))
    const shown = list(beyond.slice(0, 10))
    const more = beyond.length > 10 ? ` and ${beyond.length - 10} more` : ''
    problems.push({
      reason: 'too-many-levels',
      message: `The images need ${levels.length} levels, but "max-levels" is ${maximum}: ${shown}${more} would not be built; add a job for each level to the workflow, and raise "max-levels"`,
    })
  }
  const { length } = JSON.stringify(levels)
  if (length > LEVELS_LENGTH) {
    problems.push({
      reason: 'too-many-images',
      message: `The output "levels" has ${length} characters, but GitHub takes at most ${LEVELS_LENGTH} (1 MB as UTF-16); divide the images with "patterns" or "path"`,
    })
  }
  return problems
}
