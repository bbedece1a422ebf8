// The inputs of version.

import {
  type Input,
  type Inputs,
  lines,
  oneOf,
  secret,
  text,
  textOf,
  trimWhitespace,
} from '../../../kit/action/inputs.ts'
import type { Pattern } from '../../../kit/patterns/parse.ts'
import { readPathPattern } from '../../../kit/patterns/path-filter.ts'
import { quote } from '../../../kit/text/escape.ts'
import { dayOf, type Format, parseFormat } from '../../../kit/versions/calendar-format.ts'
import { STYLES } from './versioneer-styles.ts'

const format: Input<Format> = (raw) => {
  const read = parseFormat(trimWhitespace(raw))
  return 'problem' in read ? { problems: [read.problem] } : { value: read }
}

const timezone: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  const isZone = value === 'UTC' || dayOf(new Date(0), value) !== undefined
  return isZone ? { value } : { problem: 'a time zone such as UTC or Europe/London' }
}

const pathLines = lines<Pattern>((line) => {
  const pattern = readPathPattern(line)
  return 'problem' in pattern
    ? { problem: `${quote(line)} is not a pattern: ${pattern.problem}` }
    : { value: pattern }
}, '#')

const paths: Input<readonly Pattern[]> = (raw) => {
  const read = pathLines(raw)
  const isEmpty =
    'value' in read && read.value.length > 0 && read.value.every((one) => one.negative)
  return isEmpty ? { problems: ['all patterns start with "!"; add one of files that count'] } : read
}

/** A file, and the key of its version unless it is the usual one. */
export type StampLine = { readonly path: string; readonly key: string }

const stamp: Input<readonly StampLine[]> = lines((line) => {
  const [, path = line, key = ''] = /^(.*?):[ \t]+(\S+)$/.exec(line) ?? []
  const isIn = !/^(?:\/|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path)
  return isIn ? { value: { path, key } } : { problem: `${quote(path)} is not inside the checkout` }
}, '#')

export const inputs = {
  path: text,
  // Characters that a tag can't contain (git check-ref-format) would be a pattern for git describe.
  'tag-prefix': textOf(/^[^\s~^:?*[\\\p{Cc}]*$/u, 'characters allowed in a tag name'),
  style: oneOf(...STYLES),
  versioneer: oneOf('repaired', 'exact'),
  'default-branch': text,
  dirty: oneOf('mark', 'ignore', 'fail'),
  history: oneOf('fetch', 'local'),
  next: oneOf('none', 'major', 'minor', 'patch', 'conventional', 'calver'),
  calver: format,
  timezone,
  channel: oneOf('stable', 'beta', 'rc', 'alpha'),
  paths,
  stamp,
  token: secret,
}

export type VersionInputs = Inputs<typeof inputs>
