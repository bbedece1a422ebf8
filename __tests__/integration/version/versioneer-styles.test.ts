import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { renderRepaired } from '../../../actions/version/src/repaired-styles.ts'
import { type Pieces, render, STYLES } from '../../../actions/version/src/versioneer-styles.ts'
import { comparePep440, parsePep440 } from '../../../kit/versions/pep440.ts'
import { python } from '../../support/python/python.ts'
import { withTool } from '../../support/tools.ts'

const tags = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      '1.2.0',
      '1.2.0rc1',
      '1.2.0.post1',
      '1.2.0.dev3',
      '1.0.post1.dev2',
      '1.0.post',
      '1.post1.post2',
    ],
    ...[
      '1.2.0+ubuntu1',
      '1.0.post1+u',
      '1!1.2.0',
      '0.10.3.a5',
      '1.2.0-beta.1',
      '2017.04.01',
      '1.2-foo',
      '1',
    ],
    ...[
      '1.post1_0',
      '1.post-3',
      '1.post 4',
      '9-1-gabc',
      '201704.15',
      '1.2.0-rc.1.2',
      '7é',
      '1.0.post99999999999999999999',
    ],
  ),
  fc
    .array(
      fc.constantFrom(
        '1',
        '.2',
        '.post',
        '.post3',
        '.dev',
        '.dev4',
        'rc1',
        'b',
        '-x',
        '+l',
        '_',
        '.',
        '0',
      ),
      { maxLength: 6 },
    )
    .map((parts) => `1${parts.join('')}`),
)
const pieces: fc.Arbitrary<Pieces> = fc.record({
  tag: tags,
  distance: fc.constantFrom(0, 1, 3, 12, 1185),
  short: fc.constantFrom('abc1234', '0012345', '1234567', '33896f5d'),
  dirty: fc.boolean(),
  onDefault: fc.boolean(),
})

const seed = Date.now()
const cases = fc.sample(pieces, { numRuns: 3000, seed })

withTool('versioneer', (tool) => {
  describe('the eight styles', () => {
    test('are rendered as by Versioneer from the same facts', () => {
      const program = `
import base64, types, versioneer
module = types.ModuleType('whole')
exec(base64.b64decode(versioneer.VERSIONEER_b64), module.__dict__)
def render(one, style):
    pieces = {'closest-tag': one['tag'] or None, 'distance': one['distance'], 'short': one['short'], 'long': one['short'],
              'dirty': one['dirty'], 'branch': 'master' if one['onDefault'] else 'x', 'error': None}
    try:
        return module.render(pieces, style)['version']
    except ValueError:
        return None
result = [[render(one, style) for style in data['styles']] for one in data['cases']]`
      const theirs = python(tool, program, { cases, styles: STYLES }) as (string | null)[][]
      const different = cases.flatMap((one, index) =>
        STYLES.flatMap((style, at) => {
          const made = render(style, one)
          const ours = typeof made === 'string' ? made : null
          return ours === theirs[index]?.[at]
            ? []
            : [{ one, style, ours, theirs: theirs[index]?.[at] }]
        }),
      )
      expect({ seed, different: different.slice(0, 5) }).toEqual({ seed, different: [] })
      expect(theirs.flat().filter((one) => one === null).length).toBeGreaterThan(10)
    })

    test('repaired, are valid versions in Python; valid ones are not changed', () => {
      const styles = STYLES.filter((style) => !style.startsWith('git-'))
      const all = cases.flatMap((one) =>
        styles.map((style) => ({ one, style, ...renderRepaired(style, one) })),
      )
      const program = `
from packaging.version import Version, InvalidVersion
def valid(text):
    try:
        Version(text)
        return True
    except InvalidVersion:
        return False
result = [valid(text) for text in data]`
      const valid = python(
        tool,
        program,
        all.map(({ version }) => version),
      ) as boolean[]
      const invalid = all.filter((_, index) => !valid[index])
      expect({ seed, invalid: invalid.slice(0, 5) }).toEqual({ seed, invalid: [] })
      const kept = all.filter(({ original }) => original === undefined)
      expect(kept.filter(({ one, style, version }) => render(style, one) !== version)).toEqual([])
      const needless = all.filter(({ original = '' }) => parsePep440(original))
      expect(needless).toEqual([])
      expect(Math.min(kept.length, all.length - kept.length)).toBeGreaterThan(500)
    })
  })
})

describe('a repaired version', () => {
  const facts = { short: 'abc1234', dirty: false, onDefault: true }
  test.each([
    ['pep440-post', '1.2.post1', 3, '1.2.post4+gabc1234'],
    ['pep440-old', '1.2.dev3', 2, '1.2.dev5'],
    ['pep440-pre', '1.2.dev3', 2, '1.2.dev5'],
    ['pep440-pre', '1.0.post1.dev2', 2, '1.0.post1.dev4'],
    ['pep440', '1.2-foo', 3, '1.2+foo.3.gabc1234'],
  ] as const)('%s, with tag %s and distance %i, is %s', (style, tag, distance, version) => {
    expect(renderRepaired(style, { ...facts, tag, distance }).version).toBe(version)
  })

  test('in a post style sorts after its tag, and further commits sort after it', () => {
    for (const style of [
      'pep440-post',
      'pep440-post-branch',
      'pep440-old',
      'pep440-pre',
    ] as const) {
      for (const tag of ['1.2.post1', '1.2.dev3', '1.0.post1.dev2', '1.2rc1.dev1']) {
        const of = (distance: number) =>
          parsePep440(renderRepaired(style, { ...facts, tag, distance }).version)
        const chain = [parsePep440(tag), of(1), of(2), of(10)]
        for (const [index, later] of chain.entries()) {
          const earlier = chain[index - 1]
          if (earlier && later)
            expect([style, tag, comparePep440(earlier, later)]).toEqual([style, tag, -1])
        }
      }
    }
  })
})
