// The arguments and flags of HEALTHCHECK (moby/buildkit, frontend/dockerfile/instructions/parse.go; Go's time.ParseDuration). Pure.

import { quote } from '../../../../kit/text/escape.ts'
import type { FlagKind } from './flags.ts'
import { Invalid } from './invalid.ts'

const DURATIONS = ['interval', 'timeout', 'start-period', 'start-interval']

export const HEALTHCHECK_FLAGS: Readonly<Record<string, FlagKind>> = {
  ...Object.fromEntries(DURATIONS.map((name) => [name, 'once'])),
  retries: 'once',
}

/** Throws Invalid for a check that BuildKit refuses. */
export function checkHealthcheck(
  args: readonly string[],
  flags: ReadonlyMap<string, readonly string[]>,
): void {
  const [kind, ...command] = args
  if (kind === undefined) throw new Invalid('HEALTHCHECK has no argument')
  if (kind.toUpperCase() === 'NONE') {
    if (command.length > 0) throw new Invalid('HEALTHCHECK NONE takes no arguments')
    return
  }
  if (kind.toUpperCase() !== 'CMD')
    throw new Invalid(`HEALTHCHECK needs CMD or NONE, got ${quote(kind)}`)
  if (command.length === 0) throw new Invalid('HEALTHCHECK CMD has no command')
  for (const name of DURATIONS) checkDuration(name, flags.get(name)?.[0] ?? '')
  const [retries = ''] = flags.get('retries') ?? []
  if (retries !== '' && !(/^[+-]?[0-9]+$/.test(retries) && isCount(Number(retries))))
    throw new Invalid(`"--retries" must be an integer from 0, got ${quote(retries)}`)
}

const isCount = (count: number): boolean => count >= 0 && count < 2 ** 31

/** Nanoseconds of each unit of Go's durations. */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
}

function checkDuration(flag: string, text: string): void {
  if (text === '' || /^[+-]?0$/.test(text)) return
  const nanoseconds = duration(text)
  if (nanoseconds === undefined)
    throw new Invalid(`"--${flag}" must be a duration such as 30s, got ${quote(text)}`)
  if (nanoseconds !== 0 && nanoseconds < 1e6)
    throw new Invalid(`"--${flag}" must be at least 1ms, got ${quote(text)}`)
}

/** Returns nanoseconds, or undefined for what is not a duration of Go. */
function duration(text: string): number | undefined {
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(text) ?? []
  let sum = 0
  let at = 0
  while (at < rest.length) {
    const part = /([0-9]*)(\.[0-9]*)?([^.0-9]*)/y
    part.lastIndex = at
    const [all, whole = '', fraction = '', unit = ''] = part.exec(rest) ?? ['']
    const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined
    if (factor === undefined || (whole === '' && fraction.length < 2)) return undefined
    sum += Math.trunc(Number(whole) * factor) + Math.trunc(Number(`0${fraction}`) * factor)
    if (sum >= 2 ** 63) return undefined
    at += all.length
  }
  return rest === '' ? undefined : sum * (sign === '-' ? -1 : 1)
}
