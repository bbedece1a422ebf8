// The outputs of find-images.

import type { Plan } from './plan.ts'

export const OUTPUTS = ['matrix', 'levels', 'count', 'level-count', 'reason', 'json'] as const

/** Returns every output as a string. */
export function outputsOf({
  reason,
  images,
  levels,
}: Plan): Readonly<Record<(typeof OUTPUTS)[number], string>> {
  const include = levels.flatMap((level) => level.include)
  return {
    matrix: JSON.stringify({ include }),
    levels: JSON.stringify(levels),
    count: String(include.length),
    'level-count': String(levels.length),
    reason,
    json: JSON.stringify({ schema: 1, images }),
  }
}
