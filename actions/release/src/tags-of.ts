// The tags among the refs. Pure.

import type { Tag } from '../../../kit/versions/tags.ts'
import type { Refs } from './ports.ts'

export function tagsOf(refs: Refs): Tag[] {
  return [...refs].flatMap(([ref, { id, commit }]) =>
    ref.startsWith('refs/tags/')
      ? [{ name: ref.slice('refs/tags/'.length), commit, annotated: id !== commit }]
      : [],
  )
}
