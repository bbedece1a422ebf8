import { expect, test } from '@jest/globals'
import { inputsWith } from '../../support/zappa-update/inputs-and-stage.ts'

test.each([
  ['manage', 'shell -c "print(1)"'],
  ['image-uri', 'name:latest'],
  ['stage', 'a b'],
  ['timeout', '20'],
  ['public', 'HOST\n*'],
])('the input %s refuses %j', (name, value) => {
  expect(() => inputsWith({ [name]: value })).toThrow(`"${name}"`)
})
