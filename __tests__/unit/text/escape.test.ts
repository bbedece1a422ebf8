import { describe, expect, test } from '@jest/globals'
import { code, label, list, prose, quote, visible } from '../../../kit/text/escape.ts'

describe('hostile text', () => {
  test.each([
    ['a\nb', 'a\\u{a}b'],
    ['\u202e', '\\u{202e}'],
    ['\ud800', '\\u{d800}'],
    ['\u00a0', '\\u{a0}'],
    ['a ##[error]', 'a \\u{23}#[error]'],
    ['###[x]', '#\\u{23}#[x]'],
    ['é日 a', 'é日 a'],
  ])('%j is one visible line', (text, shown) => {
    expect(visible(text)).toBe(shown)
  })

  test('is shortened in a quote if it is longer than 200 characters, and counted', () => {
    expect(quote('é'.repeat(200))).toBe(`"${'é'.repeat(200)}"`)
    expect(quote('\u{1f600}'.repeat(300))).toBe(`"${'\u{1f600}'.repeat(200)}…" (300 characters)`)
  })

  test('is neither Markdown nor HTML', () => {
    expect(prose('<b>|`*é_[x]')).toBe('&#60;b&#62;&#124;&#96;&#42;é&#95;&#91;x&#93;')
    expect(code('a`b')).toBe('<code>a&#96;b</code>')
    expect(label('a"]<b>é')).toBe('a#34;#93;#60;b#62;é')
  })

  test('is listed as in a sentence', () => {
    expect([list([]), list(['a']), list(['a', 'b']), list(['a', 'b', 'c'], 'or')]).toEqual([
      'none',
      '"a"',
      '"a" and "b"',
      '"a", "b" or "c"',
    ])
  })
})
