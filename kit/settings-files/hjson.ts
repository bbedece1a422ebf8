// Settings in HJSON, which Zappa takes its zappa_settings.json for.
import parse from 'hjson/lib/hjson-parse.js'
import type { SettingsProblem } from './format.ts'
import { dataFormat } from './probed-format.ts'

/** A key may look like that as well. */
const EMPTIES = /(?:'''\s*'''|""|''|\bnull\b)(?!\s*:)/g

/** What hjson's error says, with its place. Behind the column is a part of the file, which is not to be shown. */
export function hjsonProblem(error: unknown): SettingsProblem {
  const said = /^(.*?) at line (\d+),(\d+)/.exec((error as Error).message)
  const at = said ? { at: { line: Number(said[2]), column: Number(said[3]) } } : {}
  return { problem: `it is not valid HJSON${said ? ` (${said[1]})` : ''}`, ...at }
}

export const hjson = dataFormat(parse, hjsonProblem, EMPTIES)
