// The headers of a health check's request. Pure.

import type { HealthCheck } from './service.ts'

/** Returns the headers as lines, as the scripts for hosts take them. */
export function headerLines({
  host,
  headers,
}: Pick<HealthCheck & { kind: 'http' }, 'host' | 'headers'>): string {
  const all = [...(host === '' ? [] : [['Host', host]]), ...headers]
  return all.map(([name, value]) => `${name}: ${value}`).join('\n')
}
