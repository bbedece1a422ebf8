// The human-readable plan: a sentence, a table of the routes, a picture.

import type { Subject } from '../../../kit/events/subject.ts'
import { code, label, list, prose, quote } from '../../../kit/text/escape.ts'
import { titleOf } from './compile-routes.ts'
import type { EvaluatedRoute, Plan } from './decision.ts'

/** The most routes that the summary and the log show; the output `plan` has all. */
const SHOWN = 50

/** Returns what the run is about: `push of branch "develop"`. */
export function subjectTitle(subject: Subject, quoted = quote): string {
  const { event, activity, refType, name, number } = subject
  const what = activity === '' ? event : `${event} (${activity})`
  if (refType === 'none') return number === undefined ? what : `${what} of #${number}`
  if (refType !== 'pull-request') return `${what} of ${refType} ${quoted(name)}`
  const { filtered } = subject
  const into = filtered && filtered !== 'unknown' ? ` into ${quoted(filtered.name)}` : ''
  const from = subject.fork ? ', from a fork,' : ''
  return `${what} of pull request${number === undefined ? '' : ` ${number}`}${from} ${quoted(name)}${into}`
}

/** Returns the decision as a sentence. */
export function sentence(plan: Plan, quoted = quote): string {
  const names = plan.targets.map(({ environment }) => environment)
  const to = names.length === 0 ? '' : quoted === quote ? list(names) : names.map(quoted).join(', ')
  const title = subjectTitle(plan.subject, quoted)
  const deciding = plan.routes.filter(({ number }) => plan.taken.includes(number))
  const titles = deciding.map((route) => titleOf(route, quoted)).join(' and ')
  const by = titles === '' ? '' : `, as ${titles} ${deciding.length > 1 ? 'say' : 'says'}`
  if (plan.action === 'deploy') return `${title} deploys to ${to}${by}.`
  if (plan.action === 'teardown') return `${title} tears down ${to}${by} (${plan.reason}).`
  return `${title} deploys nothing: ${plan.detail} (${plan.reason}).`
}

/** Returns the routes for the log, one per line. */
export function routeLines(plan: Plan): string[] {
  const lines = shown(plan).map((route) => {
    const environments = list(route.environments.map(({ value }) => value))
    return `${titleOf(route)} -> ${environments}: ${outcome(route, plan)}`
  })
  return plan.routes.length > lines.length ? [...lines, more(plan, lines.length)] : lines
}

/** Returns the plan as Markdown for the job summary. */
export function summary(plan: Plan): string {
  const routes = shown(plan)
  const rows = routes.map((route) => {
    const environments = route.environments.map(({ value }) => code(value)).join(', ')
    return `| ${prose(titleOf(route, (name) => name))} | ${environments} | ${prose(outcome(route, plan))} |`
  })
  const rest = plan.routes.length > routes.length ? [`\n${more(plan, routes.length)}`] : []
  const table = ['| route | environment | |', '|---|---|---|', ...rows]
  return `${['### Route', '', sentence(plan, code), '', ...picture(plan), ...table, ...rest].join('\n')}\n\n`
}

const more = (plan: Plan, shownCount: number): string =>
  `${plan.routes.length - shownCount} more routes are in the output "plan".`

/** The first routes, and those that decided. */
function shown({ routes, taken }: Plan): readonly EvaluatedRoute[] {
  const first = routes.slice(0, SHOWN)
  const decided = routes.filter((route) => taken.includes(route.number) && !first.includes(route))
  return [...first, ...decided]
}

function outcome({ number, verdict }: EvaluatedRoute, plan: Plan): string {
  const { action, detail, reason } = plan
  if (plan.taken.includes(number)) return action === 'none' ? `taken, but ${detail}` : 'taken'
  if (verdict.reason !== 'match') return verdict.detail
  const [taken] = plan.taken
  if (taken === undefined) return `it would match, but ${detail || reason}`
  if (number > taken) return 'it would match, but an earlier route decided'
  return action === 'teardown' ? 'it still matches' : 'not for the chosen environment'
}

function picture({ action, targets, subject }: Plan): string[] {
  if (targets.length === 0) return []
  const from = `  ref["${label(subject.name || subject.event)}"]`
  const arrow = action === 'teardown' ? '-. tear down .->' : '-->'
  const shownTargets = targets.slice(0, SHOWN)
  const to = shownTargets.map(
    ({ environment }, index) => `  ref ${arrow} e${index}(["${label(environment)}"])`,
  )
  return ['```mermaid', 'flowchart LR', from, ...to, '```', '']
}
