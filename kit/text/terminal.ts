// Output of programs that write for a terminal. Pure.

import { stripVTControlCharacters } from 'node:util'

/** Removes colours and cursor movements from a line; of a progress bar, only its last state stays. */
export function stripTerminalCodes(text: string): string {
  return stripVTControlCharacters(text).replace(/\r+$/, '').replace(/^.*\r/, '')
}
