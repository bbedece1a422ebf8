// The inputs of docker-tag.

import {
  type Input,
  type Inputs,
  integer,
  lines,
  oneOf,
  text,
  textOf,
  trimWhitespace,
} from '../../../kit/action/inputs.ts'
import { type ImageName, isTag, parseImageName } from '../../../kit/docker/image-reference.ts'
import { quote } from '../../../kit/text/escape.ts'
import { isDate } from './rfc3339.ts'

const MODES = ['hash', 'strip', 'dash', 'fail'] as const

export type Mode = (typeof MODES)[number]

const images: Input<readonly ImageName[]> = lines((line) => {
  const read = parseImageName(line)
  return 'problem' in read ? read : { value: read }
}, '#')

const tags: Input<readonly string[]> = lines((line) =>
  isTag(line) ? { value: line } : { problem: `${quote(line)} is not a valid tag` },
)

const date: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  return value === '' || isDate(value) ? { value } : { problem: 'an RFC 3339 date' }
}

export const inputs = {
  ref: text,
  images,
  prefix: textOf(
    /^(?:[A-Za-z0-9_][A-Za-z0-9._-]*)?$/,
    'characters of a tag (letters, digits, ".", "_", "-"; neither "." nor "-" first)',
  ),
  suffix: textOf(/^[A-Za-z0-9._-]*$/, 'characters of a tag (letters, digits, ".", "_", "-")'),
  'max-length': integer(16, 128),
  mode: oneOf(...MODES),
  also: tags,
  created: date,
}

export type TagInputs = Inputs<typeof inputs>
