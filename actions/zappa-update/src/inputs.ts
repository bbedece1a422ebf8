// The inputs of zappa-update.

import {
  flag,
  type Input,
  type Inputs,
  lines,
  oneOf,
  text,
  textOf,
  trimWhitespace,
} from '../../../kit/action/inputs.ts'
import { smoke } from '../../../kit/http/smoke-test.ts'
import { quote } from '../../../kit/text/escape.ts'
import { duration } from '../../../kit/time/duration.ts'

/** Commands, one per line. Empty is undefined: the default of the stage; `none` is an empty list. */
const manage: Input<readonly string[] | undefined> = (raw) => {
  const commands = raw
    .split(/\r\n|\r|\n/)
    .map((line) => trimWhitespace(line).replace(/[ \t]+/g, ' '))
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (commands.length === 0) return { value: undefined }
  if (commands.length === 1 && commands[0] === 'none') return { value: [] }
  const problems = commands
    .filter((line) => /["'\\]/.test(line))
    .map(
      (line) =>
        `${quote(line)} has quotes, which Zappa does not support: it splits a command at each space`,
    )
  return problems.length > 0 ? { problems } : { value: commands }
}

const image: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  return value === '' || /^[^\s@]+@sha256:[0-9a-f]{64}$/.test(value)
    ? { value }
    : { problem: 'an image with its digest, as name@sha256:… (a tag can be moved)' }
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
  public: lines((name) =>
    name === '*'
      ? { problem: '"*" is not the name of a variable; only fill-settings supports it' }
      : { value: name },
  ),
  'dry-run': flag,
}

export type UpdateInputs = Inputs<typeof inputs>
