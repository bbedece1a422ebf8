// The outputs of docker-tag, from its plan.
import type { TagPlan } from './plan.ts'

export const OUTPUTS = ['tag', 'tags', 'labels', 'lossless', 'json'] as const

/** Every output as text; lists have one entry a line. */
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
    json: JSON.stringify({ schema: 1, name, tag, lossless, tags, labels }),
  }
}
