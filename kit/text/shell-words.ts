// Words as a shell splits and quotes them, without expansion. Pure.

import { join, split } from 'shlex'

/** Returns the words of a string with quotes and backslashes, or undefined if a quote is not closed. */
export function splitShellWords(text: string): readonly string[] | undefined {
  try {
    return split(text)
  } catch {
    return undefined
  }
}

/** Returns the text that a shell splits into these words. */
export const joinShellWords = (words: readonly string[]): string => join([...words])
