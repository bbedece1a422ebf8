import { expect, test } from '@jest/globals'
import { keyValues } from '../../../kit/action/key-value-json.ts'
import { keyValueLines } from '../../../kit/action/key-value-lines.ts'

const read = (raw: string): unknown => {
  const result = keyValues(raw)
  return 'value' in result ? Object.fromEntries(result.value) : result
}

test('lines, and JSON objects as toJSON writes them', () => {
  expect(read('# of dev\nA=1\nB={"x": 2}\n')).toEqual({ A: '1', B: '{"x": 2}' })
  expect(read('{\n  "A": "one\\ntwo",\n  "b-c.d": "=",\n  "N": null\n}')).toEqual({
    A: 'one\ntwo',
    'b-c.d': '=',
    N: '',
  })
  expect(read('\uFEFF {}')).toEqual({})
  expect(read('')).toEqual({})
})

test('numbers and booleans keep their digits', () => {
  const text = '{"A": 12345678901234567890, "B": 1.50, "C": true, "D": -1e5}'
  expect(read(text)).toEqual({ A: '12345678901234567890', B: '1.50', C: 'true', D: '-1e5' })
})

test.each([
  ['{"A": "s3cret"', 'not valid JSON at line 1, column 15'],
  ['{\n  "A": s3cret\n}', 'not valid JSON at line 2, column 8'],
  ['{"A": "s3cret",}', 'not valid JSON'],
  ['{\'A\': "s3cret"}', 'not valid JSON'],
  ['{"A": "s3cret"} {}', 'not valid JSON'],
  ['["s3cret"]', 'a JSON list'],
  ['"s3cret"', 'a JSON string'],
  ['{"A": {"B": "s3cret"}}', 'column 2: "A" is an object'],
  ['{"A": ["s3cret"]}', '"A" is a list'],
  ['{"A": "s3cret", "A": "s3cret"}', '"A" is given twice'],
  ['{"": "s3cret"}', '"" is empty'],
])('%j: %s', (raw, text) => {
  const result = keyValues(raw)
  const problems = 'problems' in result ? result.problems.join() : ''
  expect(problems).toContain(text)
  expect(problems).not.toContain('s3cret')
})

test('an input that has only lines says so about JSON', () => {
  expect(keyValueLines('{"A": "s3cret"}')).toEqual({
    problems: ['it is JSON; write KEY=VALUE, one per line'],
  })
})
