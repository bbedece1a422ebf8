// "did you mean" for misspelt words.
import { distance } from 'fastest-levenshtein'
import { quote } from './safe-text.ts'

/** The known word that a misspelt one was most likely meant to be, or nothing. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 64) return undefined
  const ranked = known
    .map((candidate) => ({
      candidate,
      edits: distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.edits - b.edits)[0]
  return ranked && ranked.edits <= Math.max(2, Math.floor(word.length / 3))
    ? ranked.candidate
    : undefined
}

/** `; did you mean "x"?`, or the list of what there is. */
export function suggestion(word: string, known: readonly string[], called: string): string {
  const near = nearest(word, known)
  return near === undefined ? `; ${called}: ${known.join(', ')}` : `; did you mean ${quote(near)}?`
}
