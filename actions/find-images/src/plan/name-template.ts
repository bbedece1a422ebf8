// The input `name`: how a Dockerfile's path becomes the name of its image. Pure.

import { list, quote } from '../../../../kit/text/escape.ts'

export const PLACEHOLDERS = ['directory', 'path', 'suffix'] as const

export type Placeholder = (typeof PLACEHOLDERS)[number]

/** Literal text, and the placeholder after it, if any. */
type Part = { readonly text: string; readonly placeholder?: Placeholder }

export type NameTemplate = { readonly text: string; readonly parts: readonly Part[] }

/** The values of the placeholders for one Dockerfile. */
export type NameValues = Readonly<Record<Placeholder, string>>

/** Parses a template. Returns what is wrong with an invalid one, as a sentence. */
export function parseNameTemplate(text: string): NameTemplate | { readonly problem: string } {
  const parts: Part[] = []
  let from = 0
  for (const { 0: whole, 1: word = '', index } of text.matchAll(/\{([^{}]*)\}/g)) {
    const placeholder = PLACEHOLDERS.find((known) => known === word)
    if (placeholder === undefined) {
      const known = list(PLACEHOLDERS.map((one) => `{${one}}`))
      return { problem: `${quote(whole)} is not a placeholder; there are ${known}` }
    }
    parts.push({ text: text.slice(from, index), placeholder })
    from = index + whole.length
  }
  return { text, parts: [...parts, { text: text.slice(from) }] }
}

/** Returns the name. A placeholder without a value takes the separator before it along. */
export function expandName({ parts }: NameTemplate, values: NameValues): string {
  return parts
    .map(({ text, placeholder }) => {
      if (placeholder === undefined) return text
      const value = values[placeholder]
      return value === '' ? text.replace(/[-_./]$/, '') : text + value
    })
    .join('')
}

/** Returns the values for a Dockerfile. `file` is its path from the input `path`; `top` is the directory's name if that is empty. */
export function nameValues(file: string, top: string): NameValues {
  const slash = file.lastIndexOf('/')
  const path = file.slice(0, Math.max(slash, 0))
  const directory = path === '' ? top : path.slice(path.lastIndexOf('/') + 1)
  return { directory, path, suffix: suffixOf(file.slice(slash + 1)) }
}

function suffixOf(base: string): string {
  if (base.startsWith('Dockerfile.')) return base.slice('Dockerfile.'.length)
  return base.endsWith('.Dockerfile') ? base.slice(0, -'.Dockerfile'.length) : ''
}
