// Settings files that hold no text: empty ones, binary ones, and those in UTF-16. Pure.

import { positionAt, type SettingsProblem } from './format.ts'

/** Returns what is wrong with a string before it is parsed: the messages of parsers about these don't help. */
export function unreadableText(text: string): SettingsProblem | undefined {
  const nul = text.indexOf('\0')
  if (nul >= 0) {
    const problem =
      nul < 2
        ? 'it seems to be UTF-16; save it as UTF-8'
        : 'it has a NUL byte, so it is not a text file'
    return { problem, at: positionAt(text, nul) }
  }
  return text.trim() === '' ? { problem: 'it is empty', at: { line: 1, column: 1 } } : undefined
}
