// Credentials in addresses and in git's settings. Pure.

import type { GitSettings } from './remote-repositories.ts'

/** Returns the `USER:PASSWORD` of the header that git would send to an address; empty if there is none. */
export function headerFor(settings: GitSettings, address: string): string {
  if (!/^https?:/i.test(address)) return ''
  const [, value = ''] =
    settings.findLast(([key]) => {
      const [, url] = /^http\.(.*)\.extraheader$/i.exec(key) ?? []
      return isHeader(key) && (url === undefined || address.startsWith(url))
    }) ?? []
  const [, encoded = ''] = /^authorization: *basic +(\S+)$/i.exec(value) ?? []
  return Buffer.from(encoded, 'base64').toString('utf8')
}

export const passwordOf = (credentials: string): string => credentials.split(':').slice(1).join(':')

/** Sets credentials for the host of an address; they replace any header that the checkout has. */
export function withHeader(settings: GitSettings, address: string, header: string): GitSettings {
  const origin = /^https?:\/\/[^/]*/i.exec(address)?.[0]
  if (origin === undefined) return settings
  const others = settings.filter(([key]) => !isHeader(key))
  return [...others, [`http.${origin}/.extraheader`, `AUTHORIZATION: basic ${header}`]]
}

const isHeader = (key: string): boolean => /^http\.(?:.*\.)?extraheader$/i.test(key)

/** `AUTHORIZATION: basic ...`: the last word is the secret. */
export function secretsOf([key, value]: GitSettings[number]): string[] {
  const password = isHeader(key) ? (value.split(' ').at(-1) ?? '') : ''
  return [password, ...secretsIn(key), ...secretsIn(value)].filter(Boolean)
}

/** Splits credentials off an HTTP address: git would pass them on as arguments of a subprocess. */
export function splitCredentials(address: string): {
  readonly plain: string
  readonly credentials: string
} {
  const [, scheme = '', credentials = '', rest = ''] =
    /^(https?:\/\/)([^/@]*)@(.*)$/is.exec(address) ?? []
  const [user = '', ...password] = credentials.split(':')
  // A user name alone is not a secret, unless it is long enough for a token.
  if (password.length === 0 && user.length < 20) return { plain: address, credentials: '' }
  return { plain: scheme + rest, credentials: `${decoded(user)}:${decoded(password.join(':'))}` }
}

/** Returns the password in an address, encoded and decoded. A user name alone may be a token. */
export function secretsIn(address: string): string[] {
  const [, credentials = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/@]*)@/i.exec(address) ?? []
  const [user = '', ...rest] = credentials.split(':')
  const password = rest.join(':')
  // A token may be given as the user name, with no password or a fixed one.
  const secret = password === '' || password === 'x-oauth-basic' ? user : password
  return secret === '' || secret === 'git' ? [] : [...new Set([secret, decoded(secret)])]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
