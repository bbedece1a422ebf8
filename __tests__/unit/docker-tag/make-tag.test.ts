import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Mode } from '../../../actions/docker-tag/src/inputs.ts'
import { makeTag } from '../../../actions/docker-tag/src/make-tag.ts'
import { shortHash, slug } from '../../../kit/text/slug.ts'

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

/** Names as git allows them, many of them different in one character only. */
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

const seed = Date.now()
const names = fc.sample(refName, { numRuns: 100_000, seed })

/** Returns the names whose result is wrong: `isSound` rejects it, or another name has the same. */
function wrong(make: (name: string) => string, isSound: (made: string) => boolean): object {
  const owners = new Map<string, string>()
  const wrongOnes = names.flatMap((name, index) => {
    const made = make(name)
    const owner = owners.get(made) ?? name
    owners.set(made, name)
    const stable = index % 10 > 0 || make(name) === made
    return isSound(made) && owner === name && stable ? [] : [{ name, made, owner }]
  })
  return { seed, found: wrongOnes.slice(0, 5), distinct: owners.size > 20_000 }
}

const NONE = { seed, found: [], distinct: true }

describe('slugs and tags of 100,000 generated names', () => {
  const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

  test('slugs are DNS labels, stable, and two names never share one', () => {
    expect(wrong(slug, (made) => label.test(made))).toEqual(NONE)
  })

  test.each([{}, { maxLength: 16 }, { prefix: 'v', suffix: '-x', maxLength: 63 }])(
    'tags are valid, within the length, stable, and two names never share one: %j',
    (more) => {
      const { maxLength } = frame(more)
      const isSound = (made: string): boolean => TAG.test(made) && made.length <= maxLength
      expect(wrong((name) => tagOf(name, more), isSound)).toEqual(NONE)
    },
  )

  test('this check finds a rule that gives two names the same result', () => {
    expect(
      wrong(
        (name) => name.toLowerCase(),
        () => true,
      ),
    ).not.toEqual(NONE)
  })

  test('a name that already looks like a name with a hash gets a hash of its own', () => {
    const made = slug('feature/x')
    expect(made).toMatch(/^feature-x-[0-9a-f]{10}$/)
    expect(slug(made)).not.toBe(made)
    expect(slug('feature-x')).toBe('feature-x')
  })

  test('the hash is the start of the SHA-256 of node:crypto', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(shortHash(text)).toBe(createHash('sha256').update(text).digest('hex').slice(0, 10))
      }),
    )
  })
})

describe('the tag of a name', () => {
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

  test('after a prefix, nothing is trimmed from the start of the name', () => {
    expect(tagOf('-x', { prefix: 'v' })).toBe('v-x')
    expect(tagOf('/x', { prefix: 'v' })).toBe(`v-x-${shortHash('/x')}`)
  })

  test('the modes of other tools give their tags, or an error that suggests mode hash', () => {
    expect(tagOf('feature/rotate_collage', { mode: 'strip' })).toBe('featurerotate_collage')
    expect(tagOf('feat-/a', { mode: 'dash' })).toBe('feat--a')
    for (const mode of ['strip', 'dash', 'fail']) {
      expect(makeTag('日本', frame({ mode: mode as Mode }))).toEqual({
        problem: expect.stringMatching(/"日本".*Mode "hash"/),
      })
    }
  })

  test('an error suggests mode hash, and says how much room that needs if there is too little', () => {
    const frame16 = frame({ mode: 'fail', maxLength: 16, prefix: 'abcdef' })
    expect(makeTag('a/b', frame16)).toEqual({ problem: expect.stringContaining('it needs 12') })
    expect(makeTag('a/b', frame({ mode: 'fail' }))).toEqual({
      problem: expect.stringMatching(/Mode "hash" gives every name a tag of its own$/),
    })
  })

  test('room for fewer than 12 characters is an error', () => {
    expect(makeTag('a', frame({ maxLength: 16, prefix: 'abcde' }))).toHaveProperty('problem')
    expect(makeTag('a/b', frame({ maxLength: 16, prefix: 'abcd' }))).toHaveProperty('tag')
  })
})
