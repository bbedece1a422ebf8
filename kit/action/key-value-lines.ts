// Inputs of `KEY=VALUE` lines. Their values are secret: no message shows one. Pure.

import { quote } from '../text/escape.ts'
import type { Input } from './inputs.ts'

export type KeyValues = ReadonlyMap<string, string>

/** Reads the lines. */
export const readKeyValueLines: Input<KeyValues> = (raw) => {
  const values = new Map<string, string>()
  const problems: string[] = []
  if (/^\s*[[{]/.test(raw)) return { problems: ['it is JSON; write KEY=VALUE, one per line'] }
  for (const [index, line] of raw.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [, key, value = ''] = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line) ?? []
    if (key === undefined)
      problems.push(`line ${index + 1} is not KEY=VALUE, with a key of letters, digits and _`)
    else if (values.has(key)) problems.push(`line ${index + 1}: ${quote(key)} is given twice`)
    else values.set(key, value)
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
