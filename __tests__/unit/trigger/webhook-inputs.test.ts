import { expect, test } from '@jest/globals'
import { headerLines } from '../../../actions/trigger/src/webhook/headers-input.ts'
import { insecureUrl, webhookUrl } from '../../../actions/trigger/src/webhook/url-input.ts'

const urlOf = (raw: string): URL | undefined => {
  const result = webhookUrl(raw)
  return 'value' in result ? result.value : undefined
}

test.each([
  'https://ci.example.org',
  ' https://user:pass@ci.example.org:8443/a?b=c#d\n',
  'HTTPS://ci.example.org/',
])('a URL: %s', (raw) => {
  expect(urlOf(raw)?.protocol).toBe('https:')
})

test('no URL is none', () => {
  expect(webhookUrl(' ')).toEqual({ value: undefined })
})

test.each([
  's3cret',
  'ftp://s3cret',
  'https:s3cret',
  'https:///s3cret',
  'https://s3c ret',
  'https://a:99999/s3cret',
])('not a URL, and not shown: %s', (raw) => {
  const result = webhookUrl(raw)
  expect(result).toEqual({ problems: [expect.stringContaining('is not a URL')] })
  expect(JSON.stringify(result)).not.toMatch(/s3c/)
})

test.each([
  ['https://ci.example.org/', true],
  ['http://localhost:3000/', true],
  ['http://127.0.0.1/', true],
  ['http://127.1/', true],
  ['http://0x7f.9.9.9/', true],
  ['http://[::1]:80/', true],
  ['http://ci.example.org/', false],
  ['http://localhost.example.org/', false],
  ['http://127.0.0.1.example.org/', false],
  ['http://localhost@example.org/', false],
  ['http://10.0.0.1/', false],
  ['http://0.0.0.0/', false],
  ['http://128.0.0.1/', false],
])('%s is secure: %s', (raw, isSecure) => {
  const url = urlOf(raw)
  const refusal = url && insecureUrl(url)
  expect(refusal?.reason).toBe(isSecure ? undefined : 'insecure-url')
})

test('the refusal shows the origin alone', () => {
  const url = urlOf('http://me:s3cret@ci.example.org/s3cret?a=s3cret')
  expect(url && insecureUrl(url)?.message).toMatch(/"http:\/\/ci\.example\.org"/)
  expect(url && insecureUrl(url)?.message).not.toContain('s3cret')
})

test('headers', () => {
  expect(
    headerLines('Authorization: Token  abc:def \r\n\nUser-Agent: SemaphoreCI v2.0 Client\nx-a:1'),
  ).toEqual({
    value: [
      ['Authorization', 'Token  abc:def'],
      ['User-Agent', 'SemaphoreCI v2.0 Client'],
      ['x-a', '1'],
    ],
  })
  expect(headerLines('')).toEqual({ value: [] })
})

test.each([
  ['s3cret', 'line 1 is not "Name: value"'],
  [': s3cret', 'line 1 is not "Name: value"'],
  ['a: b\nBearer s3cret: x', 'line 2 is not "Name: value"'],
  ['A: s3cret\na: s3cret', 'line 2 sets "a" again'],
  ['A:', 'line 1 has no value for "A"'],
  ['A: s3cret\u0000', 'line 1 has a value for "A" that is not ASCII'],
  ['A: s3crét', 'line 1 has a value for "A" that is not ASCII'],
  ['Content-Length: 3', 'line 1 sets "Content-Length", which the action sets itself'],
  ['host: s3cret', 'line 1 sets "host", which the action sets itself'],
  ['Transfer-Encoding: chunked', 'line 1 sets "Transfer-Encoding"'],
])('refused: %j', (raw, text) => {
  const result = headerLines(raw)
  expect('problems' in result && result.problems).toEqual([expect.stringContaining(text)])
  expect(JSON.stringify(result)).not.toContain('s3c')
})
