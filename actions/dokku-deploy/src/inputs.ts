// The inputs of dokku-deploy.

import {
  flag,
  type Input,
  type Inputs,
  lines,
  oneOf,
  secret,
  trimWhitespace,
} from '../../../kit/action/inputs.ts'
import { keyValueLines } from '../../../kit/action/key-value-lines.ts'
import { appName, dokkuHost } from '../../../kit/dokku/inputs.ts'
import { smokeOrNone } from '../../../kit/http/smoke-test.ts'
import { knownHosts } from '../../../kit/ssh/known-hosts-input.ts'
import { duration } from '../../../kit/time/duration.ts'
import { normalPath, parseIncludeLine } from './include-lines.ts'

const directory: Input<string> = (raw) => {
  const given = trimWhitespace(raw)
  const path = given === '' ? '' : normalPath(given)
  return path === undefined
    ? { problem: 'a relative path of a directory in the commit, without ".."' }
    : { value: path }
}

const ref: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  return value === '' || value.startsWith('-') ? { problem: 'a commit, branch or tag' } : { value }
}

export const inputs = {
  host: dokkuHost,
  app: appName,
  ref,
  directory,
  include: lines(parseIncludeLine, '#'),
  'ssh-key': secret,
  'ssh-passphrase': secret,
  'known-hosts': knownHosts,
  create: flag,
  config: keyValueLines,
  smoke: smokeOrNone,
  'on-failure': oneOf('keep', 'rollback'),
  'lock-wait': duration('0s', '24h'),
  timeout: duration('1s', '24h'),
  'dry-run': flag,
}

export type DeployInputs = Inputs<typeof inputs>
