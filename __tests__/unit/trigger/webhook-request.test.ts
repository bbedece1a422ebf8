import { createHmac } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { fields } from '../../../actions/trigger/src/payload/fields.ts'
import {
  type WebhookInputs,
  webhookProblems,
  webhookRequest,
} from '../../../actions/trigger/src/webhook/request.ts'
import { concealer } from '../../../actions/trigger/src/webhook/secrets.ts'

const payloadOf = (raw: string) => {
  const result = fields(raw)
  if ('value' in result) return result.value
  throw new Error(`not a payload: ${raw}`)
}

const inputs = (more: Partial<WebhookInputs> = {}, payload = '{"a": 1}'): WebhookInputs => ({
  url: new URL('https://ci.example.org/hook'),
  payload: payloadOf(payload),
  contentType: 'application/json',
  headers: [],
  secret: '',
  ...more,
})

const sent = (given: WebhookInputs) => {
  const { url, headers, body } = webhookRequest(given)
  return { url: url.href, headers: Object.fromEntries(headers), body: Buffer.from(body).toString() }
}

test('JSON goes out byte for byte', () => {
  const raw = '{ "b": 2,\n"a":1 }\n'
  expect(sent(inputs({}, raw))).toEqual({
    url: 'https://ci.example.org/hook',
    headers: { 'User-Agent': 'towpath', Accept: '*/*', 'Content-Type': 'application/json' },
    body: raw,
  })
})

test('a form', () => {
  const contentType = 'application/x-www-form-urlencoded'
  const form = sent(
    inputs({ contentType }, '{"token": "a&b=c d", "variables[X]": "é", "n": 1.0, "o": {"p": 1}}'),
  )
  expect(form.body).toBe('token=a%26b%3Dc+d&variables%5BX%5D=%C3%A9&n=1.0&o=%7B%22p%22%3A+1%7D')
  expect(form.headers['Content-Type']).toBe(contentType)
})

test('without a payload the body is empty and has no type', () => {
  const { headers, body } = sent(inputs({}, ''))
  expect([headers, body]).toEqual([{ 'User-Agent': 'towpath', Accept: '*/*' }, ''])
})

test('headers replace those of the action', () => {
  const headers = [
    ['user-agent', 'SemaphoreCI v2.0 Client'],
    ['content-type', 'a/b'],
  ] as const
  expect(sent(inputs({ headers })).headers).toEqual({
    Accept: '*/*',
    'user-agent': 'SemaphoreCI v2.0 Client',
    'content-type': 'a/b',
  })
})

// Example of GitHub's documentation, "Validating webhook deliveries".
test('the signature is that of GitHub’s webhooks, over the bytes of the body', () => {
  const secret = "It's a Secret to Everybody"
  const signed = sent(inputs({ secret }, '{"a": "é"}'))
  const expected = createHmac('sha256', secret).update(Buffer.from('{"a": "é"}')).digest('hex')
  expect(signed.headers['X-Hub-Signature-256']).toBe(`sha256=${expected}`)
  const known = '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
  const hello = createHmac('sha256', secret).update('Hello, World!').digest('hex')
  expect(hello).toBe(known)
})

test('a login becomes a header, and what follows # is not sent', () => {
  const url = new URL('https://m%C3%A9:p%40ss:word@ci.example.org/a?b=c#frag')
  const request = sent(inputs({ url }))
  expect(request.url).toBe('https://ci.example.org/a?b=c')
  expect(request.headers['Authorization']).toBe(
    `Basic ${Buffer.from('mé:p@ss:word').toString('base64')}`,
  )
})

test('what can’t be sent together', () => {
  const headers = [
    ['x-hub-signature-256', 'x'],
    ['authorization', 'y'],
  ] as const
  const url = new URL('https://me@ci.example.org/')
  expect(webhookProblems(inputs({ url, headers, secret: 'abc' }))).toEqual([
    expect.stringContaining('"X-Hub-Signature-256"'),
    expect.stringContaining('"Authorization"'),
  ])
  expect(webhookProblems(inputs({ headers }))).toEqual([])
  expect(webhookProblems(inputs({ url, secret: 'abc' }))).toEqual([])
})

const basic = Buffer.from('robot:pa55word').toString('base64')

test.each([
  ['https://ci.example.org/?auth_token=abc%2Fd1&pin=123456', ['abc%2Fd1', 'abc/d1', '123456']],
  ['https://ci.example.org/?T0kenAlone', ['T0kenAlone']],
  ['https://us%40er:pa%2Bss@ci.example.org/', ['us%40er', 'us@er', 'pa%2Bss', 'pa+ss']],
])('secrets of %s', (url, secrets) => {
  const found = webhookRequest(inputs({ url: new URL(url) })).secrets
  expect(found).toEqual(expect.arrayContaining(secrets))
})

test.each([
  ['Authorization', 'Bearer abc.def', ['Bearer', 'abc.def']],
  ['Cookie', 'session=ab12; other="cd34"', ['session=ab12;', 'ab12', 'cd34']],
  ['Authorization', `Basic ${basic}`, [basic, 'robot:pa55word', 'pa55word']],
])('secrets of the header %s: %s', (name, value, secrets) => {
  const found = webhookRequest(inputs({ headers: [[name, value]] })).secrets
  expect(found).toEqual(expect.arrayContaining(secrets))
})

test('secrets of a payload, and what is none', () => {
  const payload =
    '{"token": "glptt-1", "ref": "main", "deep": [{"apiKey": "k3y-1"}], "password": ""}'
  expect(webhookRequest(inputs({ secret: 'hmac-key' }, payload)).secrets).toEqual([
    'glptt-1',
    'k3y-1',
    'hmac-key',
  ])
})

test('short values and words such as true are not masked: outputs would be dropped', () => {
  const url = new URL('https://ci.example.org/?a=1&b=true&c=abc&d=12345')
  expect(webhookRequest(inputs({ url, headers: [['X', 'no']] })).secrets).toEqual([])
})

test('the address is hidden in answers, but not masked', () => {
  const url = new URL('https://hooks.example.org/services/T00aa/B00bb?x=y1y1')
  const { secrets, hidden } = webhookRequest(inputs({ url }))
  expect(secrets).toEqual(['y1y1'])
  const { conceal } = concealer([...secrets, ...hidden])
  const shown = conceal(
    `Cannot POST /services/T00aa/B00bb?x=y1y1 ${url.href} B00bb at https://hooks.example.org/services`,
  )
  expect(shown).toBe('Cannot POST *** *** *** at https://hooks.example.org/services')
})

test('long numbers are concealed as well', () => {
  expect(concealer(['12345678']).conceal('a12345678b')).toBe('a***b')
})
