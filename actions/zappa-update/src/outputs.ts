// The outputs of zappa-update.

import type { Result } from './result.ts'

export const OUTPUTS = [
  'url',
  'version',
  'previous-version',
  'code-sha256',
  'previous-code-sha256',
  'changed',
  'restored',
  'reason',
  'seconds',
  'plan',
] as const

/** Returns every output as a string. */
export function outputsOf(
  { url, before, now, changed, restored, error, plan }: Result,
  seconds: number,
): Readonly<Record<(typeof OUTPUTS)[number], string>> {
  return {
    url,
    version: now?.version ?? '',
    'previous-version': before?.version ?? '',
    'code-sha256': now?.sha ?? '',
    'previous-code-sha256': before?.sha ?? '',
    changed: String(changed),
    restored: String(restored),
    reason: error?.reason ?? '',
    seconds: seconds.toFixed(1),
    plan: JSON.stringify(plan ?? null),
  }
}
