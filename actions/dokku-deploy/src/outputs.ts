// The outputs of dokku-deploy. Pure.

import type { DeployResult } from './result.ts'

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

/** Returns every output as a string. */
export function outputsOf(
  result: DeployResult,
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
