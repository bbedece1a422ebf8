import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { comparePep440, normalPep440, parsePep440 } from '../../../kit/versions/pep440.ts'
import { python } from '../../support/python/python.ts'
import { withTool } from '../../support/tools.ts'

const PIECES = [
  ...[
    '0',
    '1',
    '2',
    '10',
    '01',
    '2017',
    '201704',
    '99999999999999999999',
    'v',
    'V',
    '!',
    '.',
    '-',
    '_',
    '+',
    ' ',
    '\n',
  ],
  ...['a', 'b', 'c', 'rc', 'RC', 'alpha', 'Beta', 'pre', 'preview', 'post', 'rev', 'r', 'dev', 'x'],
  ...[
    '1.2',
    '1.2.0',
    '.post1',
    '.dev2',
    'rc1',
    '+ubuntu.1',
    '+g0012',
    '+001',
    '1e5',
    '0x1',
    'é',
    '٣',
  ],
]
const candidates = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 7 })
  .map((all) => all.join(''))

/** Strings that are usually valid versions, to compare their order. */
const optional = (...values: readonly string[]) => fc.constantFrom('', '', ...values)
const likely = fc
  .tuple(
    optional('v', '1!', '0!'),
    fc.constantFrom('1', '1.0', '1.0.0', '1.2', '1.10', '2', '0', '201704.9', '201704.10', '1.0.1'),
    optional('a', 'a1', '-alpha.2', 'b1', '_beta2', 'rc1', 'c10', '.pre2'),
    optional('.post', '.post1', '-2', '.rev10'),
    optional('.dev', '.dev1', '-dev10'),
    optional('+a', '+1', '+a.1', '+1.a', '+10', '+9', '+1.0', '+abc.10'),
  )
  .map((parts) => parts.join(''))

withTool('versioneer', (tool) => {
  const seed = Date.now()
  const sample = [
    ...fc.sample(candidates, { numRuns: 20_000, seed }),
    ...fc.sample(likely, { numRuns: 5000, seed }),
  ]

  describe("Python's packaging", () => {
    test('accepts the same strings, with the same normal form', () => {
      const program = `
from packaging.version import Version, InvalidVersion
def normal(text):
    try:
        return str(Version(text))
    except InvalidVersion:
        return None
result = [normal(text) for text in data]`
      const theirs = python(tool, program, sample) as (string | null)[]
      const different = sample
        .map((text, index) => ({ text, theirs: theirs[index], ours: normalPep440(text) ?? null }))
        .filter((one) => one.ours !== one.theirs)
      expect({ seed, different: different.slice(0, 9) }).toEqual({ seed, different: [] })
      expect(theirs.filter((one) => one !== null).length).toBeGreaterThan(5000)
    })

    test('sorts them in the same order', () => {
      const versions = sample.filter((text) => parsePep440(text))
      const pairs = versions.slice(1).map((text, index) => [text, versions[index] ?? ''] as const)
      const program = `
from packaging.version import Version
def compare(a, b):
    a, b = Version(a), Version(b)
    return -1 if a < b else 1 if a > b else 0
result = [compare(a, b) for a, b in data]`
      const theirs = python(tool, program, pairs) as number[]
      const different = pairs.filter(([a, b], index) => {
        const [one, other] = [parsePep440(a), parsePep440(b)]
        return one && other && Math.sign(comparePep440(one, other)) !== theirs[index]
      })
      expect({ seed, different: different.slice(0, 9) }).toEqual({ seed, different: [] })
    })
  })
})
