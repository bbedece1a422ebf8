// The inputs of dokku-deploy.

import {
  flag,
  type Input,
  type Inputs,
  lines,
  oneOf,
  secret,
  textOf,
  trimWhitespace,
} from '../../../kit/action/inputs.ts'
import { keyValueLines } from '../../../kit/action/key-value-lines.ts'
import { APP, dokkuHost } from '../../../kit/dokku/inputs.ts'
import { smoke } from '../../../kit/http/smoke-test.ts'
import { knownHosts } from '../../../kit/ssh/inputs.ts'
import { duration } from '../../../kit/time/duration.ts'
import { includeLine, normalPath } from './include-lines.ts'

const directory: Input<string> = (raw) => {
  const given = trimWhitespace(raw)
  const path = given === '' ? '' : normalPath(given)
  return path === undefined
    ? { problem: 'a directory of the commit, without .. and not absolute' }
    : { value: path }
}

const ref: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  return value === '' || value.startsWith('-') ? { problem: 'a commit, branch or tag' } : { value }
}

export const inputs = {
  host: dokkuHost,
  app: textOf(APP, 'the name of an app: lower case letters, digits, dots and hyphens'),
  ref,
  directory,
  include: lines(includeLine, '#'),
  'ssh-key': secret,
  'ssh-passphrase': secret,
  'known-hosts': knownHosts,
  create: flag,
  config: keyValueLines,
  smoke,
  'on-failure': oneOf('keep', 'rollback'),
  'lock-wait': duration('0s', '24h'),
  timeout: duration('1s', '24h'),
  'dry-run': flag,
}

export type DeployInputs = Inputs<typeof inputs>
