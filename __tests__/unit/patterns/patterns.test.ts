import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { passesName } from '../../../actions/route/src/filters/ref-filter.ts'
import { patternExpression, readPattern } from '../../../kit/patterns/foreign-syntax.ts'
import { type Pattern, parsePattern } from '../../../kit/patterns/parse.ts'

function patterns(sources: readonly string[]): Pattern[] {
  return sources.map((text) => {
    const parsed = parsePattern(text)
    if ('problem' in parsed) throw new Error(parsed.problem)
    return parsed
  })
}

const accepts = (sources: readonly string[], name: string): boolean =>
  passesName({ mode: 'only', patterns: patterns(sources) }, name)

/** Patterns, then names that pass, then names that do not. */
const CONFORMANCE: [string[], string[], string[]][] = [
  [['*'], ['main', '.x'], ['feature/x']],
  [['**'], ['all/the/branches'], []],
  [['feature/*'], ['feature/my-branch'], ['feature/a/b', 'feature']],
  [['feature/**'], ['feature/a', 'feature/mona/the/octocat'], ['feature']],
  [['*feature'], ['feature', 'mona-feature', 'ver-10-feature'], []],
  [['v2*'], ['v2', 'v2.0', 'v2.9'], []],
  [['v[12].[0-9]+.[0-9]+'], ['v1.10.1', 'v2.0.0'], ['v3.0.0', 'v1.2.3-rc.1', 'v1x2x3']],
  [['colou?r'], ['color', 'colour'], ['colouur']],
  [['go+gle'], ['gogle', 'gooogle'], ['ggle']],
  [
    ['releases/**', '!releases/**-alpha'],
    ['releases/10', 'releases/beta/mona'],
    ['releases/10-alpha', 'releases/beta/3-alpha'],
  ],
  [['!main', '**'], ['main'], []],
  [['**', '!main'], ['other'], ['main']],
  [['**', '!main', 'main'], ['main'], []],
  [['!main'], [], ['main', 'other']],
  [['main'], ['main'], ['mainline', 'xmain', 'Main']],
  [['.yml'], ['.yml'], ['fyml']],
  [['\\!x'], ['!x'], ['x']],
  [['a!b'], ['a!b'], ['ab']],
  [['esc\\\\slash'], ['esc\\slash'], ['escslash']],
  [['*/*'], ['a/b'], ['a/b/c']],
  [['**-**'], ['a/b-c/d'], ['a/b']],
  [['**/x'], ['x', 'p/q/x'], ['px']],
  [['a/**/x'], ['a/x', 'a/b/c/x'], ['a/bx']],
  [['refs/heads/main'], [], ['main']],
  [['feature**/x'], ['feature/x', 'featureA/b/x'], ['featurex']],
  [['\u{1f600}+'], ['\u{1f600}\u{1f600}'], ['\ud83d']],
]

describe('the conformance list of the dialect', () => {
  test.each(CONFORMANCE)('%j', (sources, passing, failing) => {
    for (const name of passing) expect([name, accepts(sources, name)]).toEqual([name, true])
    for (const name of failing) expect([name, accepts(sources, name)]).toEqual([name, false])
  })

  test.each(['', '!', '+x', '?x', 'a**?', 'a++', 'a?+', '[', '[]', '[z-a]', '[0-]', '[a_]', 'a\\'])(
    'rejects %j',
    (text) => {
      expect(parsePattern(text)).toHaveProperty('problem')
    },
  )

  test.each(['{a,b}', '+(x)', 'v@(1|2)', '[!x]', '[^x]', 'refs/heads/main', '!refs/tags/v1'])(
    'rejects %j, which means something else in other syntaxes',
    (text) => {
      expect(readPattern(text)).toHaveProperty('problem')
    },
  )

  test.each(['\\{a,b}', 'x\\(y)', '\\[!x'])(
    'accepts %j, in which the backslash shows that it is intended',
    (text) => {
      expect(readPattern(text)).not.toHaveProperty('problem')
    },
  )
})

/** The documented rules as a regular expression: slow in the worst case, and written independently of the automaton. */
function asExpression(text: string): RegExp {
  const source = text
    .replace(/(?<=^|\/)\*\*\/(?![?+])/g, '<D>')
    .replaceAll('**', '<A>')
    .replaceAll('*', '<S>')
    .replaceAll('.', '\\.')
    .replaceAll('<D>', '(?:.*/)?')
    .replaceAll('<A>', '.*')
    .replaceAll('<S>', '[^/]*')
  return new RegExp(`^${source}$`, 'su')
}

describe('the matcher', () => {
  const atoms = ['a', 'b', '/', '.', '-', '*', '**', '/**/', '[ab]', 'a?', 'b+', '[a-b]+']
  const sources = fc
    .array(fc.constantFrom(...atoms), { minLength: 1, maxLength: 8 })
    .map((all) => all.join(''))
  const names = fc
    .array(fc.constantFrom('a', 'b', '/', '.', '-', 'c'), { maxLength: 12 })
    .map((all) => all.join(''))

  test('agrees with a regular expression of the same rules on 100,000 names', () => {
    let compared = 0
    fc.assert(
      fc.property(sources, names, (text, name) => {
        const parsed = parsePattern(text)
        if ('problem' in parsed) return true
        compared += 1
        return accepts([text], name) === asExpression(text).test(name)
      }),
      { numRuns: 100_000 },
    )
    expect(compared).toBeGreaterThan(50_000)
  })

  // That its time is linear is measured in bench/growth.ts.
  test('does not backtrack, which would never end here', () => {
    expect(accepts(['*a+'.repeat(50)], `${'a'.repeat(255)}b`)).toBe(false)
  })

  test('accepts a pattern of any length', () => {
    expect(accepts(['a?'.repeat(50_000)], 'a'.repeat(9))).toBe(true)
    expect(accepts(['**/'.repeat(50_000)], 'a')).toBe(false)
  })

  test('the expression in the JSON Schema accepts the same patterns as the parser', () => {
    const validate = new Ajv().compile({ type: 'string', pattern: patternExpression() })
    const pieces = [
      ...'ab/Z09!*?+[]-\\{},()@^.é',
      '[a-z]',
      '[z-a]',
      '{a,b}',
      '+(x)',
      'refs/heads/',
      '[!',
    ]
    const any = fc.array(fc.constantFrom(...pieces), { maxLength: 7 }).map((all) => all.join(''))
    fc.assert(
      fc.property(any, (text) => {
        return validate(text) === !('problem' in readPattern(text))
      }),
      { numRuns: 30_000 },
    )
  })
})
