// Representative characters: of those that no pattern distinguishes, one is enough.

import type { State } from '../../../../kit/patterns/automaton.ts'
import { type CharacterSet, has } from '../../../../kit/patterns/parse.ts'
import { advanceName, type Progress } from './ref-name.ts'

const points = (text: string): readonly number[] =>
  Array.from(text, (character) => character.codePointAt(0) ?? 0)

/** Characters for the simplest names, preferred to all others. */
const PREFERRED = points('xqzjkvwyQZXJ0987654321abcdefghilmnoprstu-_ABCDEé')

/** Characters that git's rules distinguish. */
const STRUCTURAL = points('/.@{lock')

/** Returns one character of every group that the live states can't distinguish, if git allows it at this point of a name. */
export function representatives(alive: readonly State[], name: Progress): Set<number> {
  const named = new Set<number>(STRUCTURAL)
  const sets = new Set<CharacterSet>()
  for (const state of alive) {
    for (const point of state.exact?.keys() ?? []) named.add(point)
    for (const { set } of state.edges ?? []) sets.add(set)
    if (state.loop) sets.add(state.loop)
  }
  const groups = new Map<string, number>()
  for (const point of [...PREFERRED, ...inEveryInterval(sets, named, name)]) {
    if (named.has(point)) continue
    const group = Array.from(sets, (set) => (has(set, point) ? 1 : 0)).join('')
    if (!groups.has(group)) groups.set(group, point)
  }
  return new Set([...named, ...groups.values()])
}

/** Splits the range of all code points at the ends of sets and at named characters, and returns a legal code point of each part. */
function inEveryInterval(
  sets: ReadonlySet<CharacterSet>,
  named: ReadonlySet<number>,
  name: Progress,
): number[] {
  const boundaries = new Set([0, END])
  for (const { ranges } of sets) for (const [from, to] of ranges) boundaries.add(from).add(to + 1)
  for (const point of named) boundaries.add(point).add(point + 1)
  const sorted = [...boundaries].sort((a, b) => a - b)
  return sorted.flatMap((from, index) => {
    const to = sorted[index + 1] ?? from
    for (let point = from; point < to; point += 1) {
      const isSurrogate = point >= 0xd800 && point <= 0xdfff
      if (!isSurrogate && advanceName(name, point) !== undefined) return [point]
    }
    return []
  })
}

/** After the last code point. */
const END = 0x110000
