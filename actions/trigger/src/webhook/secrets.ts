// What of a webhook's inputs is secret, and a function that removes it from text. Pure.

import { isTooCommon, redactor } from '../../../../kit/text/redact.ts'
import type { Header } from './webhook.ts'

/** The shortest number that is taken for a secret: the log and the outputs are full of shorter ones. */
const SHORTEST_NUMBER = 6

const isSecret = (value: string): boolean =>
  !isTooCommon(value) || (/^[0-9]+$/.test(value) && value.length >= SHORTEST_NUMBER)

const secretsAmong = (values: readonly string[]): string[] =>
  [...new Set(values.map((value) => value.trim()))].filter(isSecret)

/** Returns the secrets of a URL: its login, and the values of its query as they are written and as they are meant. */
export function urlSecrets({ username, password, search, searchParams }: URL): string[] {
  const written = search
    .slice(1)
    .split('&')
    .map((pair) => pair.slice(pair.indexOf('=') + 1))
  // `?abc` has a name without a value, and that is then the secret.
  const meant = [...searchParams].map(([name, value]) => (value === '' ? name : value))
  const login = [username, password].flatMap((part) => [part, decoded(part)])
  return secretsAmong([...login, ...written, ...meant])
}

/** Returns the secrets of headers: each word of a value, its parts, and what is in the Base64 of a login. */
export function headerSecrets(headers: readonly Header[]): string[] {
  return secretsAmong(headers.flatMap(([, value]) => [value, ...wordsOf(value), ...loginOf(value)]))
}

/** `session=abc;` has the word itself, and the part `abc`. */
const wordsOf = (value: string): string[] =>
  value.split(/\s+/).flatMap((word) => [word, ...word.split(/[;,="']+/)])

function loginOf(value: string): string[] {
  const [, encoded] = /^basic +([A-Za-z0-9+/_=-]+)$/i.exec(value) ?? []
  if (encoded === undefined) return []
  const login = Buffer.from(encoded, 'base64').toString()
  return [login, login.slice(login.indexOf(':') + 1)]
}

/** Names of a payload's keys whose values are secrets, such as `token` of GitLab. */
const SECRET_KEY = /token|secret|passw|api_?key|private_?key|credential|authorization/i

/** Returns the strings of a payload under names such as `token`, at any depth. */
export function payloadSecrets(values: unknown): string[] {
  const found: string[] = []
  JSON.stringify(values, (key, value: unknown) => {
    if (typeof value === 'string' && SECRET_KEY.test(key)) found.push(value)
    return value
  })
  return secretsAmong(found)
}

/** Parts of addresses that are the same for everybody. To hide them would only spoil answers. */
const PUBLIC_PARTS = new Set(
  (
    'builds buildWithParameters deploy deployment deployments deploys dispatch dispatches hook hooks integrations organizations ' +
    'pipeline pipelines plumber-workflows projects repos services trigger triggers webhook webhooks workflows'
  ).split(' '),
)

/** Returns what an answer may repeat of a URL beyond its secrets: the path, and what is in it. */
export function hiddenParts({ href, pathname, search, hash }: URL): string[] {
  const parts = pathname.split('/').filter((part) => !PUBLIC_PARTS.has(part))
  const path = pathname === '/' ? [] : [pathname + search, pathname, decoded(pathname)]
  const isOrigin = pathname === '/' && search === ''
  const whole = isOrigin ? [] : [href, search, hash.slice(1)]
  return secretsAmong([...whole, ...path, ...parts, ...parts.map(decoded)])
}

export type Concealer = {
  /** Removes secrets from text. */
  readonly conceal: (text: string) => string
  /** The length of the longest form of a secret. */
  readonly longest: number
}

/** Returns what removes these values from text. */
export function concealer(values: readonly string[]): Concealer {
  const redact = redactor(values.flatMap((value) => [value, inHtml(value)]))
  const numbers = values.filter(isTooCommon).toSorted((a, b) => b.length - a.length)
  const conceal = (text: string): string =>
    numbers.reduce((shown, number) => shown.replaceAll(number, '***'), redact(text))
  // The longest form is URL-encoded: `%E4%BD%A0` for one character.
  return { conceal, longest: 9 * Math.max(0, ...values.map((value) => value.length)) }
}

/** As an error page of a server writes it. */
const inHtml = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
