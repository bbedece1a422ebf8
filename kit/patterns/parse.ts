// Parses GitHub's patterns for branches, tags and paths. Rules: the filter pattern cheat sheet on GitHub's page "Workflow
// syntax"; syntax errors are what GitHub and actionlint refuse.

import { quote } from '../text/escape.ts'

/** Ranges of code points, both ends included; `negated` means all other characters. */
export type CharacterSet = {
  readonly negated: boolean
  readonly ranges: readonly (readonly [number, number])[]
}

/** One step of a pattern. `directories` is a leading `**` and `/`: nothing, or anything that ends with a slash. */
export type Step =
  | { readonly kind: 'one' | 'optional' | 'repeated' | 'any'; readonly set: CharacterSet }
  | { readonly kind: 'directories' }

export type Pattern = {
  readonly text: string
  /** It starts with `!`: what it matches is excluded. */
  readonly negative: boolean
  /** The string that every name must start with. */
  readonly prefix: string
  /** What follows the prefix; nothing for a plain name. */
  readonly steps: readonly Step[]
}

const EVERY: CharacterSet = { negated: true, ranges: [] }
const NO_SLASH: CharacterSet = { negated: true, ranges: [[47, 47]] }

/** Returns whether a set contains a character. */
export function has(set: CharacterSet, point: number): boolean {
  return set.ranges.some(([from, to]) => from <= point && point <= to) !== set.negated
}

/**
 * Parses a pattern of `branches` or `tags`. If GitHub would refuse it, returns what is wrong, to complete `"x" is not a pattern:`.
 * The string is read as code points.
 */
export function parsePattern(text: string): Pattern | { readonly problem: string } {
  const negative = text.startsWith('!')
  const characters = [...(negative ? text.slice(1) : text)]
  if (characters.length === 0) {
    return { problem: negative ? 'a "!" needs a pattern after it' : 'it is empty' }
  }
  const steps: Step[] = []
  let index = 0
  while (index < characters.length) {
    const taken = takeStep(characters, index)
    if ('problem' in taken) return taken
    if (taken.quantifier) {
      const last = steps.pop()
      if (last?.kind !== 'one') return { problem: misplaced(taken.quantifier) }
      steps.push({ kind: taken.quantifier === '?' ? 'optional' : 'repeated', set: last.set })
    } else {
      steps.push(taken.step)
    }
    index = taken.next
  }
  return { text, negative, ...withPrefix(steps) }
}

function withPrefix(steps: readonly Step[]): Pick<Pattern, 'prefix' | 'steps'> {
  let prefix = ''
  for (const [index, step] of steps.entries()) {
    const point = step.kind === 'one' ? onlyPoint(step.set) : undefined
    if (point === undefined) return { prefix, steps: steps.slice(index) }
    prefix += String.fromCodePoint(point)
  }
  return { prefix, steps: [] }
}

/** Returns the character of a set that contains exactly one. */
export function onlyPoint({ negated, ranges }: CharacterSet): number | undefined {
  const [range, more] = ranges
  return range && !more && !negated && range[0] === range[1] ? range[0] : undefined
}

type Taken =
  | { readonly step: Step; readonly quantifier?: never; readonly next: number }
  | { readonly quantifier: '?' | '+'; readonly next: number }
  | { readonly problem: string }

function takeStep(characters: readonly string[], index: number): Taken {
  const character = characters[index] ?? ''
  const following = characters[index + 1]
  switch (character) {
    case '*':
      if (following !== '*') return { step: { kind: 'any', set: NO_SLASH }, next: index + 1 }
      if (beginsDirectories(characters, index)) {
        return { step: { kind: 'directories' }, next: index + 3 }
      }
      return { step: { kind: 'any', set: EVERY }, next: index + 2 }
    case '?':
    case '+':
      return { quantifier: character, next: index + 1 }
    case '[':
      return takeClass(characters, index + 1)
    case '\\':
      if (following === undefined) return { problem: 'the backslash at the end escapes nothing' }
      return { step: literal(following), next: index + 2 }
    default:
      return { step: literal(character), next: index + 1 }
  }
}

/** Returns whether `**` and `/` match whole directories: at the start of a part, with no quantifier after the slash. */
function beginsDirectories(characters: readonly string[], index: number): boolean {
  const partBegins = index === 0 || characters[index - 1] === '/'
  return partBegins && characters[index + 2] === '/' && !/^[?+]$/.test(characters[index + 3] ?? '')
}

function literal(character: string): Step {
  const point = character.codePointAt(0) ?? 0
  return { kind: 'one', set: { negated: false, ranges: [[point, point]] } }
}

function misplaced(quantifier: '?' | '+'): string {
  const means = quantifier === '?' ? 'zero or one' : 'one or more'
  return `"${quantifier}" means ${means} of the character before it, but there is none to repeat (write \\${quantifier} for the character itself)`
}

/** `[...]`: letters and digits, alone or in ranges inside a-z, A-Z or 0-9. */
function takeClass(characters: readonly string[], start: number): Taken {
  const end = characters.indexOf(']', start)
  if (end < 0) return { problem: 'a "[" has no "]" (write \\[ for the character itself)' }
  if (end === start) return { problem: '"[]" is empty' }
  const ranges: [number, number][] = []
  let index = start
  while (index < end) {
    const from = characters[index] ?? ''
    const isRange = characters[index + 1] === '-'
    const to = isRange ? (characters[index + 2] ?? '') : from
    const shown = quote(`[${characters.slice(start, end).join('')}]`)
    if (isRange && index + 2 >= end) return { problem: `a range in ${shown} has no end` }
    if (!/^[A-Za-z0-9]$/.test(from) || !/^[A-Za-z0-9]$/.test(to)) {
      return { problem: `${shown} may contain only letters a-z and A-Z and digits` }
    }
    if (kindOf(from) !== kindOf(to) || from > to) {
      return { problem: `${quote(`${from}-${to}`)} is not a range inside a-z, A-Z or 0-9` }
    }
    ranges.push([from.charCodeAt(0), to.charCodeAt(0)])
    index += isRange ? 3 : 1
  }
  return { step: { kind: 'one', set: { negated: false, ranges } }, next: end + 1 }
}

const kindOf = (character: string): number => (character <= '9' ? 0 : character <= 'Z' ? 1 : 2)
