// Inputs of values that are `KEY=VALUE` lines or a JSON object, such as `toJSON(vars)`. No message shows a value. Pure.

import { quote } from '../text/escape.ts'
import { type Input, trimWhitespace } from './inputs.ts'
import { isJson, type JsonEntry, placeOf, readJsonEntries } from './json-entries.ts'
import { type KeyValues, readKeyValueLines } from './key-value-lines.ts'

/**
 * Reads lines, or JSON if the text begins like it. Not masked as a whole: the runner would mask each line of it, and with the line `{`
 * nearly every output. The run has to mask the values.
 */
export const keyValues: Input<KeyValues> = (raw) => {
  const text = raw.replace(/^\uFEFF/, '')
  return isJson(text) ? readJson(trimWhitespace(text)) : readKeyValueLines(raw)
}

function readJson(text: string): ReturnType<Input<KeyValues>> {
  const read = readJsonEntries(text)
  if ('problems' in read) return read
  const problems = read.entries.flatMap(({ name, kind, offset }) =>
    kind === 'object' || kind === 'array'
      ? [
          `${placeOf(text, offset)}: ${quote(name)} is ${kind === 'array' ? 'a list' : 'an object'}; its value must be a string`,
        ]
      : [],
  )
  if (problems.length > 0) return { problems }
  return { value: new Map(read.entries.map((entry) => [entry.name, stringOf(entry)])) }
}

/** Returns a number or a boolean as it is written: as a number of JavaScript, a long one would lose digits. Null is not a value. */
const stringOf = ({ kind, value, source }: JsonEntry): string =>
  kind === 'null' ? '' : kind === 'string' ? String(value) : source
