// Inputs of `KEY=VALUE` lines. Their values are secret: no message shows one. Pure.

import { quote } from '../text/escape.ts'
import type { Input } from './inputs.ts'

export type KeyValues = ReadonlyMap<string, string>

/** Which keys are taken, and how a line is described in the error. */
export type LineRule = { readonly key: RegExp; readonly described: string }

const VARIABLES: LineRule = {
  key: /^[A-Za-z_][A-Za-z0-9_]*$/,
  described: 'KEY=VALUE, with a key of letters, digits and _',
}

/** Reads the lines, whose keys are names of variables. */
export const readKeyValueLines: Input<KeyValues> = (raw) => readLines(raw, VARIABLES)

/** Reads the lines, whose keys follow a rule. Empty lines and comments are ignored. */
export function readLines(
  raw: string,
  { key: rule, described }: LineRule,
): ReturnType<Input<KeyValues>> {
  const values = new Map<string, string>()
  const problems: string[] = []
  if (/^\s*[[{]/.test(raw)) return { problems: ['it is JSON; write KEY=VALUE, one per line'] }
  for (const [index, line] of raw.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const end = line.indexOf('=')
    const key = line.slice(0, Math.max(end, 0)).trimStart()
    if (!rule.test(key)) problems.push(`line ${index + 1} is not ${described}`)
    else if (values.has(key)) problems.push(`line ${index + 1}: ${quote(key)} is given twice`)
    else values.set(key, line.slice(end + 1))
  }
  return problems.length > 0 ? { problems } : { value: values }
}

/** The reader of inputs masks the whole text; the run has to mask each value. */
export const keyValueLines: Input<KeyValues> & { readonly secret: true } = Object.assign(
  readKeyValueLines,
  {
    secret: true as const,
  },
)
