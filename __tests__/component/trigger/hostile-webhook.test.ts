import { expect, test } from '@jest/globals'
import { fields, NO_FIELDS } from '../../../actions/trigger/src/payload/fields.ts'
import { httpExchange, type Limits } from '../../../actions/trigger/src/webhook/http-exchange.ts'
import { type WebhookInputs, webhookRequest } from '../../../actions/trigger/src/webhook/request.ts'
import { webhookSender } from '../../../actions/trigger/src/webhook/send.ts'
import type { WebhookOutcome } from '../../../actions/trigger/src/webhook/webhook.ts'
import {
  type Behaviour,
  hostileServer,
  httpAnswer,
  type ServerOptions,
} from '../../support/trigger/hostile-server.ts'

const SECRETS = [
  's3cret-word',
  's3cret-query',
  's3cret-hmac',
  's3cret-path',
  's3cret/p@ss',
  's3cret-token',
]
const LIMITS = { connection: 5000, answer: 300, body: 300 }

const payload = fields('{"token": "s3cret-token", "ref": "main"}')
const inputs = (url: string): WebhookInputs => ({
  url: new URL(url),
  payload: 'value' in payload ? payload.value : NO_FIELDS,
  contentType: 'application/json',
  headers: [['X-Token', 'Token s3cret-word']],
  secret: 's3cret-hmac',
})

type How = {
  readonly signal?: AbortSignal
  readonly limits?: Partial<Limits>
  readonly env?: NodeJS.ProcessEnv
}

type Sent = WebhookOutcome & { readonly shown: string }

/** Sends a webhook to an address over real connections. The clock makes pauses short. */
async function sendTo(url: string, { signal, limits, env = {} }: How = {}): Promise<Sent> {
  const said: string[] = []
  const clock = { now: () => performance.now(), sleep: async () => {} }
  const outcome = await webhookSender(httpExchange({ ...LIMITS, ...limits }, env))(
    webhookRequest(inputs(url)),
    {
      clock,
      until: clock.now() + 600_000,
      poll: 100,
      signal: signal ?? new AbortController().signal,
      onPause: (sentence) => said.push(sentence),
    },
  )
  const shown = [outcome.message, ...outcome.answer, ...said].join('\n')
  for (const secret of SECRETS) expect(shown).not.toContain(secret)
  return { ...outcome, shown }
}

/** Sends a webhook to a server. */
async function sendToServer(behave: Behaviour, options: ServerOptions & How = {}) {
  await using server = await hostileServer(behave, options)
  const url = new URL(`${server.origin}/s3cret-path?key=s3cret-query`)
  url.username = 'me'
  url.password = 's3cret/p@ss'
  const sent = await sendTo(url.href, options)
  return { ...sent, requests: server.requests, connections: server.connections() }
}

test('what arrives is what was given', async () => {
  const { reason, status, requests } = await sendToServer((socket) => socket.write(httpAnswer(201)))
  expect([reason, status, requests.length]).toEqual(['accepted', 201, 1])
  const [head = '', body] = requests[0]?.split('\r\n\r\n') ?? []
  expect(body).toBe('{"token": "s3cret-token", "ref": "main"}')
  const lines = head.split('\r\n')
  expect(lines[0]).toBe('POST /s3cret-path?key=s3cret-query HTTP/1.1')
  expect(lines).toEqual(
    expect.arrayContaining([
      'X-Token: Token s3cret-word',
      `Authorization: Basic ${Buffer.from('me:s3cret/p@ss').toString('base64')}`,
      'Content-Length: 40',
      'Connection: close',
      expect.stringMatching(/^X-Hub-Signature-256: sha256=[0-9a-f]{64}$/),
    ]),
  )
})

const OK = httpAnswer(200, 'fine')

