// The inputs of fabric-deploy.

import {
  flag,
  type Input,
  type Inputs,
  integer,
  lines,
  oneOf,
  secret,
  text,
  trimWhitespace,
  verbatim,
} from '../../../kit/action/inputs.ts'
import { isDigest, isTag } from '../../../kit/docker/image-reference.ts'
import { parseHost } from '../../../kit/ssh/host.ts'
import { knownHosts } from '../../../kit/ssh/known-hosts-input.ts'
import { proxyCommand } from '../../../kit/ssh/proxy-command.ts'
import { quote } from '../../../kit/text/escape.ts'
import { duration } from '../../../kit/time/duration.ts'
import type { HostLine } from './config/fleet.ts'

const tag: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  if (value === '' || isTag(value) || isDigest(value)) return { value }
  return {
    problem:
      'a docker tag (the action docker-tag makes one from any branch name) or a digest, sha256:...',
  }
}

const hosts: Input<readonly HostLine[]> = lines((line) => {
  const [, role = '', rest = line] = /^([A-Za-z0-9][A-Za-z0-9_.-]*):[ \t]+(.*)$/.exec(line) ?? []
  const host = parseHost(rest)
  if (!('problem' in host)) return { value: { role, host } }
  return { problem: `${quote(rest)}: ${host.problem}; write host or role: host` }
}, '#')

const version: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  return /^[0-9]+\.[0-9]+(?:\.[0-9]+)?$/.test(value)
    ? { value }
    : { problem: 'a version such as 3.2.2' }
}

export const inputs = {
  environment: text,
  tag,
  config: text,
  'ssh-key': secret,
  'ssh-passphrase': secret,
  'gateway-key': secret,
  'proxy-command': proxyCommand,
  'known-hosts': knownHosts,
  'registry-user': text,
  'registry-password': secret,
  action: oneOf('deploy', 'rollback', 'status', 'unlock', 'upgrade-proxy'),
  'dry-run': flag,
  'lock-wait': duration('0s', '24h'),
  'connect-timeout': duration('1s', '10m'),
  timeout: duration('1s', '24h'),
  keep: integer(1, 100),
  tasks: verbatim,
  fabfile: text,
  'fabric-version': version,
  requirements: text,
  prune: flag,
  hosts,
}

export type DeployInputs = Inputs<typeof inputs>

/** Longer than this, in seconds, no host may be silent in the middle of a command. */
const MAX_SILENCE = 15

/** Returns the inputs for logging in to hosts; times are in seconds. */
export function sshOptionsOf(
  inputs: Pick<
    DeployInputs,
    | 'ssh-key'
    | 'ssh-passphrase'
    | 'gateway-key'
    | 'proxy-command'
    | 'known-hosts'
    | 'connect-timeout'
    | 'timeout'
  >,
) {
  return {
    key: inputs['ssh-key'],
    passphrase: inputs['ssh-passphrase'],
    gatewayKey: inputs['gateway-key'],
    proxyCommand: inputs['proxy-command'],
    known: inputs['known-hosts'],
    timeout: Math.ceil(inputs['connect-timeout'] / 1000),
    silence: Math.min(MAX_SILENCE, Math.ceil(inputs.timeout / 1000)),
  }
}
