// The messages about a plan, for the log and the warnings. Pure.

import { quote } from '../../../kit/text/escape.ts'
import { isPermanent } from './image-names.ts'
import type { PromoteInputs } from './inputs.ts'
import type { Plan } from './plan.ts'

/** Returns the plan as a line of the log. */
export function describePlan(to: string, plan: Plan): string {
  const { method, image, there } = plan
  if (there) return `${to}: already has ${image || plan['from-sha']}`
  return method === 'commit'
    ? `${to}: rebuild the same commit, which makes a different image`
    : `${to}: deploy ${image}`
}

/** Returns warnings about what a promotion does not include, and what can't be undone. */
export function planWarnings(
  {
    from,
    to,
    smoke,
    'on-failure': onFailure,
  }: Pick<PromoteInputs, 'from' | 'to' | 'smoke' | 'on-failure'>,
  { method, image, there, previous, 'can-go-back': isRestorable }: Plan,
): string[] {
  if (there) return []
  const warnings: string[] = []
  if (method !== 'commit' && !smoke)
    warnings.push(
      `The checks in the app.json of ${quote(from)} are not part of its image; use "smoke" to say how ${quote(to)} must respond`,
    )
  if (method === 'image' && !isPermanent(image))
    warnings.push(
      `The next deployment of ${quote(from)} removes ${quote(image)} from the server, so that it can't be rolled back to later. "dokku registry:set ${from} push-on-release true" keeps images in a registry`,
    )
  if (onFailure === 'rollback' && !isRestorable && previous !== '')
    warnings.push(
      `${quote(to)} can't be rolled back to ${quote(previous)}: that image has no permanent name`,
    )
  return warnings
}
