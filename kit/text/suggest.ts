// Suggestions for misspelt words. Pure.

import { quote } from './escape.ts'
import { typos } from './typos.ts'

/** Returns the known word that a misspelt or shortened one most likely means, or undefined. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 64) return undefined
  const typed = word.toLowerCase()
  const [best] = known
    .filter((candidate) => isPossible(typed, candidate.toLowerCase()))
    .map((candidate) => ({ candidate, count: typos(typed, candidate.toLowerCase()) }))
    .filter(({ count }) => count <= limit(word))
    .sort((a, b) => a.count - b.count)
  if (best) return best.candidate
  return word.length < 3 ? undefined : known.find((candidate) => candidate.startsWith(typed))
}

/** Most misspelt words have one mistake. Two in a short word make another one: `hosts` is no `ports`. */
function limit({ length }: string): number {
  if (length < 7) return 1
  return length < 10 ? 2 : 3
}

/** `web-1` is not a misspelt `web-2`; another letter in two is another word, though one may be missing, or both have changed places. */
function isPossible(typed: string, candidate: string): boolean {
  if (typed === candidate) return true
  if (typed.replace(/\d+/g, '0') === candidate.replace(/\d+/g, '0')) return false
  if (typed.length > 2) return true
  return typed.length === 2 && (isSwapped(typed, candidate) || candidate.length === 3)
}

const isSwapped = (one: string, other: string): boolean => [...one].reverse().join('') === other

/** Returns `; did you mean "x"?`, or the list of known words. */
export function suggestion(word: string, known: readonly string[], called: string): string {
  const near = nearest(word, known)
  return near === undefined ? `; ${called}: ${known.join(', ')}` : `; did you mean ${quote(near)}?`
}
