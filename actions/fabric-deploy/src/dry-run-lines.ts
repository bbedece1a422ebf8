// What a dry run logs. Pure.

import { quote } from '../../../kit/text/escape.ts'
import type { Result } from './result.ts'

/** Returns what a dry run would do, a line each, in the order of the real run. */
export function dryRunLines(plan: Result['plan']): string[] {
  const moves = plan.flatMap(({ host, moves: all }) => all.map((move) => ({ host, ...move })))
  const commands = moves.flatMap(({ host, service, before }) =>
    before
      ? [`${host}: would first run "before" of ${service}: ${before.map(quote).join(' ')}`]
      : [],
  )
  const changes = moves.map(({ host, service, does, from, to }) => {
    const verb = does === 'make' ? 'create' : does
    return `${host}: would ${verb} ${service}: ${from || 'nothing'} -> ${to}`
  })
  const proxies = plan.flatMap(({ host, proxy }) =>
    proxy ? [`${host}: would start the proxy`] : [],
  )
  return [...proxies, ...commands, ...changes]
}
