// Ignore files are read as moby/patternmatcher reads them: the record of 500, and as many at random again and again.
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { CASES, RECORDED } from '../../support/find-images/ignore-cases.ts'
import { HARD_LINES, ORDINARY_LINES } from '../../support/find-images/ignore-texts.ts'
import {
  ownAnswer,
  patternmatcherAnswers,
  withoutReason,
} from '../../support/find-images/patternmatcher.ts'
import { withTool } from '../../support/tools.ts'

const PIECES = String.raw`* ** / a b . ! # ? [ ] [a-c] [^a] [!a] [[:alpha:]] [*] [?] [**] \ \* \b \d \D \w \. \Q \E ^ $ + ( ) { } {2} {0,1} {1,} {2,1} | - \x41 \101 \pL \z \A \C \1 é ../ ./`
const piece = fc.constantFrom(...PIECES.split(' '), ' ')
const line = fc.oneof(
  fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')),
  fc.constantFrom(...ORDINARY_LINES, ...HARD_LINES),
)
const component = fc.constantFrom(
  ...[
    'a',
    'b',
    'ab',
    'aa',
    'a.b',
    'A',
    'é',
    '1',
    '_',
    'a b',
    '*',
    '\\',
    '[',
    '^',
    '$',
    'a+',
    '{a}',
  ],
  ...['bin', 'node_modules', 'README.md', 'a|b'],
)
const path = fc.array(component, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
const ignoreCase = fc.record({
  text: fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n')),
  paths: fc.array(path, { minLength: 10, maxLength: 10 }),
})

withTool('match-ignore-files', (program) => {
  test('the record says what patternmatcher answers', () => {
    expect(patternmatcherAnswers(program, CASES)).toEqual(RECORDED.answers)
  })

  test('random files get the same answers', async () => {
    const seed = Date.now()
    const cases = fc.sample(ignoreCase, { numRuns: 5000, seed })
    const theirs = patternmatcherAnswers(program, cases).map(withoutReason)
    const own = await Promise.all(cases.map(ownAnswer))
    const different = cases.filter((_, index) => own[index] !== theirs[index])
    expect({ seed, different }).toEqual({ seed, different: [] })
  })
})
