// The outputs of fabric-deploy, from its result.

import type { Result } from './result.ts'

export const OUTPUTS = [
  'digest',
  'previous-digest',
  'digests',
  'changed',
  'hosts',
  'deployed-hosts',
  'unchanged-hosts',
  'failed-hosts',
  'rolled-back-hosts',
  'reason',
  'plan',
] as const

/** Returns every output; lists have one entry per line. */
export function outputsOf(result: Result): Readonly<Record<(typeof OUTPUTS)[number], string>> {
  const { rows, digests, plan } = result
  const hostsWith = (...outcomes: readonly string[]): string =>
    rows
      .filter(({ outcome }) => outcomes.includes(outcome))
      .map(({ host }) => host)
      .join('\n')
  return {
    digest: result.digest,
    'previous-digest': result.previous,
    digests: JSON.stringify(digests),
    changed: String(result.changed),
    hosts: JSON.stringify(rows),
    'deployed-hosts': hostsWith('deployed'),
    'unchanged-hosts': hostsWith('unchanged'),
    'failed-hosts': hostsWith('failed', 'unreachable'),
    'rolled-back-hosts': hostsWith('rolled-back'),
    reason: result.reason,
    plan: JSON.stringify(plan),
  }
}
