// Settings in TOML. It has no null: empty values are empty strings.

import { parse, type TomlError } from 'smol-toml'
import { tomlMessage } from '../text/toml-error.ts'
import type { Format, SettingsProblem } from './format.ts'
import { dataFormat } from './probed-format.ts'

/** A multi-line string may start with a line break, which is not part of it. */
const EMPTIES = /(?:"""(?:\r?\n)?"""|'''(?:\r?\n)?'''|""|'')(?!\s*=)/g

/** Converts an error of the parser. */
export function tomlProblem(error: unknown): SettingsProblem {
  const { line, column } = error as TomlError
  const at = line === undefined ? {} : { at: { line, column } }
  return { problem: `it is not valid TOML (${tomlMessage(error)})`, ...at }
}

/** An empty file is valid TOML. */
export const toml: Format = {
  mayBeEmpty: true,
  ...dataFormat((text) => parse(text, { integersAsBigInt: true }), tomlProblem, EMPTIES),
}
