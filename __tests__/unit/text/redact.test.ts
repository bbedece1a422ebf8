import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { prose } from '../../../kit/text/escape.ts'
import { isTooCommon, redactableParts, redactor } from '../../../kit/text/redact.ts'

const SECRET = `p@ss/w+rd "with" 'quotes' $HOME & ünïcode=?`

describe('what is redacted', () => {
  test.each([
    ['plain', SECRET],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a form', encodeURIComponent(SECRET).replaceAll('%20', '+')],
    ["in Python's quote", encodeURIComponent(SECRET).replaceAll('%2F', '/').replaceAll("'", '%27')],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    [
      'in JSON of Python',
      JSON.stringify(SECRET).slice(1, -1).replaceAll('ü', '\\u00fc').replaceAll('ï', '\\u00ef'),
    ],
    ['in a summary', prose(SECRET)],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64 for URLs', Buffer.from(SECRET).toString('base64url')],
  ])('%s', (_, written) => {
    expect(redactor([SECRET])(`before ${written} after`)).toMatch(/^before \*\*\*=* after$/)
  })

  test('each line of a value of several lines', () => {
    const key = '-----BEGIN KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END KEY-----\n'
    const scrub = redactor([key])
    expect(scrub('a MIIEvQIBADAN b')).toBe('a *** b')
    expect(scrub(`"${JSON.stringify(key)}"`)).not.toContain('MIIE')
  })

  test('a value that is the prefix of another, and the other', () => {
    expect(redactor(['secret', 'secret-and-more'])('x secret-and-more y secret')).toBe(
      'x *** y ***',
    )
  })

  test('characters that are special in a regular expression', () => {
    expect(redactor(['a.c*[d]\\'])('abc a.c*[d]\\ abcd')).toBe('abc *** abcd')
  })

  test.each(['', 'abc', 'true', 'False', '12345', '-1.5', 'None'])('%j is not hidden', (value) => {
    expect(isTooCommon(value)).toBe(true)
    expect(redactableParts(value)).toEqual([])
    expect(redactor([value])('abc true False 12345 -1.5 None')).toBe(
      'abc true False 12345 -1.5 None',
    )
  })

  test('nothing, if there are no values', () => {
    expect(redactor([])('text')).toBe('text')
  })
})

test('no surrounding text shows a value, as it is, in base64 or in a URL', () => {
  const value = fc
    .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
    .filter((text) => text.trim() === text && !isTooCommon(text) && !/[\r\n]/.test(text))
  const around = fc.string({ maxLength: 12 })
  fc.assert(
    fc.property(value, around, around, (secret, before, after) => {
      const scrub = redactor([secret])
      expect(scrub(before + secret + after)).not.toContain(secret)
      const url = encodeURIComponent(secret.toWellFormed())
      expect(scrub(`${before}${url}${after}`)).not.toContain(url)
      const base64 = scrub(Buffer.from(before + secret + after).toString('base64'))
      expect(Buffer.from(base64.replaceAll('***', ''), 'base64').toString()).not.toContain(secret)
    }),
    { numRuns: 300 },
  )
})
