// The outputs of route.

import type { Plan } from './decision.ts'
import type { Target } from './targets.ts'

export const OUTPUTS = [
  'action',
  'reason',
  'count',
  'environment',
  'environments',
  'matrix',
  'url',
  'channel',
  'variables',
  'ref-type',
  'name',
  'sha',
  'number',
  'slug',
  'plan',
] as const

/** Returns every output as a string. Without an environment, lists and values are empty. */
export function outputsOf(plan: Plan): Readonly<Record<(typeof OUTPUTS)[number], string>> {
  const { subject, targets } = plan
  const [first] = targets
  return {
    action: plan.action,
    reason: plan.reason,
    count: String(targets.length),
    environment: first?.environment ?? '',
    environments: JSON.stringify(targets.map(({ environment }) => environment)),
    matrix: JSON.stringify({ include: targets }),
    url: first?.url ?? '',
    channel: first?.channel ?? '',
    variables: JSON.stringify(first?.variables ?? {}),
    'ref-type': subject.refType,
    name: subject.name,
    sha: subject.sha,
    number: numberOf(plan),
    slug: plan.slug,
    plan: JSON.stringify(planJson(plan)),
  }
}

const numberOf = ({ subject }: Plan): string =>
  subject.number === undefined ? '' : String(subject.number)

/** The plan as JSON. `schema` increases when a field changes its meaning. */
function planJson(plan: Plan): object {
  const { subject, action, reason, detail, targets, taken } = plan
  const decision: { targets: readonly Target[] } & Record<string, unknown> = {
    action,
    reason,
    detail,
    route: taken[0] ?? null,
    targets,
  }
  return {
    schema: 1,
    event: {
      name: subject.event,
      activity: subject.activity,
      dependabot: subject.dependabot ?? false,
    },
    ref: {
      type: subject.refType,
      name: subject.name,
      slug: plan.slug,
      sha: subject.sha,
      number: subject.number ?? null,
      fork: subject.fork ?? false,
    },
    decision,
    routes: plan.routes.map(({ number, name, at, verdict, environments }) => ({
      route: number,
      name: name ?? null,
      line: at.line,
      environments: environments.map(({ value }) => value),
      matched: verdict.reason === 'match',
      taken: taken.includes(number),
      reason: verdict.reason,
      detail: verdict.detail,
    })),
  }
}
