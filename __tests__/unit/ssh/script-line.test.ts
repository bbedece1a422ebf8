import { expect, test } from '@jest/globals'
import { scriptLine } from '../../../kit/ssh/script-line.ts'

test('the line has no character that means something in single quotes to a login shell', () => {
  const line = scriptLine("echo 'a!' \"$1\"\n# it's `x` \\n\u0007é\ud83d\ude00", ['b\n', 'c'])
  const [decoder = '', words = ''] = line.split(' towpath ')
  expect(decoder).toMatch(/^sh -c '[^'!\\`\n]+'$/)
  expect(words).toMatch(/^(?:'[^'"!`\n]+'(?: |$))+$/)
  expect(words).not.toMatch(/[^ -~]/)
  expect(words.split("' '").at(-1)).toBe("=c'")
})

test('no word is too long for csh', () => {
  for (const start of ['', 'x', 'xx', 'xxx', 'xxxx']) {
    const words = scriptLine('x'.repeat(3000), [start + '\n'.repeat(3000)]).split(/ (?=')/)
    expect(Math.max(...words.slice(1).map(({ length }) => length))).toBeLessThan(1024)
    // fish would take it together with the quote.
    expect(words.filter((word) => word.endsWith("\\'"))).toEqual([])
  }
})
