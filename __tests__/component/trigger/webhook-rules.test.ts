import { expect, test } from '@jest/globals'
import { NO_FIELDS } from '../../../actions/trigger/src/payload/fields.ts'
import type { Answer, Exchange } from '../../../actions/trigger/src/webhook/exchange.ts'
import { webhookRequest } from '../../../actions/trigger/src/webhook/request.ts'
import { webhookSender } from '../../../actions/trigger/src/webhook/send.ts'

type Made = Awaited<ReturnType<Exchange>>

const answer = (status: number, headers: Answer['headers'] = {}, body = ''): Made => ({
  kind: 'answered',
  status,
  headers,
  body,
  isWhole: true,
})
const refused: Made = { kind: 'not-sent', why: 'connection refused', mayPass: true }
const BASE = 'https://ci.example.org'

/** Sends a webhook over scripted exchanges, the last of which repeats, with a clock that only pauses move. */
async function send(
  script: readonly Made[],
  more: { timeout?: number; poll?: number; cancelAt?: number } = {},
) {
  const { timeout = 3_600_000, poll = 10_000, cancelAt } = more
  const asked: string[] = []
  const pauses: number[] = []
  const said: string[] = []
  const cancelled = new AbortController()
  let now = 5000
  const exchange: Exchange = async ({ url }) => {
    asked.push(url.href)
    if (asked.length === cancelAt) cancelled.abort()
    return script[asked.length - 1] ?? script.at(-1) ?? refused
  }
  const url = new URL(`${BASE}/hook?key=s3cret-key`)
  const inputs = {
    url,
    payload: NO_FIELDS,
    contentType: 'application/json',
    headers: [],
    secret: '',
  } as const
  const outcome = await webhookSender(exchange)(webhookRequest(inputs), {
    clock: {
      now: () => now,
      sleep: async (milliseconds) => {
        pauses.push(milliseconds)
        now += milliseconds
      },
    },
    until: now + timeout,
    poll,
    signal: cancelled.signal,
    onPause: (sentence) => said.push(sentence),
  })
  expect(JSON.stringify([outcome, said])).not.toContain('s3cret')
  return { ...outcome, asked, pauses, said, seconds: (now - 5000) / 1000 }
}

test.each([
  [200, 'accepted'],
  [201, 'accepted'],
  [204, 'accepted'],
  [299, 'accepted'],
  [300, 'redirect-refused'],
  [301, 'redirect-refused'],
  [302, 'redirect-refused'],
  [303, 'redirect-refused'],
  [304, 'redirect-refused'],
  [307, 'redirect-refused'],
  [400, 'webhook-refused'],
  [401, 'webhook-refused'],
  [403, 'webhook-refused'],
  [404, 'webhook-refused'],
  [407, 'webhook-refused'],
  [408, 'webhook-refused'],
  [409, 'webhook-refused'],
  [421, 'webhook-refused'],
  [425, 'webhook-refused'],
  [500, 'start-unknown'],
  [502, 'start-unknown'],
  [503, 'start-unknown'],
  [504, 'start-unknown'],
  [999, 'start-unknown'],
])('status %i is %s, after one request', async (status, reason) => {
  const sent = await send([answer(status)])
  expect([sent.reason, sent.status, sent.asked.length]).toEqual([reason, status, 1])
})

test('503 with retry-after may have been taken: no second request', async () => {
  const sent = await send([answer(503, { 'retry-after': '1' })])
  expect([sent.reason, sent.asked.length]).toEqual(['start-unknown', 1])
  expect(sent.message).toContain('Look there before you run this again')
})

test('no answer: no second request', async () => {
  const sent = await send([
    { kind: 'unanswered', why: 'the connection was closed\n::error::s3cret-key' },
  ])
  expect([sent.reason, sent.status, sent.asked.length]).toEqual(['start-unknown', undefined, 1])
  expect(sent.message).not.toContain('\n')
})

test('a connection that is refused for a while', async () => {
  const sent = await send([refused, refused, answer(201)])
  expect([sent.reason, sent.pauses]).toEqual(['accepted', [1000, 2000]])
  expect(sent.said[0]).toBe(
    'No connection to https://ci.example.org; nothing was started. Next attempt in 1 s',
  )
})

test('a connection that is refused for ever', async () => {
  const sent = await send([refused])
  expect([sent.reason, sent.asked.length, sent.status]).toEqual(['unreachable', 5, undefined])
  expect(sent.message).toBe(
    'No connection to https://ci.example.org: "connection refused" (5 attempts). Nothing was sent',
  )
})

test('a wrong certificate stays wrong', async () => {
  const sent = await send([
    { kind: 'not-sent', why: 'the certificate is for another host', mayPass: false },
  ])
  expect([sent.reason, sent.asked.length]).toEqual(['unreachable', 1])
})

