// The inputs of dokku-promote.

import {
  flag,
  type Input,
  type Inputs,
  oneOf,
  secret,
  trimWhitespace,
} from '../../../kit/action/inputs.ts'
import { appName, dokkuHost } from '../../../kit/dokku/inputs.ts'
import { smokeOrNone } from '../../../kit/http/smoke-test.ts'
import { knownHosts } from '../../../kit/ssh/known-hosts-input.ts'

const sha: Input<string> = (raw) => {
  const value = trimWhitespace(raw).toLowerCase()
  return value === '' || /^[0-9a-f]{7,40}$/.test(value)
    ? { value }
    : { problem: 'a commit, 7 to 40 hex digits' }
}

export const inputs = {
  host: dokkuHost,
  from: appName,
  to: appName,
  method: oneOf('auto', 'image', 'registry', 'commit'),
  'ssh-key': secret,
  'ssh-passphrase': secret,
  'known-hosts': knownHosts,
  smoke: smokeOrNone,
  'on-failure': oneOf('keep', 'rollback'),
  'expect-sha': sha,
  'dry-run': flag,
}

export type PromoteInputs = Inputs<typeof inputs>
