// Settings in HJSON, as which Zappa reads zappa_settings.json.

import parse from 'hjson/lib/hjson-parse.js'
import type { SettingsProblem } from './format.ts'
import { dataFormat } from './probed-format.ts'

/** Followed by a colon, it is a key. */
const EMPTIES = /(?:'''\s*'''|""|''|\bnull\b)(?!\s*:)/g

/** Converts an error of hjson. After the column its message quotes the file, which must not be shown. */
export function hjsonProblem(error: unknown): SettingsProblem {
  const match = /^(.*?) at line (\d+),(\d+)/.exec((error as Error).message)
  const at = match ? { at: { line: Number(match[2]), column: Number(match[3]) } } : {}
  return { problem: `it is not valid HJSON${match ? ` (${match[1]})` : ''}`, ...at }
}

export const hjson = dataFormat(parse, hjsonProblem, EMPTIES)
