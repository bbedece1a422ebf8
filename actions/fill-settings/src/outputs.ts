// The outputs of fill-settings, from its plan.
import type { Plan } from './plan.ts'

export const OUTPUTS = ['filled', 'missing', 'file'] as const

/** Every output as text; lists have one entry a line. `file` is empty where nothing was written. */
export function outputsOf(
  { values, missing }: Plan,
  file: string,
): Readonly<Record<(typeof OUTPUTS)[number], string>> {
  const filled = file === '' ? [] : [...values.keys()]
  return { filled: filled.join('\n'), missing: missing.join('\n'), file }
}
