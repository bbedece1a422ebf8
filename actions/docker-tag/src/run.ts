// Gathers the facts of the build, plans, and sets the outputs.

import type { Runner } from '../../../kit/action/runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { subjectOf } from '../../../kit/events/event-rules.ts'
import type { Run } from '../../../kit/events/subject.ts'
import { code, quote } from '../../../kit/text/escape.ts'
import type { TagInputs } from './inputs.ts'
import { outputsOf } from './outputs.ts'
import { plan, type TagPlan } from './plan.ts'

export type Ports = {
  readonly runner: Runner
  /** The event that started the run. */
  readonly event: () => Run
  /** The repository's URL; empty if unknown. */
  readonly source: string
}

/** Makes the tags. Throws a UserError if there are none. */
export function run(inputs: TagInputs, { runner, event, source }: Ports): void {
  const subject = subjectOf(event())
  const { name, imageRef, sha, created = '' } = subject
  const ref = imageRef || name
  if (inputs.ref === '' && ref === '') {
    throw new UserError(
      'no-ref',
      `The event ${quote(subject.event)} has no branch or tag; set the input "ref"`,
    )
  }
  const planned = plan(inputs, { ref, sha, source, created })
  if ('problem' in planned) throw new UserError(planned.reason, planned.problem)
  for (const notice of planned.notices) runner.annotate('notice', notice)
  for (const warning of planned.warnings) runner.annotate('warning', warning)
  if (subject.fork && inputs.ref === '' && inputs.prefix + inputs.suffix === '') {
    const same = `the same tag as this repository's own ${quote(name)}`
    runner.annotate(
      'warning',
      `This run comes from a fork, but its image gets ${same}; set "prefix" to distinguish them`,
    )
  }
  runner.log(`${quote(planned.name)} is tagged ${planned.tag}`)
  for (const tag of planned.tags) runner.log(`  ${tag}`)
  runner.outputs(outputsOf(planned))
  runner.summary(summary(planned))
}

function summary({ name, tag, tags }: TagPlan): string {
  const rows = tags.map((reference) => `| ${code(reference)} |`)
  return [
    '### Docker tag',
    '',
    `${code(name)} is tagged ${code(tag)}.`,
    '',
    '| reference |',
    '|---|',
    ...rows,
    '',
    '',
  ].join('\n')
}
