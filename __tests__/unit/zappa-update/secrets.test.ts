import { expect, test } from '@jest/globals'
import {
  credentialValues,
  namedValues,
  notHiddenLine,
  stringsToHide,
} from '../../../actions/zappa-update/src/secrets.ts'

test('values that are not hidden are named, sorted and without repetition', () => {
  const values = [
    ['PORT', '8000'],
    ['A', 'yes'],
    ['TOKEN', 'long-enough'],
    ['PORT', '8000'],
  ] as const
  expect(notHiddenLine(values)).toBe(
    'Not hidden in the log, because they are short, numbers or booleans: "A" and "PORT"',
  )
  expect(stringsToHide(values)).toEqual(['long-enough'])
  expect(notHiddenLine([['TOKEN', 'long-enough']])).toBeUndefined()
})

test('variables have names and values, without objects and empty strings', () => {
  const variables = { A: 'one', B: 2, C: '', D: null, E: { f: 'g' } }
  expect(namedValues(variables)).toEqual([
    ['A', 'one'],
    ['B', '2'],
  ])
})

test('the credentials of the job are secret, the id of its key is not', () => {
  const env = { AWS_ACCESS_KEY_ID: 'id-of-the-key', AWS_SECRET_ACCESS_KEY: 'secret-of-the-key' }
  expect(stringsToHide(credentialValues(env))).toEqual(['secret-of-the-key'])
})
