// Which line of Dokku's output says what went wrong. Pure.

import { stripTerminalCodes } from '../text/terminal.ts'

/** Returns the last line that Dokku marks as an error (` !     ...`), without the mark, or else the last line that is not empty. */
export function errorLine(output: string): string {
  const lines = output
    .split('\n')
    .map(stripTerminalCodes)
    .filter((line) => line.trim() !== '')
  const marked = lines.filter((line) => /^ *! {2,}\S/.test(line))
  return (marked.at(-1) ?? lines.at(-1) ?? '').replace(/^ *! +/, '').trim()
}
