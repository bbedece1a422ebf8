// The inputs of an action: one schema value gives the reader and the type.

import { quote } from '../text/escape.ts'
import { UserError } from './user-error.ts'

/** Reads one raw input. `problem` completes the sentence `"name" must be ..., got "..."`; `problems` are sentences. */
export type Input<T> = (raw: string) => { value: T } | { problem: string } | { problems: string[] }

/** An input whose value is secret: it is masked before anything else is read. */
export type Secret = Input<string> & { readonly secret: true }

export type Schema = Readonly<Record<string, Input<unknown>>>

export type Inputs<S extends Schema> = {
  readonly [K in keyof S]: S[K] extends Input<infer T> ? T : never
}

/** A string without ASCII whitespace around it; empty if the input is not given. */
export const text: Input<string> = (raw) => ({ value: trimWhitespace(raw) })

/** A secret string. */
export const secret: Secret = Object.assign((raw: string) => ({ value: trimWhitespace(raw) }), {
  secret: true as const,
})

/** A string as it is: in YAML, whitespace counts. */
export const verbatim: Input<string> = (raw) => ({ value: raw })

/** A string that matches a rule; `described` names the rule in the error. */
export function textOf(rule: RegExp, described: string): Input<string> {
  return (raw) => {
    const value = trimWhitespace(raw)
    return rule.test(value) ? { value } : { problem: described }
  }
}

/** An integer from `from` to `to`. */
export function integer(from: number, to: number): Input<number> {
  return (raw) => {
    const digits = trimWhitespace(raw)
    const value = Number(digits)
    if (/^\d{1,15}$/.test(digits) && value >= from && value <= to) return { value }
    return { problem: `an integer from ${from} to ${to}` }
  }
}

/** One of several words. */
export function oneOf<const W extends string>(...words: readonly W[]): Input<W> {
  return (raw) => {
    const value = words.find((word) => word === trimWhitespace(raw))
    return value === undefined ? { problem: `one of ${words.join(', ')}` } : { value }
  }
}

/** `true` or `false`, as YAML and workflows write them. */
export const flag: Input<boolean> = (raw) => {
  const value = trimWhitespace(raw).toLowerCase()
  return value === 'true' || value === 'false'
    ? { value: value === 'true' }
    : { problem: 'true or false' }
}

/** A list with one entry on each line, read by `read`. Empty lines and comments are ignored. */
export function lines<T>(
  read: (line: string) => { value: T } | { problem: string },
  comment?: string,
): Input<readonly T[]> {
  return (raw) => {
    const entries = raw
      .split(/\r\n|\r|\n/)
      .map(trimWhitespace)
      .filter((line) => line !== '' && !(comment !== undefined && line.startsWith(comment)))
      .map(read)
    const problems = entries.flatMap((entry) => ('problem' in entry ? [entry.problem] : []))
    if (problems.length > 0) return { problems }
    return { value: entries.flatMap((entry) => ('value' in entry ? [entry.value] : [])) }
  }
}

/**
 * Masks the secrets, then reads all inputs from the environment variables that the runner sets (`INPUT_<NAME>`, hyphens kept).
 * Throws one UserError that lists every problem, with `reason`.
 */
export function readInputs<S extends Schema>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
  mask: (value: string) => void,
  reason = 'bad-input',
): Inputs<S> {
  const rawOf = (name: string): string => env[`INPUT_${name.toUpperCase()}`] ?? ''
  for (const [name, read] of Object.entries(schema)) {
    const value = trimWhitespace(rawOf(name))
    if ('secret' in read && value !== '') mask(value)
  }
  const values: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, read] of Object.entries(schema)) {
    const raw = rawOf(name)
    const result = read(raw)
    if ('value' in result) values[name] = result.value
    else if ('problems' in result)
      problems.push(...result.problems.map((one) => `"${name}": ${one}`))
    else
      problems.push(
        `"${name}" must be ${result.problem}, got ${'secret' in read ? 'a secret' : quote(raw)}`,
      )
  }
  if (problems.length > 0) throw new UserError(reason, problems.join('\n'))
  return values as Inputs<S>
}

/** Removes ASCII whitespace at both ends. `trim()` would also remove U+00A0, U+3000 and U+FEFF, which git allows in names. */
export function trimWhitespace(raw: string): string {
  const isWhitespace = (index: number): boolean => ' \t\r\n\f\v'.includes(raw[index] ?? '?')
  let start = 0
  let end = raw.length
  while (start < end && isWhitespace(start)) start += 1
  while (end > start && isWhitespace(end - 1)) end -= 1
  return raw.slice(start, end)
}
