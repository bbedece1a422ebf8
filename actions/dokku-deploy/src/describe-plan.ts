// The plan for the log. Pure.

import { quote } from '../../../kit/text/escape.ts'
import type { Plan } from './plan.ts'

/** Returns what is pushed and why, and what it is made of if that is not the whole commit. */
export function describePlan(
  app: string,
  { push: planned, because, directory, include }: Plan,
): string[] {
  if (!planned) return [`${app}: nothing to push, ${because}`]
  const what = planned.as === 'commit' ? planned.commit : `a new commit of the tree ${planned.tree}`
  const root = directory === '.' ? [] : [`  the directory ${quote(directory)} as the root`]
  const files = include.map(({ from, to, replace, count }) => {
    const how = replace ? ', in place of what is tracked there' : ''
    return `  ${quote(from)} (${count} file${count === 1 ? '' : 's'}) to ${quote(to)}${how}`
  })
  return [`${app}: push ${what} (${because})`, ...root, ...files]
}
