// The outputs of dokku-deploy, from its result.
import type { Result } from './result.ts'

export const OUTPUTS = [
  'url',
  'sha',
  'pushed-sha',
  'previous-sha',
  'changed',
  'reason',
  'seconds',
  'plan',
] as const

/** Every output as text. */
export function outputsOf(
  result: Result,
  seconds: number,
): Readonly<Record<(typeof OUTPUTS)[number], string>> {
  return {
    url: result.url,
    sha: result.sha,
    'pushed-sha': result.pushed,
    'previous-sha': result.previous,
    changed: String(result.changed),
    reason: result.error?.reason ?? '',
    seconds: seconds.toFixed(1),
    plan: JSON.stringify(result.plan ?? null),
  }
}
