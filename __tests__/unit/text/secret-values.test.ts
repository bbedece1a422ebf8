import { describe, expect, test } from '@jest/globals'
import { maskableParts } from '../../../kit/text/redact.ts'
import { notHiddenLine, stringsToHide } from '../../../kit/text/secret-values.ts'

const JSON_KEY = '{\n  "type": "service_account",\n  "id": 12345,\n  "key": "abc"\n}\n'

describe('which values are hidden', () => {
  test.each([
    ['8000'],
    ['true'],
    ['False'],
    ['-1.5'],
    ['abc'],
    [' ab '],
    ['null'],
    [''],
    ['\n \n'],
    // Every line is short.
    ['1\nab\n'],
  ])('%j is not', (value) => {
    const parts = stringsToHide([['A', value]]).flatMap(maskableParts)
    expect(parts).toEqual([])
  })

  test('a value, and each of its lines, without the short and common ones', () => {
    expect(stringsToHide([['KEY', 'one line']])).toEqual(['one line'])
    const lines = stringsToHide([['KEY', 'first\r\nsecond\n12345\n}']]).flatMap(maskableParts)
    expect(new Set(lines)).toEqual(new Set(['first', 'second']))
    const masks = stringsToHide([['KEY', JSON_KEY]]).flatMap(maskableParts)
    expect(new Set(masks)).toEqual(
      new Set(['"type": "service_account",', '"id": 12345,', '"key": "abc"']),
    )
  })

  test('what is public under one name, or a word of the settings, is hidden under no name', () => {
    const values = [
      ['HOST', 'shop.example.com'],
      ['ALLOWED', 'shop.example.com'],
      ['REGION', 'eu-west-1'],
      ['LINES', 'eu-west-1\nsecret line'],
      ['TOKEN', 'long-enough'],
    ] as const
    const open = { names: ['HOST'], words: ['eu-west-1'] }
    expect(stringsToHide(values, open)).toEqual(['secret line', 'long-enough'])
    expect(notHiddenLine(values, open)).toContain('"ALLOWED", "HOST" and "REGION"')
  })

  test('names of what is not hidden, sorted and without repetition; none if all is hidden', () => {
    const values = [
      ['PORT', '8000'],
      ['A', 'yes'],
      ['TOKEN', 'long-enough'],
      ['PORT', '8000'],
      ['SHORT_LINES', '{\n}'],
      ['EMPTY', ''],
    ] as const
    expect(notHiddenLine(values)).toMatch(/: "A", "PORT" and "SHORT_LINES"$/)
    expect(notHiddenLine([['TOKEN', 'long-enough']])).toBeUndefined()
  })
})
