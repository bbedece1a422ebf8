// The outputs of fill-settings.

import type { Plan } from './plan.ts'

export const OUTPUTS = ['filled', 'missing', 'file', 'reason'] as const

/** Returns every output as a string; lists have one entry per line. `file` is empty if nothing was written. */
export function outputsOf(
  { values, missing }: Plan,
  file: string,
): Readonly<Record<(typeof OUTPUTS)[number], string>> {
  const filled = file === '' ? [] : [...values.keys()]
  return { filled: filled.join('\n'), missing: missing.join('\n'), file, reason: '' }
}
