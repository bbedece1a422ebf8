// Which names get which values. Pure.

import { list, quote } from '../../../kit/text/escape.ts'

export type Wanted = {
  readonly names: readonly string[]
  readonly optional: readonly string[]
  readonly prefix: string
}

/** A name in the file, and whether its value is empty. */
export type KnownName = { readonly name: string; readonly isEmpty: boolean }

export type Plan = {
  readonly values: ReadonlyMap<string, string>
  /** Names without a value in the environment. */
  readonly missing: readonly string[]
  /** Requested names that already have a value in the file. */
  readonly kept: readonly string[]
  /** Warnings for the user. */
  readonly warnings: readonly string[]
  readonly refused: Refusal | undefined
}

export type Refusal = { readonly reason: 'no-name' | 'no-value'; readonly problem: string }

/** Plans what to fill, or returns why nothing is filled. */
export function planOf(
  wanted: Wanted,
  known: readonly KnownName[],
  valueFor: (name: string) => string | undefined,
): Plan {
  const requested =
    wanted.names.length > 0 ? [...new Set(wanted.names)] : known.map(({ name }) => name)
  const empty = new Set(known.filter(({ isEmpty }) => isEmpty).map(({ name }) => name))
  const has = new Set(known.map(({ name }) => name))
  const unknownNames = requested.filter((name) => !has.has(name))
  const open = requested.filter((name) => empty.has(name))
  const isSet = (name: string): boolean => (valueFor(name) ?? '') !== ''
  const missing = open.filter((name) => !isSet(name))
  const needed = missing.filter((name) => !wanted.optional.includes(name))
  const problems = [lackingProblem(unknownNames, known), missingProblem(needed, wanted.prefix)]
  const problem = problems.filter((one) => one !== '').join('\n')
  const unknown = wanted.optional.filter((name) => !requested.includes(name))
  return {
    values: new Map(open.filter(isSet).map((name) => [name, valueFor(name) ?? ''])),
    missing,
    kept: wanted.names.length > 0 ? requested.filter((n) => has.has(n) && !empty.has(n)) : [],
    warnings:
      unknown.length === 0
        ? []
        : [`"optional" has ${list(unknown)}, which is not among the names to fill`],
    refused:
      problem === ''
        ? undefined
        : { reason: unknownNames.length > 0 ? 'no-name' : 'no-value', problem },
  }
}

function lackingProblem(names: readonly string[], known: readonly KnownName[]): string {
  if (names.length === 0) return ''
  const shown = known.slice(0, 20).map(({ name }) => name)
  const present =
    shown.length === 0
      ? 'nothing'
      : `${list(shown)}${known.length > shown.length ? ` and ${known.length - shown.length} more` : ''}`
  const hint = names.some((name) => name.includes(',')) ? '; write one name per line' : ''
  return `The file lacks ${list(names)}; it has ${present}${hint}`
}

function missingProblem(names: readonly string[], prefix: string): string {
  if (names.length === 0) return ''
  const variables = names.map((name) => prefix + name)
  return `There is no value for ${list(variables)} in the environment (an unset secret is empty); set ${names.length === 1 ? 'it' : 'them'} under "env" or in "values", or list ${names.length === 1 ? quote(names[0] ?? '') : 'those that may stay empty'} in "optional"`
}
