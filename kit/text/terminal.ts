// Lines that other machines wrote.
import { stripVTControlCharacters } from 'node:util'

/** A line without what a terminal takes for colours and movements; of what a progress bar overwrote the last text stays. */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/\r+$/, '').replace(/^.*\r/, '')
}
