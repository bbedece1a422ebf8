import { expect, test } from '@jest/globals'
import { errorLine } from '../../../kit/dokku/error-line.ts'

test.each([
  [' !     App x does not exist\n', 'App x does not exist'],
  [' !     a\n !     b\n', 'b'],
  [' !     a\nlater, without a mark\n', 'a'],
  [' !     a\n !     \n', 'a'],
  ['\x1b[1m\x1b[31m !     \x1b[0m\x1b[0mred\n', 'red'],
  ['plain words\n\n', 'plain words'],
  ['', ''],
])('the error in %j', (output, expected) => {
  expect(errorLine(output)).toBe(expected)
})