test.each<[number, Answer['headers'], string, number]>([
  [429, { 'retry-after': '7' }, '', 7000],
  [429, {}, '', 60_000],
  [429, { 'retry-after': 'soon' }, '', 60_000],
  [429, { 'retry-after': '-5' }, '', 60_000],
  [429, { 'retry-after': '0' }, '', 1000],
  [
    429,
    { 'retry-after': 'Tue, 01 Dec 2026 10:00:09 GMT', date: 'Tue, 01 Dec 2026 10:00:00 GMT' },
    '',
    9000,
  ],
  [403, { 'retry-after': '7' }, '', 7000],
  [403, {}, '{"message": "You have exceeded a secondary rate limit"}', 60_000],
  [
    403,
    {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1000000020',
      date: 'Sun, 09 Sep 2001 01:46:40 GMT',
    },
    '',
    21_000,
  ],
])('a limit: %i %j %s is waited for: %i ms', async (status, headers, body, pause) => {
  const sent = await send([answer(status, headers, body), answer(200)])
  expect([sent.reason, sent.pauses]).toEqual(['accepted', [pause]])
  expect(sent.said[0]).toContain('because of a limit')
})

test.each(['100', '99999999999', '9'.repeat(400)])(
  'a limit of %s s ends after the timeout',
  async (seconds) => {
    const sent = await send([answer(429, { 'retry-after': seconds })], { timeout: 60_000 })
    expect([sent.reason, sent.status, sent.asked.length, sent.pauses]).toEqual([
      'rate-limited',
      429,
      1,
      [],
    ])
    expect(sent.message).toMatch(/ends at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/)
  },
)

test('a server that always allows the next request at once gets few', async () => {
  for (const poll of [100, 10_000, 300_000]) {
    const sent = await send([answer(429, { 'retry-after': '0' })], { poll })
    expect(sent.asked.length).toBeLessThanOrEqual(sent.seconds / (poll / 1000) + 5)
    expect(sent.reason).toBe('rate-limited')
  }
})

test.each([307, 308])('%i within the origin is followed', async (status) => {
  const sent = await send([answer(status, { location: '/other?key=s3cret-key#x' }), answer(200)])
  expect(sent.asked).toEqual([`${BASE}/hook?key=s3cret-key`, `${BASE}/other?key=s3cret-key`])
  expect(sent.reason).toBe('accepted')
})

test('after a redirect, a limit is waited for at the new address', async () => {
  const moved = answer(307, { location: '/other' })
  const sent = await send([moved, answer(429, { 'retry-after': '9' }), answer(200)])
  expect(sent.asked.slice(1)).toEqual([`${BASE}/other`, `${BASE}/other`])
})

test.each([
  ['https://evil.example.org/hook?key=s3cret-key', 'to "https://evil.example.org"'],
  ['https://s3cret-key.example.org/', 'to "https://***.example.org"'],
  ['//evil.example.org/', 'to "https://evil.example.org"'],
  ['http://ci.example.org/hook', 'to "http://ci.example.org"'],
  ['https://ci.example.org:8443/', 'to "https://ci.example.org:8443"'],
  ['https://ci.example.org.evil.org/', 'to "https://ci.example.org.evil.org"'],
  ['https://ci.example.org@evil.org/', 'to "https://evil.org"'],
  ['javascript:s3cret-key', 'to "javascript:"'],
  ['https://[', 'to something that is not an address'],
])('a redirect elsewhere is refused, and nothing goes there: %s', async (location, words) => {
  for (const status of [301, 302, 303, 307, 308]) {
    const sent = await send([answer(status, { location })])
    expect([sent.reason, sent.status, sent.asked.length]).toEqual(['redirect-refused', status, 1])
    expect(sent.message).toContain(words)
  }
})

test.each([301, 302, 303])(
  '%i within the origin would lose the method: refused',
  async (status) => {
    const sent = await send([answer(status, { location: '/hook2' })])
    expect([sent.reason, sent.asked.length]).toEqual(['redirect-refused', 1])
  },
)

test('a login in a redirect is not used', async () => {
  const sent = await send([answer(307, { location: 'https://a:b@ci.example.org/x' }), answer(200)])
  expect(sent.asked[1]).toBe(`${BASE}/x`)
})

test('redirects in a circle, and without end', async () => {
  const circle = await send([answer(307, { location: '/hook?key=s3cret-key' })])
  expect([circle.reason, circle.asked.length]).toEqual(['redirect-refused', 1])
  const chain = Array.from({ length: 9 }, (_, index) => answer(308, { location: `/${index}` }))
  const endless = await send(chain)
  expect([endless.reason, endless.asked.length]).toEqual(['redirect-refused', 4])
})

test('cancelled before, during and after the request', async () => {
  const silent: Made = { kind: 'unanswered', why: 'cancelled' }
  const before = await send([refused], { cancelAt: 1 })
  expect([before.reason, before.asked.length]).toEqual(['cancelled', 1])
  expect(before.message).toContain('nothing was started')
  const during = await send([silent], { cancelAt: 1 })
  expect(during.message).toContain('It may have taken the request')
  const inPause = await send([answer(429), answer(429)], { cancelAt: 1 })
  expect([inPause.reason, inPause.asked.length]).toEqual(['cancelled', 1])
  const after = await send([answer(200)], { cancelAt: 1 })
  expect(after.reason).toBe('accepted')
})
