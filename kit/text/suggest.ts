// Suggestions for misspelt words. Pure.

import { distance } from 'fastest-levenshtein'
import { quote } from './escape.ts'

/** Returns the known word that a misspelt or shortened one most likely means, or undefined. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 64) return undefined
  const typed = word.toLowerCase()
  const [best] = known
    .map((candidate) => ({ candidate, edits: distance(typed, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
  if (best && best.edits <= Math.ceil(word.length / 3)) return best.candidate
  return word.length < 3 ? undefined : known.find((candidate) => candidate.startsWith(typed))
}

/** Returns `; did you mean "x"?`, or the list of known words. */
export function suggestion(word: string, known: readonly string[], called: string): string {
  const near = nearest(word, known)
  return near === undefined ? `; ${called}: ${known.join(', ')}` : `; did you mean ${quote(near)}?`
}
