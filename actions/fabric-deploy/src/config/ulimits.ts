// The ulimits of a container. Pure.

import { quote } from '../../../../kit/text/escape.ts'
import type { ReportAt, ServiceEntry } from './service-entry.ts'

type Ulimits = NonNullable<ServiceEntry['ulimits']>
type Limit = Ulimits extends ReadonlyMap<string, { readonly value: infer T }> ? T : never

/** The kernel's largest number of open files, whatever the host allows; with fewer than the least, runc can't start a container. */
const [LEAST_FILES, MOST_FILES] = [16, 2147483584]

/** Returns the limits as docker takes them, `name=soft:hard`, and reports what can't be set on any host. */
export function ulimitsOf(ulimits: ServiceEntry['ulimits'], report: ReportAt): string[] {
  return [...(ulimits ?? [])].map(([name, { value, at }]) => {
    const [soft, hard] = softAndHard(value)
    if (orInfinity(soft) > orInfinity(hard)) {
      const shown = hard === -1 ? 'none' : hard
      report(`the soft limit of ${quote(name)}, ${soft}, is more than the hard limit, ${shown}`, at)
    }
    if (name === 'nofile' && (soft < LEAST_FILES || hard === -1 || hard > MOST_FILES)) {
      report(
        `"nofile" must be from ${LEAST_FILES} to ${MOST_FILES}; the kernel has no other limits of open files`,
        at,
      )
    }
    return `${name}=${soft}:${hard}`
  })
}

function softAndHard(limit: Limit): [soft: number, hard: number] {
  if (typeof limit === 'object') return [limit.soft ?? -1, limit.hard ?? -1]
  const [soft = '', hard = soft] = String(limit).split(':')
  return [Number(soft), Number(hard)]
}

const orInfinity = (limit: number): number => (limit === -1 ? Number.POSITIVE_INFINITY : limit)
