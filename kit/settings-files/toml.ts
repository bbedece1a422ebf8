// Settings in TOML. It has no null: what is empty is an empty text.
import { parse, type TomlError } from 'smol-toml'
import type { SettingsProblem } from './format.ts'
import { dataFormat } from './probed-format.ts'

/** A multi-line text may begin with a line end, which is no part of it. */
const EMPTIES = /(?:"""(?:\r?\n)?"""|'''(?:\r?\n)?'''|""|'')(?!\s*=)/g

/** What the parser's error says, with its place. */
export function tomlProblem(error: unknown): SettingsProblem {
  const { line, column, message } = error as TomlError
  const at = line === undefined ? {} : { at: { line, column } }
  return { problem: `it is not valid TOML (${message.split('\n')[0]})`, ...at }
}

export const toml = dataFormat(
  (text) => parse(text, { integersAsBigInt: true }),
  tomlProblem,
  EMPTIES,
)
