// The outputs of dokku-promote. Pure.

import type { PromoteResult } from './result.ts'

export const OUTPUTS = [
  'image',
  'same-image',
  'method',
  'from-sha',
  'previous',
  'url',
  'changed',
  'reason',
  'plan',
] as const

/** Returns every output as a string. */
export function outputsOf(
  result: PromoteResult,
): Readonly<Record<(typeof OUTPUTS)[number], string>> {
  return {
    image: result.image,
    'same-image': String(result.sameImage),
    method: result.method,
    'from-sha': result.sha,
    previous: result.previous,
    url: result.url,
    changed: String(result.changed),
    reason: result.error?.reason ?? '',
    plan: JSON.stringify(result.plan ?? null),
  }
}
