import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { concealer } from '../../../actions/trigger/src/webhook/secrets.ts'
import { shownAnswer } from '../../../actions/trigger/src/webhook/shown-answer.ts'

const SECRETS = ['s3cret-word', 'p@ss&<w0rd>\'"', 'zero\u200bwidth-1', 'k\u0007bell-1', '12345678']

const show = (body: string, isWhole = true): string[] =>
  shownAnswer({ body, isWhole, headers: {} }, concealer(SECRETS))

test('lines without colours, invisible characters and empty lines', () => {
  expect(show('\u001b[31mred\u001b[0m\r\n\r\n\tb\u200bc\u202e\n##[error]x\n')).toEqual([
    'red',
    '  bc',
    '\\u{23}#[error]x',
  ])
})

test.each([
  ['nothing', '', []],
  ['exactly 2 kB', 'x'.repeat(2048), ['x'.repeat(2048)]],
  ['more', 'x'.repeat(2049), ['x'.repeat(2048), '…']],
  ['no half of a character', `${'x'.repeat(2047)}é`, ['x'.repeat(2047), '…']],
])('%s', (_, body, lines) => {
  expect(show(body)).toEqual(lines)
})

test.each([
  'p@ss&amp;&lt;w0rd&gt;&#39;&quot;',
  JSON.stringify(SECRETS[1]).slice(1, -1),
  encodeURIComponent(SECRETS[1] ?? ''),
  'zero\u200bwidth-1',
  'k\u0007bell-1',
  's3c\u001b[1mret-word',
  's3c\u0000ret-\u00adword',
])('a secret in another form: %j', (form) => {
  expect(show(`<${form}>`)).toEqual(['<***>'])
})

const piece = fc.oneof(
  fc.constantFrom(
    ...SECRETS,
    '::error::x',
    '##[debug]',
    '\n',
    '\r',
    '\u001b[2J',
    '\u0000',
    '\u2028',
    '…',
    'x'.repeat(500),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)

test('whatever comes, no secret is shown, nothing but 2 kB of lines, and no command', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.boolean(),
      fc.nat(),
      (pieces, isWhole, cut) => {
        const whole = pieces.join('')
        const body = isWhole ? whole : whole.slice(0, cut % (whole.length + 1))
        const lines = show(body, isWhole)
        const text = lines.join('\n')
        for (const secret of SECRETS) expect(text).not.toContain(secret)
        expect(text).not.toContain('##[')
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u)
        const bytes = Buffer.byteLength(text.replace(/\\u\{[0-9a-f]+\}/g, ''))
        expect(bytes).toBeLessThanOrEqual(2048 + '\n…'.length * 2)
      },
    ),
  )
})
