import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { EVENTS } from '../../../kit/events/event-rules.ts'
import { nearest, suggestion } from '../../../kit/text/suggest.ts'
import { typos } from '../../../kit/text/typos.ts'

/** The words of the configuration, and names as people give them. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  route:
    'name on branches branches-ignore tags tags-ignore types cron environment variables forks labels'.split(
      ' ',
    ),
  environment: 'url channel variables hosts gateway batch pause services'.split(' '),
  service: 'image roles ports volumes environment env-file command healthy stop-grace memory'.split(
    ' ',
  ),
  events: Object.keys(EVENTS),
  names: ['staging', 'production', 'uat', 'demo', 'review-{number}'],
}

const NEIGHBOURS: Readonly<Record<string, string>> = { a: 's', e: 'r', i: 'o', n: 'm', t: 'y' }

/** The mistakes that people make in a word: a letter is missing, doubled, its neighbour on the keyboard, or changes places with the next. */
function misspelt(word: string): string[] {
  return Array.from(word).flatMap((letter, at) => {
    const [before, after] = [word.slice(0, at), word.slice(at + 1)]
    const next = after[0]
    const neighbour = NEIGHBOURS[letter]
    return [
      before + after,
      before + letter + letter + after,
      ...(neighbour === undefined ? [] : [before + neighbour + after]),
      ...(next === undefined ? [] : [before + next + letter + after.slice(1)]),
    ]
  })
}

describe.each(Object.entries(LISTS))('the words of a list: %s', (_, words) => {
  test.each(words.filter((word) => word.length > 2))('each typing mistake in %s', (word) => {
    const wrong = misspelt(word).filter((typed) => {
      const found = nearest(typed, words)
      // Another word may be just as near: "type" is "types", not "tpye".
      const isTie =
        found !== undefined && found !== word && typos(typed, found) <= typos(typed, word)
      return found !== word && !isTie && !words.includes(typed) && typed.length > 2
    })
    expect(wrong).toEqual([])
  })
})

test.each([
  ['ulr', 'url'],
  ['URL', 'url'],
  ['chanel', 'channel'],
  ['htsos', undefined],
  ['hsots', 'hosts'],
  ['ur', 'url'],
  ['sergvcies', 'services'],
  ['gtaewya', 'gateway'],
])('%s means %s', (typed, meant) => {
  expect(nearest(typed, LISTS['environment'] ?? [])).toBe(meant)
})

test.each([
  ['hosts', ['ports', 'roles']],
  ['path', ['name', 'port']],
  ['type', ['name', 'mode']],
  ['qa', ['uat', 'demo', 'ci', 'na']],
  ['qa', ['ua']],
  ['x', ['y', 'xy']],
  ['a', ['b']],
  ['if', ['on', 'name']],
  ['dev', ['uat', 'live', 'rc']],
  ['eu', ['us']],
  ['v1', ['v2', 'v10']],
  ['web-1', ['web-2', 'web-3']],
  ['staging-2', ['staging-1']],
  ['test', ['live', 'demo', 'uat']],
  ['', ['a', 'on']],
])('%j is not a misspelling of %j', (typed, known) => {
  expect(nearest(typed, known)).toBeUndefined()
  expect(suggestion(typed, known, 'there are')).toBe(`; there are: ${known.join(', ')}`)
})

test('letters that changed places count once, and the nearest word wins', () => {
  expect(nearest('sku', ['sk', 'suk', 'skulk'])).toBe('sk')
  expect(typos('ulr', 'url')).toBe(1)
  expect(typos('deplyo', 'deploy')).toBe(1)
  expect(typos('abcdef', 'badcfe')).toBe(3)
})

/** By the definition, word beginning by word beginning. */
function byDefinition(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const isSwapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)
  return Math.min(
    byDefinition(a.slice(0, -1), b) + 1,
    byDefinition(a, b.slice(0, -1)) + 1,
    byDefinition(a.slice(0, -1), b.slice(0, -1)) + (a.at(-1) === b.at(-1) ? 0 : 1),
    isSwapped ? byDefinition(a.slice(0, -2), b.slice(0, -2)) + 1 : Number.POSITIVE_INFINITY,
  )
}

test('the count is that of the definition', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 4 })
  fc.assert(fc.property(word, word, (a, b) => typos(a, b) === byDefinition(a, b)))
})
