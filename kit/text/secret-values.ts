// Which values of variables are masked: one rule for all actions. GitHub drops each output that contains a masked string, so what is no
// secret must not be masked. Pure.

import { list } from './escape.ts'
import { isTooCommon, linesOf, redactableParts } from './redact.ts'

export type NamedValue = readonly [name: string, value: string]

/** What is not secret although a variable has it as its value. */
export type OpenValues = {
  /** The names of variables whose values are public. */
  readonly names: readonly string[]
  /** Words that stand in the settings for everyone to read, such as the region. */
  readonly words: readonly string[]
}

export const NOTHING_OPEN: OpenValues = { names: [], words: [] }

/** Returns the strings to mask: each value, and each of its lines, without those that are short, plain booleans or numbers, or open. */
export function stringsToHide(
  values: readonly NamedValue[],
  open: OpenValues = NOTHING_OPEN,
): string[] {
  const isOpen = openLines(values, open)
  return [...new Set(values.flatMap(([, value]) => redactableParts(value, isOpen)))]
}

/** Returns a line with the names of the values that are not masked; undefined if there are none. */
export function notHiddenLine(
  values: readonly NamedValue[],
  open: OpenValues = NOTHING_OPEN,
): string | undefined {
  const isOpen = openLines(values, open)
  const isShown = (line: string): boolean => isOpen(line) || isTooCommon(line)
  const shown = values.filter(([, value]) => value !== '' && linesOf(value).every(isShown))
  const names = new Set(shown.map(([name]) => name))
  if (names.size === 0) return undefined
  return `Not hidden in the log, because they are short, numbers, booleans, public, or names from the settings: ${list([...names].toSorted())}`
}

/** A value that is public under one name is not secret under another. */
function openLines(
  values: readonly NamedValue[],
  { names, words }: OpenValues,
): (line: string) => boolean {
  const publicValues = values.filter(([name]) => names.includes(name))
  const open = new Set([...words, ...publicValues.flatMap(([, value]) => linesOf(value))])
  return (line) => open.has(line)
}
