import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Mode } from '../../actions/docker-tag/src/inputs.ts'
import { makeTag } from '../../actions/docker-tag/src/tag.ts'
import { shortHash, slug } from '../../kit/names.ts'

const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/

const frame = (
  more: { prefix?: string; suffix?: string; maxLength?: number; mode?: Mode } = {},
) => ({
  prefix: '',
  suffix: '',
  maxLength: 128,
  mode: 'hash' as Mode,
  ...more,
})

function tagOf(name: string, more = {}): string {
  const made = makeTag(name, frame(more))
  if ('problem' in made) throw new Error(made.problem)
  return made.tag
}

/** Names as git allows them, many of them alike but for one character. */
const pieces = [
  ...'ab01-_./@#+&()日é',
  'feature',
  'A',
  '-0123456789',
  '-abcdef0123',
  'x'.repeat(130),
]
const refName = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 9 })
  .map((all) => all.join(''))
  .filter((name) => !/^\/|\/$|\/\/|\.\.|(^|\/)\.|\.$|\.lock(\/|$)/.test(name))

describe('slugs and tags of 100,000 generated names', () => {
  const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

  test('slugs are DNS labels, and two names never share one', () => {
    const owners = new Map<string, string>()
    fc.assert(
      fc.property(refName, (name) => {
        const made = slug(name)
        const owner = owners.get(made) ?? name
        owners.set(made, name)
        return label.test(made) && owner === name
      }),
      { numRuns: 100_000 },
    )
    expect(owners.size).toBeGreaterThan(20_000)
  })

  test.each([{}, { maxLength: 16 }, { prefix: 'v', suffix: '-x', maxLength: 63 }])(
    'tags are valid, within the length, stable, and two names never share one: %j',
    (more) => {
      const owners = new Map<string, string>()
      fc.assert(
        fc.property(refName, (name) => {
          const made = tagOf(name, more)
          const owner = owners.get(made) ?? name
          owners.set(made, name)
          const fits = TAG.test(made) && made.length <= frame(more).maxLength
          return fits && owner === name && tagOf(name, more) === made
        }),
        { numRuns: 100_000 },
      )
    },
  )

  test('the hash is the start of the SHA-256 that everybody computes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(shortHash(text)).toBe(createHash('sha256').update(text).digest('hex').slice(0, 10))
      }),
    )
  })
})

describe('the rule', () => {
  test.each([
    ['develop', 'develop'],
    ['Feature_1.x', 'Feature_1.x'],
    ['a-0123456789', `a-0123456789-${shortHash('a-0123456789')}`],
    ['feature/rotate', `feature-rotate-${shortHash('feature/rotate')}`],
    ['日本', `ref-${shortHash('日本')}`],
    ['#123-fix', `123-fix-${shortHash('#123-fix')}`],
    ['a'.repeat(129), `${'a'.repeat(117)}-${shortHash('a'.repeat(129))}`],
  ])('%s', (name, tag) => {
    expect(tagOf(name)).toBe(tag)
  })

  test('after a prefix nothing leading is trimmed', () => {
    expect(tagOf('-x', { prefix: 'v' })).toBe('v-x')
    expect(tagOf('/x', { prefix: 'v' })).toBe(`v-x-${shortHash('/x')}`)
  })

  test('the modes of other tools give their tags, or an error that names the way out', () => {
    expect(tagOf('feature/rotate_collage', { mode: 'strip' })).toBe('featurerotate_collage')
    expect(tagOf('feat-/a', { mode: 'dash' })).toBe('feat--a')
    for (const mode of ['strip', 'dash', 'fail']) {
      expect(makeTag('日本', frame({ mode: mode as Mode }))).toEqual({
        problem: expect.stringMatching(/"日本".*Mode "hash"/),
      })
    }
  })

  test('less room than 12 characters is an error', () => {
    expect(makeTag('a', frame({ maxLength: 16, prefix: 'abcde' }))).toHaveProperty('problem')
    expect(makeTag('a/b', frame({ maxLength: 16, prefix: 'abcd' }))).toHaveProperty('tag')
  })
})
