// The inputs that name a Dokku server and its apps. Pure.

import { type Input, textOf, trimWhitespace } from '../action/inputs.ts'
import { type Host, parseHost } from '../ssh/host.ts'

/** Dokku's rule for app names (plugins/common: is_valid_app_name). Names are words of its commands; no app has another one. */
export const APP_NAME = /^[a-z0-9][a-z0-9._-]*$/

export const appName = textOf(
  APP_NAME,
  'the name of an app: lower-case letters, digits, ".", "_" and "-"',
)

/** The server; its user is `dokku` by default. */
export const dokkuHost: Input<Host> = (raw) => {
  const host = parseHost(trimWhitespace(raw))
  if ('problem' in host)
    return { problem: `dokku@example.org or dokku@example.org:2222 (${host.problem})` }
  return { value: { ...host, user: host.user || 'dokku' } }
}
