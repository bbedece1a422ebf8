// Inputs about versions that several actions have.

import { type Input, lines, textOf, trimWhitespace } from '../action/inputs.ts'
import { quote } from '../text/escape.ts'
import type { StampLine } from '../version-files/version-files.ts'
import { dayOf } from '../versions/calendar-format.ts'

/** `tag-prefix`: characters that a tag can't contain (git check-ref-format) would be a pattern for git describe. */
export const tagPrefix: Input<string> = textOf(
  /^[^\s~^:?*[\\\p{Cc}]*$/u,
  'characters allowed in a tag name',
)

/** `timezone`. */
export const timezone: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  const isZone = value === 'UTC' || dayOf(new Date(0), value) !== undefined
  return isZone ? { value } : { problem: 'a time zone such as UTC or Europe/London' }
}

/** `stamp`: one file a line, `path` or `path: key`. */
export const stampLines: Input<readonly StampLine[]> = lines((line) => {
  const [, path = line, key = ''] = /^(.*?):[ \t]+(\S+)$/.exec(line) ?? []
  const isIn = !/^(?:\/|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path)
  return isIn ? { value: { path, key } } : { problem: `${quote(path)} is not inside the checkout` }
}, '#')
