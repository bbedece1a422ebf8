// The inputs that name a Dokku server and its apps. Pure.
import type { Input } from '../action/inputs.ts'
import { trimWhitespace } from '../action/inputs.ts'
import { type Host, parseHost } from '../ssh/host.ts'

/** Dokku's rule of names, which are also words of its commands: no app outside of it exists (plugins/common: is_valid_app_name). */
export const APP = /^[a-z0-9][a-z0-9._-]*$/

/** The server; its user is `dokku` when none is given. */
export const dokkuHost: Input<Host> = (raw) => {
  const host = parseHost(trimWhitespace(raw))
  if ('problem' in host)
    return { problem: `dokku@example.org or dokku@example.org:2222 (${host.problem})` }
  return { value: { ...host, user: host.user || 'dokku' } }
}
