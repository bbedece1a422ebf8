import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { marked } from 'marked'
import { markdownText } from '../../../kit/text/markdown.ts'

/** Returns what a list item with the text is as HTML. */
const item = (text: string): string =>
  marked.parse(`- ${markdownText(text)}\n`, { async: false, gfm: true })

/** Returns the text that a reader sees, without the zero-width spaces. */
function shown(html: string): string {
  const text = html.replace(/^<ul>\n<li>|<\/li>\n<\/ul>\n$/g, '')
  const entity = (_: string, name: string): string =>
    name.startsWith('#')
      ? String.fromCodePoint(Number(name.slice(1)))
      : ({ lt: '<', gt: '>', amp: '&', quot: '"' }[name] ?? '')
  return text.replace(/&(#\d+|\w+);/g, entity).replaceAll('\u200b', '')
}

describe('text for Markdown', () => {
  test.each([
    ['plain text with snake_case, a dot. and (brackets)'],
    ['<img src=x onerror=alert(1)> &lt; &#60;'],
    ['`code` *bold* _it_ **x** ~~no~~ [a](javascript:1) ![b](c) [d]: e | f'],
    ['# heading'],
    ['- list'],
    ['+ list'],
    ['1. list'],
    ['2) list'],
    ['> quote'],
    ['[ ] task'],
    ['---'],
    ['==='],
    ['```'],
    ['a\\'],
    ['\\* a \\\\* b'],
    ['see https://github.com/other/shop/issues/1, http://example.org or www.example.org'],
    ['mail shop@example.org'],
    ['__init__ and __a_b__'],
    ['$x$ and $`y`$'],
  ])('%s: is shown as it is, without any markup', (text) => {
    const html = item(text)
    expect(html).toMatch(/^<ul>\n<li>[^<>]*<\/li>\n<\/ul>\n$/)
    expect(shown(html)).toBe(text)
  })

  test('any text is shown as it is, without any markup', () => {
    const characters = fc.constantFrom(...'ab1 \\`*_{}[]()<>#+-.!|~&$:/@"\'=%é')
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 24 }), (raw) => {
        const text = raw.trim()
        fc.pre(text !== '' && !text.includes('##['))
        const html = item(text)
        expect(html).toMatch(/^<ul>\n<li>[^<>]*<\/li>\n<\/ul>\n$/)
        expect(shown(html)).toBe(text)
      }),
      { numRuns: 5000 },
    )
  })

  test('mentions and references to other repositories are broken up, those to this one are not', () => {
    const broken = markdownText('@shop and @shop/team, shop/web#12, web#1, shop@1a2b3c4, #34')
    const space = '&#8203;'
    expect(broken).toBe(
      `@${space}shop and @${space}shop/team, shop/web${space}#12, web${space}#1, shop@${space}1a2b3c4, #34`,
    )
    expect(markdownText('https://github.com/shop/web/issues/1')).toContain(`https:${space}//`)
  })

  test('invisible characters are visible, and nothing is a workflow command', () => {
    expect(markdownText('a\u202eb\u0000')).toBe('a\\\\u\\{202e\\}b\\\\u\\{0\\}')
    expect(markdownText('##[error]x')).not.toContain('##[')
  })
})
