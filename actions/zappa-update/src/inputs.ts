// The inputs of zappa-update.

import {
  flag,
  type Input,
  type Inputs,
  oneOf,
  text,
  textOf,
  trimWhitespace,
} from '../../../kit/action/inputs.ts'
import { smoke } from '../../../kit/http/smoke-test.ts'
import { quote } from '../../../kit/text/escape.ts'
import { duration } from '../../../kit/time/duration.ts'

/** Commands, one a line: undefined is what the stage asks for, `none` is none. */
const manage: Input<readonly string[] | undefined> = (raw) => {
  const given = raw
    .split(/\r\n|\r|\n/)
    .map((line) => trimWhitespace(line).replace(/[ \t]+/g, ' '))
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (given.length === 0) return { value: undefined }
  if (given.length === 1 && given[0] === 'none') return { value: [] }
  // The function splits a command at every blank, and knows no quotes.
  const problems = given
    .filter((line) => /["'\\]/.test(line))
    .map(
      (line) =>
        `${quote(line)} has quotes, which Zappa does not take: it splits a command at each blank`,
    )
  return problems.length > 0 ? { problems } : { value: given }
}

const image: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  return value === '' || /^[^\s@]+@sha256:[0-9a-f]{64}$/.test(value)
    ? { value }
    : { problem: 'an image with its digest, as name@sha256:… (what a tag means can change)' }
}

export const inputs = {
  stage: textOf(/^\S+$/, 'the name of a stage'),
  settings: text,
  directory: text,
  virtualenv: text,
  requirements: text,
  manage,
  'deploy-if-missing': flag,
  smoke,
  'on-failure': oneOf('restore', 'keep'),
  'image-uri': image,
  'lock-wait': duration('0s', '24h'),
  timeout: duration('1s', '6h'),
  'dry-run': flag,
}

export type UpdateInputs = Inputs<typeof inputs>
