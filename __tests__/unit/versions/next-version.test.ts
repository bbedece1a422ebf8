import { describe, expect, test } from '@jest/globals'
import { firstFree, movesOf, nextInChannel, stepFrom } from '../../../kit/versions/next-version.ts'
import { formatPep440, type Pep440, parsePep440 } from '../../../kit/versions/pep440.ts'

const parsed = (text: string): Pep440 => {
  const version = parsePep440(text)
  if (!version) throw new Error(text)
  return version
}

test.each([
  ['1.2.3', '2.0.0', '1.3.0', '1.2.4'],
  ['1.2', '2.0.0', '1.3.0', '1.2.1'],
  ['1.2.3.post4', '2.0.0', '1.3.0', '1.2.4'],
  ['1!1.2.3', '1!2.0.0', '1!1.3.0', '1!1.2.4'],
  [undefined, '1.0.0', '0.1.0', '0.0.1'],
])('after %s: major %s, minor %s, patch %s', (base, ...expected) => {
  const from = base === undefined ? undefined : parsed(base)
  const made = (['major', 'minor', 'patch'] as const).map((step) =>
    formatPep440(stepFrom(from, step)),
  )
  expect(made).toEqual(expected)
})

describe('the next of a channel', () => {
  const next = (
    version: string,
    known: readonly string[],
    channel: 'beta' | 'rc' | 'alpha' = 'beta',
  ) => formatPep440(nextInChannel(parsed(version), channel, known.map(parsed)))
  test.each([
    ['the first', [], '1.3.0b1'],
    ['numbers are compared as numbers, not as strings', ['1.3.0b9', '1.3.0b10'], '1.3.0b11'],
    ['tags in any spelling count', ['1.3.0-beta.4', 'v1.3.b5', '1.3.0.b6'], '1.3.0b7'],
    [
      'only tags of its own version and channel count',
      ['1.4.0b9', '1.3.0rc9', '1.3.0a9', '1!1.3.0b9', '1.3.0'],
      '1.3.0b1',
    ],
    [
      'two spellings of another version do not count',
      ['0.26.0.b5069', 'v0.26.0.b5069', '1.3.0b1'],
      '1.3.0b2',
    ],
  ])('%s', (_, known, expected) => {
    expect(next('1.3.0', known)).toBe(expected)
  })

  test('rc and alpha', () => {
    expect(next('1.3.0', ['1.3.0rc1'], 'rc')).toBe('1.3.0rc2')
    expect(next('1.3.0', [], 'alpha')).toBe('1.3.0a1')
  })
})

test.each([
  ['2.0.1', ['2.0.0', '1.9.0'], ['2.0', '2', 'latest']],
  ['1.9.1', ['2.0.1', '1.9.0'], ['1.9', '1']],
  ['1.8.5', ['2.0.1', '1.9.0', '1.8.4'], ['1.8']],
  ['1.8.3', ['1.8.4'], []],
  ['1.10.0', ['1.9.0'], ['1.10', '1', 'latest']],
  ['2.0.0rc1', ['1.9.0'], []],
  ['2.0.0', ['2.1.0rc1', '3.0.0.dev1'], ['2.0', '2', 'latest']],
  ['201704.15', ['201704.9', '201703.2'], ['201704', 'latest']],
  ['1!1.0', ['9.0'], ['1-1', 'latest']],
  ['1.2.0.post1', ['1.2.0'], ['1.2', '1', 'latest']],
])('%s, given the versions %j, moves %j', (version, known, expected) => {
  expect(movesOf(parsed(version), known.map(parsed))).toEqual(expected)
})

test.each([
  ['1.2.1', 'patch', ['1.2.0'], '1.2.1'],
  ['1.2.1', 'patch', ['1.2.1'], '1.2.2'],
  ['1.2.1', 'patch', ['1.2.7', '1.3.4'], '1.2.8'],
  ['1.2.1', 'patch', ['1.2.1rc1'], '1.2.1'],
  ['1.3.0', 'minor', ['1.4.2', '2.0.0'], '1.5.0'],
  ['2.0.0', 'major', ['3.1.0'], '4.0.0'],
] as const)('%s after a %s step, with the tags %j, is %s', (wanted, step, known, expected) => {
  expect(formatPep440(firstFree(parsed(wanted), step, known.map(parsed)))).toBe(expected)
})
