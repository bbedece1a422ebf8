import { createRequire } from 'node:module'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isTag } from '../../../kit/docker/image-reference.ts'
import { comparePep440, type Pep440, parsePep440 } from '../../../kit/versions/pep440.ts'
import { dockerTagOf, semverOf } from '../../../kit/versions/to-semver.ts'

const semver = createRequire(import.meta.url)('semver') as {
  valid(version: string): string | null
  compare(a: string, b: string): number
}

const parsed = (text: string): Pep440 => {
  const version = parsePep440(text)
  if (!version) throw new Error(text)
  return version
}

test.each([
  ['1.2', '1.2.0', '1.2'],
  ['1.2.0rc1', '1.2.0-rc.1', '1.2.0-rc.1'],
  ['1.2.0.dev5', '1.2.0-0.dev.5', '1.2.0-dev.5'],
  ['1.2.0.post3', '1.2.1-0.0.post.3', '1.2.0-post.3'],
  ['1.2.0+3.gabc', '1.2.0+3.gabc', '1.2.0_3.gabc'],
  ['1!1.2.0', '', '1-1.2.0'],
  ['2017.04.01', '2017.4.1', '2017.4.1'],
  ['201704.15', '201704.15.0', '201704.15'],
  ['1.2.3.4', '1.2.3+4', '1.2.3.4'],
  ['1.3.0b4', '1.3.0-beta.4', '1.3.0-beta.4'],
])('%s is %s in SemVer and %s as a docker tag', (text, inSemver, asTag) => {
  expect([semverOf(parsed(text)), dockerTagOf(parsed(text))]).toEqual([inSemver, asTag])
})

describe('from any version,', () => {
  const part = (...values: readonly string[]) => fc.constantFrom('', '', ...values)
  const versions = fc
    .tuple(
      fc.constantFrom('1', '1.0', '1.2', '1.2.0', '1.2.1', '1.10', '2', '0.0.1'),
      part('a0', 'a1', 'b1', 'b2', 'rc1', 'rc2', 'rc10'),
      part('.post0', '.post1', '.post2', '.post10'),
      part('.dev0', '.dev1', '.dev10'),
      part('+a', '+1.g0012', '+3.gabc.dirty'),
    )
    .map((parts) => parts.join(''))

  test('the SemVer version and the docker tag are valid', () => {
    fc.assert(
      fc.property(versions, (text) => {
        const version = parsed(text)
        expect(semver.valid(semverOf(version))).not.toBeNull()
        expect(isTag(dockerTagOf(version))).toBe(true)
      }),
    )
  })

  test('SemVer keeps the order, except for development releases of a0 and b0', () => {
    const bare = versions
      .map((text) => text.split('+')[0] ?? '')
      .filter((text) => !/[ab]0\.dev/.test(text))
    fc.assert(
      fc.property(bare, bare, (one, other) => {
        const [a, b] = [parsed(one), parsed(other)]
        const order = semver.compare(semverOf(a), semverOf(b))
        expect([one, other, order]).toEqual([one, other, Math.sign(comparePep440(a, b))])
      }),
      { numRuns: 5000 },
    )
  })
})
