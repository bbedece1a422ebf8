// The log, the annotations and the job summary of a run.

import type { Runner } from '../../../kit/action/runner.ts'
import { code, label, prose, quote } from '../../../kit/text/escape.ts'
import type { FindInputs } from './inputs.ts'
import type { ImageResult } from './plan/entries.ts'
import type { Comparison, Plan, Planned } from './plan.ts'

/** The most images that the summary shows; the output `json` has all. */
const SHOWN = 100

type Outcome = Pick<Planned, 'lowered'> & { readonly comparison: Comparison | undefined }

/** Reports each image: whether it is built, in which level and why. */
export function report(
  runner: Runner,
  inputs: Pick<FindInputs, 'changed-since' | 'namespace'>,
  plan: Plan,
  { lowered, comparison }: Outcome,
): void {
  if (inputs.namespace.lowered)
    runner.annotate(
      'notice',
      `Image names must be lower case: the namespace is ${quote(inputs.namespace.name)}`,
    )
  for (const { file, image } of lowered)
    runner.annotate('notice', `Image names must be lower case: using ${quote(image)}`, file)
  if (comparison?.kind === 'unknown-commit')
    runner.annotate(
      'warning',
      `Neither the checkout nor its remote has the commit ${quote(inputs['changed-since'])}; all images are built. "changed-since" takes a full SHA, or the name of a branch or tag`,
    )
  if (plan.reason === 'none-found')
    runner.annotate(
      'warning',
      'No tracked file is a Dockerfile; "patterns", "exclude" and "path" say which are, and what is not committed does not count',
    )
  runner.log(sentence(plan))
  if (plan.images.length > 0) runner.group('Images', plan.images.map(line))
  runner.summary(summary(plan))
}

function sentence({ images, levels }: Plan): string {
  const built = images.filter(({ build }) => build).length
  return `${counted(built, 'image')} of ${images.length} to build, in ${counted(levels.length, 'level')}`
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function line({ image, dockerfile, build, level, reason, cause, needs }: ImageResult): string {
  const why = cause === null ? reason : `${reason}: ${quote(cause)}`
  const where = build && level !== null ? `level ${level + 1}` : 'not built'
  const after = needs.length === 0 ? '' : `, after ${needs.join(', ')}`
  return `${image} (${quote(dockerfile)}): ${where}${after} (${why})`
}

function summary(plan: Plan): string {
  const images = [...plan.images].sort((a, b) => (a.level ?? Infinity) - (b.level ?? Infinity))
  const shown = images.slice(0, SHOWN)
  const rows = shown.map(({ image, dockerfile, level, reason, cause }) => {
    const why = cause === null ? prose(reason) : `${prose(reason)}: ${code(cause)}`
    return `| ${code(image)} | ${code(dockerfile)} | ${level === null ? '' : level + 1} | ${why} |`
  })
  const rest =
    images.length > SHOWN ? ['', `${images.length - SHOWN} more are in the output "json".`] : []
  const table = ['| image | Dockerfile | level | reason |', '|---|---|---|---|', ...rows, ...rest]
  const body = images.length === 0 ? [] : [...picture(shown), ...table]
  return [`### Images`, '', prose(`${sentence(plan)}.`), '', ...body, '', ''].join('\n')
}

/** Returns the levels as a picture, with an arrow from each image to those that build on it. */
function picture(images: readonly ImageResult[]): string[] {
  const built = images.filter(({ build }) => build)
  if (built.length === 0) return []
  const ids = new Map(built.map(({ image }, index) => [image, `i${index}`]))
  const levels = Map.groupBy(built, ({ level }) => level ?? 0)
  const boxes = [...levels].flatMap(([level, own]) => [
    `  subgraph l${level} ["level ${level + 1}"]`,
    ...own.map(({ image }) => `    ${ids.get(image)}["${label(image)}"]`),
    '  end',
  ])
  const arrows = built.flatMap(({ image, needs }) =>
    needs.flatMap((base) => (ids.has(base) ? [`  ${ids.get(base)} --> ${ids.get(image)}`] : [])),
  )
  return ['```mermaid', 'flowchart LR', ...boxes, ...arrows, '```', '']
}
