// The inputs of version.

import {
  type Input,
  type Inputs,
  lines,
  oneOf,
  secret,
  text,
  trimWhitespace,
} from '../../../kit/action/inputs.ts'
import type { Pattern } from '../../../kit/patterns/parse.ts'
import { readPathPattern } from '../../../kit/patterns/path-filter.ts'
import { quote } from '../../../kit/text/escape.ts'
import { stampLines, tagPrefix, timezone } from '../../../kit/version-history/version-inputs.ts'
import { type Format, parseFormat } from '../../../kit/versions/calendar-format.ts'
import { STYLES } from './versioneer-styles.ts'

const format: Input<Format> = (raw) => {
  const read = parseFormat(trimWhitespace(raw))
  return 'problem' in read ? { problems: [read.problem] } : { value: read }
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

export const inputs = {
  path: text,
  'tag-prefix': tagPrefix,
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
  stamp: stampLines,
  token: secret,
}

export type VersionInputs = Inputs<typeof inputs>
