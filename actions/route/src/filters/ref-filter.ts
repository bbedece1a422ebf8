// The filters `branches`, `branches-ignore`, `tags` and `tags-ignore` of a route, with GitHub's semantics.

import type { Ref } from '../../../../kit/events/subject.ts'
import { matches } from '../../../../kit/patterns/automaton.ts'
import type { Pattern } from '../../../../kit/patterns/parse.ts'

/** With `only`, the last matching pattern decides; with `ignore`, none may match. */
export type NameFilter<P extends Pattern = Pattern> = {
  readonly mode: 'all' | 'none' | 'only' | 'ignore'
  readonly patterns: readonly P[]
}

export type RefFilter<P extends Pattern = Pattern> = Readonly<Record<Ref['type'], NameFilter<P>>>

type Lists<P extends Pattern> = Readonly<
  Partial<Record<'branches' | 'branches-ignore' | 'tags' | 'tags-ignore', readonly P[] | undefined>>
>

const ALL: NameFilter<never> = { mode: 'all', patterns: [] }
const NONE: NameFilter<never> = { mode: 'none', patterns: [] }

/** Returns the filter of some lists. If there are only branches, no tag passes, and vice versa, as for `on.push`. */
export function refFilter<P extends Pattern>(lists: Lists<P>): RefFilter<P> {
  const read = (key: 'branches' | 'tags'): NameFilter<P> | undefined => {
    const only = lists[key]
    const ignore = lists[`${key}-ignore`]
    if (only) return { mode: 'only', patterns: only }
    return ignore && { mode: 'ignore', patterns: ignore }
  }
  const branch = read('branches')
  const tag = read('tags')
  const neither = branch || tag ? NONE : ALL
  return { branch: branch ?? neither, tag: tag ?? neither }
}

/** Returns whether a name passes; `matching` returns whether a pattern matches it. */
export function passes<P extends Pattern>(
  { mode, patterns }: NameFilter<P>,
  matching: (pattern: P) => boolean,
): boolean {
  if (mode === 'all' || mode === 'none') return mode === 'all'
  if (mode === 'ignore') return !patterns.some(matching)
  return patterns.findLast(matching)?.negative === false
}

/** Returns whether a name passes a filter. */
export function passesName(filter: NameFilter, name: string): boolean {
  return passes(filter, (pattern) => matches(pattern, name))
}
