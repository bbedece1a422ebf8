import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseIgnoreFile } from '../../../actions/find-images/src/ignore-file/parse-ignore-file.ts'
import { CASES, PATHS, RECORDED } from '../../support/find-images/ignore-cases.ts'
import { ownAnswer, withoutReason } from '../../support/find-images/patternmatcher.ts'

const ignoredBy = async (text: string, ...paths: readonly string[]): Promise<string[]> => {
  const { letsIn, problems } = await parseIgnoreFile(text)
  expect(problems).toEqual([])
  return paths.filter((path) => !letsIn(path))
}

test('500 ignore files: patternmatcher and we ignore the same paths', async () => {
  expect(RECORDED.answers).toHaveLength(500)
  const answers = await Promise.all(CASES.map(ownAnswer))
  const different = CASES.flatMap((one, index) => {
    const [own = '', theirs] = [answers[index], withoutReason(RECORDED.answers[index] ?? '')]
    const paths = PATHS.filter((_, at) => own[at] !== theirs[at])
    return own === theirs ? [] : [{ text: one.text, paths }]
  })
  expect(different).toEqual([])
})

test.each([
  ['*\n!lib/keep', true],
  ['*\n!lib/*/keep', true],
  ['*\n!**/keep', true],
  ['*\n!li?/keep', true],
  ['*\n!lib', true],
  ['other', true],
  ['*', false],
  ['lib', false],
  ['*\n!other/keep', false],
  ['*\n!library/keep', false],
  ['*\n!lib-*/keep', false],
])('%j may let in something of a folder: %s', async (text, expected) => {
  const { letsIn } = await parseIgnoreFile(text)
  expect(letsIn('lib', true)).toBe(expected)
})

test('the recorded answers are of all kinds', () => {
  const all = RECORDED.answers.map(withoutReason)
  const count = (is: (answer: string) => boolean): number => all.filter(is).length
  expect(count((answer) => answer === 'refused')).toBeGreaterThan(50)
  expect(count((answer) => answer.includes('1') && answer.includes('0'))).toBeGreaterThan(250)
})

describe('rules that readers of ignore files get wrong', () => {
  test('the last rule that matches counts', async () => {
    expect(await ignoredBy('*.md\n!README.md\n', 'a.md', 'README.md')).toEqual(['a.md'])
    expect(await ignoredBy('!README.md\n*.md\n', 'a.md', 'README.md')).toEqual([
      'a.md',
      'README.md',
    ])
  })

  test('a rule for a folder is one for what is in it; an exception may come back to it', async () => {
    const paths = ['docs/a.md', 'docs/deep/b.md', 'other/docs/a.md']
    expect(await ignoredBy('docs/\n', ...paths)).toEqual(paths.slice(0, 2))
    expect(await ignoredBy('docs\n!docs/deep\n', ...paths)).toEqual(['docs/a.md'])
  })

  test('without a "**" a name is only at the top, and case counts', async () => {
    const paths = ['node_modules/a', 'web/node_modules/a', 'Node_Modules/a']
    expect(await ignoredBy('node_modules', ...paths)).toEqual(paths.slice(0, 1))
    expect(await ignoredBy('**/node_modules', ...paths)).toEqual(paths.slice(0, 2))
  })

  test('a leading "**" takes any text, as a trailing one does', async () => {
    expect(await ignoredBy('**.pyc', 'a.pyc', 'a/b.pyc', 'a.py')).toEqual(['a.pyc', 'a/b.pyc'])
    expect(await ignoredBy('a**', 'ab', 'a/b', 'ba')).toEqual(['ab', 'a/b'])
  })
})

describe('what Docker refuses', () => {
  test.each([
    ['!', 'a "!" needs a pattern'],
    ['!/', 'a "!" needs a pattern'],
    ['[a', 'not a valid pattern'],
    ['a\\', 'not a valid pattern'],
    ['[b-a]', 'not a valid pattern'],
    ['obj\\Cache', 'not a valid pattern'],
    ['a'.repeat(65_536), 'longer than 65535 bytes'],
  ])('%#', async (line, message) => {
    const { problems } = await parseIgnoreFile(`# first\nok\n${line}\nok\n${line}\n`)
    expect(problems).toEqual([
      { message: expect.stringContaining(message), line: 3 },
      { message: expect.stringContaining(message), line: 5 },
    ])
  })

  test('is shown harmless', async () => {
    const [problem] = (await parseIgnoreFile('\u001b##[error\n')).problems
    expect(problem?.message).toContain('\\u{1b}')
    expect(problem?.message).not.toContain('##[')
  })
})

describe('hostile patterns', () => {
  const long = `${'a'.repeat(2000)}/${'a/'.repeat(500)}${'a'.repeat(1000)}`
  test.each([
    '*a'.repeat(500),
    '**/'.repeat(1000),
    '**/*a'.repeat(300),
    `${'[a-z]*'.repeat(300)}b`,
  ])('take no time that explodes (%#)', async (pattern) => {
    expect(await ignoredBy(`${pattern}!\n`, long)).toEqual([])
  })

  test('with repetitions that make them huge are refused, as Go refuses them', async () => {
    expect((await parseIgnoreFile(`*${'a{1000}'.repeat(9000)}\n`)).problems).toHaveLength(1)
  })

  test('no text throws', async () => {
    const text = fc.array(fc.constantFrom(...'*?![]^-\\/.{}|()$+,1aQEdpL:\n \u{1F600}'))
    await fc.assert(
      fc.asyncProperty(text, text, async (file, path) => {
        const { letsIn } = await parseIgnoreFile(file.join(''))
        expect(typeof letsIn(path.join(''))).toBe('boolean')
      }),
    )
  })
})
