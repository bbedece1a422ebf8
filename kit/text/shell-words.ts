// Words as a shell splits them, without what it expands. Pure.
import { join, split } from 'shlex'

/** The words of a text with quotes and backslashes; undefined where something is not closed. */
export function shellWords(text: string): readonly string[] | undefined {
  try {
    return split(text)
  } catch {
    return undefined
  }
}

/** The text that is split into these words. */
export function asShellWords(words: readonly string[]): string {
  return join([...words])
}
