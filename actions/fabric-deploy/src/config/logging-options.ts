// Options of logging drivers that docker refuses, most of them only when it starts the container. Pure.

import type { Position } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { nearest, suggestion } from '../../../../kit/text/suggest.ts'
import type { Report } from '../../../../kit/yaml/schema.ts'
import { isFalse, isRegex, isTemplate, isTrue } from './go-syntax.ts'
import {
  COMMON_OPTIONS,
  DRIVER_OPTIONS,
  REGEX_OPTIONS,
  REQUIRED_OPTIONS,
} from './logging-drivers.ts'
import { wantedValue } from './logging-values.ts'
import { bytesIn } from './memory-size.ts'

type Values = ReadonlyMap<string, string>

/** A driver with its options, and where each of them is in the file. */
export type LoggingEntry = {
  readonly driver: string
  readonly driverAt: Position
  readonly options: ReadonlyMap<string, { readonly value: string; readonly at: Position }>
}

/** Reports every option of a driver that docker would refuse. */
export function checkLogging({ driver, driverAt, options }: LoggingEntry, report: Report): void {
  const known = DRIVER_OPTIONS[driver]
  // A plugin has any other name.
  const near = known ? undefined : nearest(driver, [...Object.keys(DRIVER_OPTIONS), 'none'])
  if (near !== undefined && near !== driver) {
    report(`${quote(driver)} is not a logging driver; did you mean ${quote(near)}?`, driverAt)
  }
  const values: Values = new Map([...options].map(([name, { value }]) => [name, value]))
  for (const name of REQUIRED_OPTIONS[driver] ?? []) {
    if (!values.get(name))
      report(`the logging driver ${quote(driver)} needs the option ${quote(name)}`, driverAt)
  }
  for (const [name, { value, at }] of options) {
    if (driver === 'none') report('the logging driver "none" has no options', at)
    else if (known && !known.includes(name) && !COMMON_OPTIONS.includes(name)) {
      const hint = suggestion(name, known, 'its options are')
      report(`${quote(name)} is not an option of the logging driver ${quote(driver)}${hint}`, at)
    } else {
      const problem = problemOf(driver, name, value, values)
      if (problem !== undefined) report(`the logging option ${quote(name)} ${problem}`, at)
    }
  }
}

function problemOf(
  driver: string,
  name: string,
  value: string,
  values: Values,
): string | undefined {
  if (name === 'mode')
    return /^(?:|blocking|non-blocking)$/.test(value)
      ? undefined
      : 'must be "blocking" or "non-blocking"'
  if (name === 'max-buffer-size') {
    if (values.get('mode') !== 'non-blocking') return 'is only for "mode: non-blocking"'
    return isSize(value) ? undefined : `is not an amount such as 4m: ${quote(value)}`
  }
  if (REGEX_OPTIONS.includes(name) && !isRegex(value))
    return `is not a Go regular expression: ${quote(value)}`
  if (name === 'tag')
    return isTemplate(value)
      ? undefined
      : `is not a Go template such as "{{.Name}}": ${quote(value)}`
  if (driver === 'json-file' || driver === 'local') {
    const problem = rotationProblem(driver, name, value, values)
    if (problem !== undefined) return problem
  }
  const wanted = wantedValue(name, value)
  return wanted === undefined ? undefined : `is not ${wanted}: ${quote(value)}`
}

function rotationProblem(
  driver: string,
  name: string,
  value: string,
  values: Values,
): string | undefined {
  if (name === 'max-size' && (!isSize(value) || (bytesIn(value) ?? 0) < 1))
    return `is not a size such as 10m: ${quote(value)}`
  if (name === 'max-file') {
    if (!/^[0-9]{1,9}$/.test(value) || Number(value) < 1)
      return `is not a number of files from 1: ${quote(value)}`
    // This driver compresses old files by default.
    const isSingle =
      driver === 'local' && Number(value) === 1 && !isFalse(values.get('compress') ?? '')
    return isSingle
      ? 'is 1, so there are no old files to compress: add "compress: false"'
      : undefined
  }
  if (name !== 'compress') return undefined
  if (!isTrue(value) && !isFalse(value)) return `is not true or false: ${quote(value)}`
  const hasOldFiles = values.has('max-size') && Number(values.get('max-file') ?? 1) > 1
  return driver === 'json-file' && isTrue(value) && !hasOldFiles
    ? 'needs "max-size" and a "max-file" of 2 at least'
    : undefined
}

const isSize = (value: string): boolean => bytesIn(value) !== undefined
