// The inputs of docker-tag.
import {
  commentedLines,
  type Inputs,
  integer,
  lines,
  oneOf,
  text,
  textOf,
} from '../../../kit/inputs.ts'

export const MODES = ['hash', 'strip', 'dash', 'fail'] as const

export type Mode = (typeof MODES)[number]

export const inputs = {
  ref: text,
  images: commentedLines,
  prefix: textOf(
    /^(?:[A-Za-z0-9_][A-Za-z0-9._-]*)?$/,
    'characters of a tag (letters, digits, ".", "_", "-"; neither "." nor "-" first)',
  ),
  suffix: textOf(/^[A-Za-z0-9._-]*$/, 'characters of a tag (letters, digits, ".", "_", "-")'),
  'max-length': integer(16, 128),
  mode: oneOf(...MODES),
  also: lines,
  created: text,
}

export type TagInputs = Inputs<typeof inputs>
