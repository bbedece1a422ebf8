// The outputs of docker-tag.

import type { TagPlan } from './plan.ts'

export const OUTPUTS = ['tag', 'tags', 'labels', 'lossless', 'reason', 'json'] as const

/** Returns every output as a string; lists have one entry per line. */
export function outputsOf({
  name,
  tag,
  tags,
  labels,
  lossless,
}: TagPlan): Readonly<Record<(typeof OUTPUTS)[number], string>> {
  return {
    tag,
    tags: tags.join('\n'),
    labels: Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join('\n'),
    lossless: String(lossless),
    reason: '',
    json: JSON.stringify({ schema: 1, name, tag, lossless, tags, labels }),
  }
}
