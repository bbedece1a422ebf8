// `{number}`, `{slug}`, `{sha}` and `{name}` in environment names, URLs and values.

import { quote } from '../text/escape.ts'
import { suggestion } from '../text/suggest.ts'
import { type Schema, text } from '../yaml/schema.ts'

const PLACEHOLDERS = ['number', 'slug', 'sha', 'name'] as const

export type Placeholder = (typeof PLACEHOLDERS)[number]

/** A value for each placeholder; empty if the event has none. */
export type PlaceholderValues = Readonly<Record<Placeholder, string>>

const WORD = /\{([A-Za-z][A-Za-z0-9_-]*)\}/g

/** Returns the placeholders in a string, in order. */
export function placeholdersIn(template: string): Placeholder[] {
  return [...template.matchAll(WORD)].map((match) => match[1] as Placeholder)
}

/** Fills in every placeholder; each value goes through `encode` first. */
export function fill(
  template: string,
  values: PlaceholderValues,
  encode: (value: string) => string = (value) => value,
): string {
  return template.replace(WORD, (_, name: Placeholder) => encode(values[name]))
}

function unknown(template: string, known: readonly string[]): string | undefined {
  const odd = placeholdersIn(template).find((name) => !known.includes(name))
  if (odd === undefined) return undefined
  const names = known.map((name) => `{${name}}`)
  return `contains the unknown placeholder ${quote(`{${odd}}`)}${suggestion(`{${odd}}`, names, 'there are')}`
}

const NAME_PLACEHOLDERS = ['number', 'slug', 'sha']
const NAME = /^(?:[^{}\p{Cc}\p{Zl}\p{Zp}]|\{(?:number|slug|sha)\})+$/u

/** An environment's name. GitHub takes at most 255 characters; `{name}` is not allowed, since a branch name may contain slashes. */
export const environmentName: Schema<string> = text(
  () => ({ pattern: `(?=^\\S)(?=[\\s\\S]*\\S$)${NAME.source}`, maxLength: 255 }),
  (value) => {
    if (value === '') return 'must not be empty'
    if ([...value].length > 255) return 'is longer than 255 characters'
    if (value.includes('{name}')) return 'contains "{name}", which may contain a "/"; use "{slug}"'
    const odd = unknown(value, NAME_PLACEHOLDERS)
    if (odd !== undefined) return odd
    if (/^\s|\s$/.test(value)) return 'starts or ends with a space'
    return NAME.test(value)
      ? undefined
      : 'is not an environment name: it contains a brace or a line break'
  },
)

// No {name} in the host: a branch named `evil.example/x` would choose it.
const URL_LIKE =
  /^https?:\/\/(?:[^\s{}"<>\\^`|/?#]|\{(?:number|slug|sha)\})+(?:[/?#](?:[^\s{}"<>\\^`|]|\{(?:number|slug|sha|name)\})*)?$/

/** An http or https URL with placeholders. */
export const urlTemplate: Schema<string> = text(
  () => ({ pattern: URL_LIKE.source }),
  (value) => {
    const odd = unknown(value, PLACEHOLDERS)
    if (odd !== undefined) return odd
    if (/^https?:\/\/[^/?#]*\{name\}/.test(value)) {
      return 'contains "{name}" in its host, which a branch name could then choose; use "{slug}"'
    }
    return URL_LIKE.test(value) ? undefined : 'is not a URL that starts with https:// or http://'
  },
)

const VALUE = /^(?![\s\S]*\{(?!(?:number|slug|sha|name)\})[A-Za-z][A-Za-z0-9_-]*\})/

/** Any string with placeholders; braces around anything but a word are literal. */
export const valueTemplate: Schema<string> = text(
  () => ({ pattern: VALUE.source }),
  (value) => unknown(value, PLACEHOLDERS),
)
