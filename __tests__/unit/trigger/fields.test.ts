import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { fields, NO_FIELDS, withField } from '../../../actions/trigger/src/payload/fields.ts'
import {
  clientPayloadProblems,
  inputsProblems,
} from '../../../actions/trigger/src/payload/limits.ts'

const read = (raw: string) => {
  const result = fields(raw)
  if ('value' in result) return result.value
  throw new Error('problems' in result ? result.problems.join('; ') : result.problem)
}
const problemsOf = (raw: string): string => {
  const result = fields(raw)
  return 'problems' in result ? result.problems.join('; ') : ''
}

test.each(['', ' \n', '\uFEFF'])('nothing: %j', (raw) => {
  expect(read(raw)).toEqual(NO_FIELDS)
})

test('JSON stays byte for byte, and its values as they are written', () => {
  const raw = '\n{ "b" : 1.50,\t"a": {"x": [1, 2]}, "n": null, "t": true, "s": "\\u00e9\\n" }\r\n'
  const { json, texts, values } = read(raw)
  expect(json).toBe(raw)
  expect(Object.fromEntries(texts)).toEqual({
    b: '1.50',
    a: '{"x": [1, 2]}',
    n: '',
    t: 'true',
    s: 'é\n',
  })
  expect(JSON.parse(JSON.stringify(values))).toEqual(JSON.parse(raw))
})

test('numbers that JavaScript can’t hold keep their digits', () => {
  const { values } = read('{"id": 12345678901234567890, "far": [1e400], "one": 1.0}')
  expect(JSON.stringify(values)).toBe('{"id":12345678901234567890,"far":[1e400],"one":1.0}')
})

test('lines become JSON with strings; keys may be those of a form', () => {
  const { json, texts } = read('# for GitLab\nvariables[STAGE]=uat\n docker-tag=a=b \r\n\nempty=\n')
  expect([...texts]).toEqual([
    ['variables[STAGE]', 'uat'],
    ['docker-tag', 'a=b '],
    ['empty', ''],
  ])
  expect(JSON.parse(json)).toEqual({ 'variables[STAGE]': 'uat', 'docker-tag': 'a=b ', empty: '' })
})

test.each([
  ['{"a": "s3cret"', 'not valid JSON at line 1'],
  ['{"a": "s3cret",}', 'not valid JSON'],
  ['{"a": "s3cret"} x', 'not valid JSON'],
  ['["s3cret"]', 'a JSON list'],
  ['"s3cret"', 'a JSON string'],
  ['{"a": 1, "a": "s3cret"}', '"a" is given twice'],
  ['{"": "s3cret"}', '"" is empty'],
  ['a=1\ns3cret', 'line 2 is not key=value'],
  ['=s3cret', 'line 1 is not key=value'],
  ['a b=1\na b=s3cret', 'line 2: "a b" is given twice'],
  [`{"a": ${'['.repeat(60_000)}`, 'nested too deeply'],
])('%.40j: %s', (raw, text) => {
  expect(problemsOf(raw)).toContain(text)
  expect(problemsOf(raw)).not.toContain('s3cret')
})

test('whatever is taken as JSON is JSON, and the same', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), (object) => {
      const raw = JSON.stringify(object, null, 2)
      expect(JSON.parse(JSON.stringify(read(raw).values))).toEqual(JSON.parse(raw))
      expect(read(raw).json).toBe(raw.trim() === '' ? '' : raw)
    }),
  )
})

test('one more field, in all three forms', () => {
  const { json, texts, values } = withField(read('{"n": 1.0}'), 'id', 'x')
  expect([json, texts.get('id'), values['id']]).toEqual(['{"n":1.0,"id":"x"}', 'x', 'x'])
})

const many = (count: number) => read(Array.from({ length: count }, (_, i) => `k${i}=1`).join('\n'))

test('limits of inputs: 25 keys, 65,535 characters', () => {
  expect(inputsProblems(many(25))).toEqual([])
  expect(inputsProblems(many(26))).toEqual(['"inputs" has 26 keys; GitHub takes at most 25'])
  expect(inputsProblems(read(`a=${'é'.repeat(65_535)}`))).toEqual([])
  expect(inputsProblems(read(`a=${'x'.repeat(65_535)}\nb=x`))).toEqual([
    '"inputs" has 65536 characters; GitHub takes at most 65535 in all',
  ])
})

test('limits of a client_payload: 10 keys, less than 64 kB of UTF-8', () => {
  expect(clientPayloadProblems(many(10))).toEqual([])
  expect(clientPayloadProblems(many(11))).toEqual([
    expect.stringContaining('"payload" has 11 keys; GitHub takes at most 10'),
  ])
  expect(clientPayloadProblems(read(`a=${'x'.repeat(65_535 - 8)}`))).toEqual([])
  expect(clientPayloadProblems(read(`a=${'é'.repeat(32_764)}`))).toEqual([
    '"payload" has 65536 bytes as JSON; GitHub takes less than 65536',
  ])
})