test.each<[string, Behaviour, WebhookOutcome['reason'], number | undefined]>([
  ['silence', () => {}, 'start-unknown', undefined],
  ['the end of the connection', (socket) => socket.end(), 'start-unknown', undefined],
  ['a reset', (socket) => socket.resetAndDestroy(), 'start-unknown', undefined],
  ['half a status line', (socket) => socket.end('HTTP/1.1 2'), 'start-unknown', undefined],
  [
    'headers without end',
    (socket) => socket.write('HTTP/1.1 200 OK\r\nA: b\r\n'),
    'start-unknown',
    undefined,
  ],
  [
    'huge headers',
    (socket) => socket.write(`HTTP/1.1 200 OK\r\nA: ${'x'.repeat(200_000)}`),
    'start-unknown',
    undefined,
  ],
  [
    'garbage',
    (socket) => socket.write('\u0000\u0001s3cret-word::error::x\r\n\r\n'),
    'start-unknown',
    undefined,
  ],
  [
    'another protocol',
    (socket) => socket.write('HTTP/1.1 101 Any\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
    'start-unknown',
    undefined,
  ],
  [
    'many interim answers',
    (socket) => socket.write('HTTP/1.1 100 Any\r\n\r\n'.repeat(50) + OK),
    'accepted',
    200,
  ],
  [
    'interim answers alone',
    (socket) => socket.write('HTTP/1.1 103 Any\r\n\r\n'.repeat(50)),
    'start-unknown',
    undefined,
  ],
  ['two answers', (socket) => socket.write(OK + httpAnswer(500)), 'accepted', 200],
  ['garbage after the answer', (socket) => socket.write(`${OK}garbage`), 'accepted', 200],
  [
    'a body that ends early',
    (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfine'),
    'accepted',
    200,
  ],
  [
    'a body that is reset',
    (socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfine', () =>
        socket.resetAndDestroy(),
      ),
    'accepted',
    200,
  ],
  [
    'a body that stops',
    (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfine'),
    'accepted',
    200,
  ],
  [
    'wrong chunks',
    (socket) =>
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\nZZ\r\n'),
    'accepted',
    200,
  ],
  [
    'a wrong status',
    (socket) => socket.write('HTTP/1.1 2000 Any\r\n\r\n'),
    'start-unknown',
    undefined,
  ],
  [
    '401 with a challenge',
    (socket) => socket.write(httpAnswer(401, '', ['WWW-Authenticate: Basic realm="x"'])),
    'webhook-refused',
    401,
  ],
  [
    '407',
    (socket) => socket.write(httpAnswer(407, '', ['Proxy-Authenticate: Basic'])),
    'webhook-refused',
    407,
  ],
  ['421', (socket) => socket.write(httpAnswer(421)), 'webhook-refused', 421],
  [
    'a retry without a limit',
    (socket) => socket.write(httpAnswer(503, '', ['Retry-After: 0'])),
    'start-unknown',
    503,
  ],
  [
    'a refresh',
    (socket) => socket.write(httpAnswer(200, '', ['Refresh: 0; url=/', 'Location: /again'])),
    'accepted',
    200,
  ],
])('%s: one request, one connection', async (_, behave, reason, status) => {
  const sent = await sendToServer(behave)
  expect([sent.reason, sent.status]).toEqual([reason, status])
  expect([sent.requests.length, sent.connections]).toEqual([1, 1])
})

test.each<[string, (socket: Parameters<Behaviour>[0]) => void, string]>([
  ['closed at once', (socket) => socket.destroy(), 'start-unknown'],
  ['answered before it is read', (socket) => socket.end(OK), 'accepted'],
])('a connection that is %s is not made again', async (_, onConnection, reason) => {
  const sent = await sendToServer(() => {}, { onConnection })
  expect([sent.reason, sent.connections]).toEqual([reason, 1])
})

test('the message says what was waited for', async () => {
  const { message } = await sendToServer(() => {}, { limits: { connection: 100, answer: 200 } })
  expect(message).toContain('"no answer within 0.2 s"')
})

test('an answer without end, as fast as it can', async () => {
  const chunk = 'x'.repeat(65_536)
  const flood: Behaviour = (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    const more = (): void => {
      while (socket.writable && socket.write(chunk));
    }
    socket.on('drain', more)
    more()
  }
  const { reason, answer } = await sendToServer(flood, { limits: { body: 60_000 } })
  expect(reason).toBe('accepted')
  expect(answer).toEqual(['x'.repeat(2048), '…'])
})

test('a redirect to another origin: nothing goes there', async () => {
  await using other = await hostileServer((socket) => socket.write(OK))
  for (const status of [301, 302, 303, 307, 308]) {
    const location = `Location: ${other.origin}/s3cret-path?key=s3cret-query`
    const sent = await sendToServer((socket) => socket.write(httpAnswer(status, '', [location])))
    expect([sent.reason, sent.requests.length]).toEqual(['redirect-refused', 1])
    expect(sent.message).toContain(other.origin)
  }
  expect(other.connections()).toBe(0)
})

test('a redirect within the origin keeps method, headers, body and signature', async () => {
  const { reason, requests } = await sendToServer((socket, _, count) =>
    socket.end(count === 1 ? httpAnswer(307, '', ['Location: /moved']) : OK),
  )
  expect(reason).toBe('accepted')
  const [first = '', second] = requests
  expect(second).toBe(first.replace('/s3cret-path?key=s3cret-query', '/moved'))
})

test('limits are waited for, then it is the same request', async () => {
  const { reason, requests } = await sendToServer((socket, _, count) =>
    socket.end(count < 3 ? httpAnswer(429, '', ['Retry-After: 0']) : OK),
  )
  expect([reason, requests.length, new Set(requests).size]).toEqual(['accepted', 3, 1])
})

const forms = (text: string): string[] => [
  text,
  encodeURIComponent(text),
  JSON.stringify(text),
  Buffer.from(text).toString('base64'),
  [...text].join('\u200b'),
  [...text].join('\u0000'),
  `${text.slice(0, 4)}\u001b[31m${text.slice(4)}`,
  `${text.slice(0, 4)}\u001b]0;title\u0007${text.slice(4)}`,
]

test('an answer that repeats all secrets, and is full of commands', async () => {
  const commands = [
    '::error::x',
    '  ::set-output name=reason::y',
    '::stop-commands::z',
    '##[error]q',
    '\u001b[2J\u001b[1;1H::add-mask::main',
    '\u202eright to left',
    'line\rover::warning::w\u2028::error::v',
  ]
  const { answer, shown } = await sendToServer((socket, request) => {
    const echo = request.split('\r\n').filter((line) => line !== '')
    const body = [...commands, ...echo, ...SECRETS.flatMap(forms)].join('\n')
    socket.write(httpAnswer(200, body))
  })
  for (const secret of SECRETS) for (const form of forms(secret)) expect(shown).not.toContain(form)
  expect(answer).toEqual(expect.arrayContaining(['::error::x', '{"token": "***", "ref": "main"}']))
  // Without colours, titles and invisible characters, which could part a secret.
  expect(answer.join('')).toMatch(/^[ -~…]*$/)
  expect(answer.join('')).not.toMatch(/\\u\{(?:0|1b|200b)\}|\[31m|title/)
  expect(shown).not.toContain('##[')
})

test('a secret across the end of what is shown, or of what is read', async () => {
  for (const before of [2040, 65_530]) {
    const { shown } = await sendToServer((socket) =>
      socket.write(httpAnswer(200, `${'x'.repeat(before)}s3cret-word${'y'.repeat(9000)}`)),
    )
    expect(shown).not.toContain('s3')
  }
  const { shown } = await sendToServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\ns3cret-wo'))
  expect(shown).toContain('s3cret-wo')
  const cut = await sendToServer((socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ns3cret-wo'),
  )
  expect(cut.shown).not.toContain('s3')
})

test('a compressed answer is not shown', async () => {
  const { answer } = await sendToServer((socket) =>
    socket.write(httpAnswer(200, 'abc', ['Content-Encoding: gzip'])),
  )
  expect(answer).toEqual(['(compressed, and not shown)'])
})

test('nobody listens', async () => {
  const server = await hostileServer(() => {})
  const { origin } = server
  await server[Symbol.asyncDispose]()
  const { reason, message } = await sendTo(`${origin}/s3cret-path`)
  expect(reason).toBe('unreachable')
  expect(message).toBe(
    `No connection to ${origin}: "connection refused" (5 attempts). Nothing was sent`,
  )
})

test('a host that does not exist', async () => {
  const { reason } = await sendTo('https://towpath.invalid/s3cret-path')
  expect(reason).toBe('unreachable')
})

test('a server that does not speak TLS gets nothing', async () => {
  await using server = await hostileServer(() => {}, { onConnection: (socket) => socket.end(OK) })
  const { reason } = await sendTo(server.origin.replace('http:', 'https:'))
  expect([reason, server.requests, server.connections()]).toEqual(['unreachable', [], 1])
})

test('a TLS handshake that breaks off is begun again: nothing was sent', async () => {
  const onConnection: ServerOptions['onConnection'] = (socket) => socket.destroy()
  await using server = await hostileServer(() => {}, { onConnection })
  const { reason } = await sendTo(server.origin.replace('http:', 'https:'))
  expect([reason, server.requests, server.connections()]).toEqual(['unreachable', [], 5])
})

test.each<[string, Behaviour, string]>([
  ['is silent', () => {}, 'no connection within 0.1 s'],
  ['refuses', (socket) => socket.end(httpAnswer(403)), 'the proxy gives no connection to it'],
  ['breaks off', (socket) => socket.destroy(), 'the proxy gives no connection to it'],
  [
    'speaks garbage',
    (socket) => socket.end('s3cret-word\r\n\r\n'),
    'the proxy gives no connection',
  ],
])('a proxy that %s gets nothing of the request', async (_, behave, words) => {
  await using proxy = await hostileServer(behave)
  const env = { HTTPS_PROXY: proxy.origin.replace('://', '://me:s3cret-word@') }
  const limits = { connection: 100 }
  const { reason, message } = await sendTo('https://ci.invalid/s3cret-path', { env, limits })
  expect(reason).toBe('unreachable')
  expect(message).toContain(words)
  expect(proxy.requests.length).toBe(5)
  for (const request of proxy.requests) expect(request).toMatch(/^CONNECT ci\.invalid:443 /)
  await proxy.closed
})

test('a proxy is not asked for the runner itself', async () => {
  await using proxy = await hostileServer((socket) => socket.end(httpAnswer(502)))
  const sent = await sendToServer((socket) => socket.write(OK), {
    env: { HTTP_PROXY: proxy.origin },
  })
  expect([sent.reason, proxy.connections()]).toEqual(['accepted', 0])
})

test('cancelled while the server is silent', async () => {
  const cancelled = new AbortController()
  const sent = await sendToServer(() => cancelled.abort(), {
    signal: cancelled.signal,
    limits: { answer: 60_000 },
  })
  expect([sent.reason, sent.requests.length]).toEqual(['cancelled', 1])
  expect(sent.message).toContain('It may have taken the request')
})
