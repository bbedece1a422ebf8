import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parsePattern } from '../../../kit/patterns/parse.ts'
import { withTool } from '../../support/tools.ts'

const PIECES = [
  ...['a', '1', '/', '.', '-', '_', '*', '**', '?', '+', '!', '[', ']'],
  ...['[a-c]', '[ab]', '[0-9]', '[]', '[c-a]', '[0-]', '\\+', '\\!', '\\\\', '\\?', '\\['],
]
const patterns = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(''))

/** Returns the patterns that actionlint calls invalid. Its advice on ref names and on brackets with one character does not count. */
function rejectedBy(actionlint: string, sources: readonly string[]): Set<string> {
  const lines = sources.map((text) => `      - ${JSON.stringify(text)}`)
  const head = ['on:', '  push:', '    branches:']
  const job = ['jobs:', '  a:', '    runs-on: ubuntu-latest', '    steps:', '      - run: "true"']
  const { stdout } = spawnSync(actionlint, ['-format', '{{json .}}', '-'], {
    input: [...head, ...lines, ...job].join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 27,
  })
  const found = JSON.parse(stdout) as { line: number; kind: string; message: string }[]
  return new Set(
    found
      .filter(
        ({ kind, message }) => kind === 'glob' && !/useless|ref name|can be escaped/.test(message),
      )
      .map(({ line }) => sources[line - head.length - 1] ?? ''),
  )
}

/** GitHub's page allows only letters, digits and ranges of one kind in brackets; actionlint takes anything. */
const strictBrackets = /may contain only|is not a range inside/

withTool('actionlint', (actionlint) => {
  test('rejects the same patterns as actionlint', () => {
    const seed = Date.now()
    const sources = [...new Set(fc.sample(patterns, { numRuns: 20_000, seed }))]
    const rejected = rejectedBy(actionlint, sources)
    const different = sources.flatMap((text) => {
      const parsed = parsePattern(text)
      const problem = 'problem' in parsed ? parsed.problem : ''
      const agrees = (problem !== '') === rejected.has(text) || strictBrackets.test(problem)
      return agrees ? [] : [{ text, problem }]
    })
    expect({ seed, different }).toEqual({ seed, different: [] })
    expect(rejected.size).toBeGreaterThan(1000)
    expect(sources.length - rejected.size).toBeGreaterThan(1000)
  })
})
