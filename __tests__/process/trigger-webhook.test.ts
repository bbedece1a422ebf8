import { createHmac } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { type ActionRun, runBundle } from '../../rehearsal/action-runner.ts'
import { ROOT } from '../../scripts/actions.ts'
import {
  type Behaviour,
  type HostileServer,
  hostileServer,
  httpAnswer,
} from '../support/trigger/hostile-server.ts'

const SECRETS = [
  's3cret-word',
  's3cret-query',
  's3cret-hmac',
  's3cret-path',
  's3cret-login',
  's3cret-token',
  's3cret-github',
]

const urlOf = ({ origin }: HostileServer): string =>
  `${origin.replace('://', '://me:s3cret-login@')}/s3cret-path?key=s3cret-query#s3cret-path`

/** Runs the action against a server. Fails if a secret is shown anywhere but in the commands that mask it. */
async function trigger(
  url: string,
  inputs: Readonly<Record<string, string>> = {},
  more: Partial<ActionRun> = {},
) {
  const result = await runBundle({
    action: join(ROOT, 'actions/trigger'),
    workspace: tmpdir(),
    inputs: {
      url,
      token: 's3cret-github',
      secret: 's3cret-hmac',
      headers: 'X-Token: Token s3cret-word',
      payload: '{"token": "s3cret-token", "ref": "main"}\n',
      ...inputs,
    },
    ...more,
  })
  const lines = result.raw.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  const shown = [...lines, result.summary, JSON.stringify(result.outputs)].join('\n')
  for (const secret of SECRETS) expect(shown).not.toContain(secret)
  expect(result.left).toEqual([])
  return result
}

/** Repeats all that it got, behind what a log could take for commands. */
const echo =
  (status: number): Behaviour =>
  (socket, request) => {
    const body = `\u001b[31m::error::x\n##[error]y\n::stop-commands::z\n${request}\n::add-mask::main`
    socket.write(httpAnswer(status, body))
  }

test('accepted: one request, signed, and its answer in the log', async () => {
  await using server = await hostileServer(echo(201))
  const { exitCode, outputs, log, summary, masks, annotations } = await trigger(urlOf(server))
  expect([exitCode, outputs['reason'], outputs['status']]).toEqual([0, 'accepted', '201'])
  expect(outputs['seconds']).toMatch(/^\d+$/)
  expect(annotations).toEqual([])
  expect(log).toContain('{"token": "***", "ref": "main"}')
  expect(log).toContain(server.origin)
  expect(summary).toContain('accepted')
  expect(masks).toEqual(
    expect.arrayContaining(['s3cret-word', 'Token', 's3cret-query', 's3cret-login', 's3cret-hmac']),
  )
  expect(masks).not.toContain('main')
  expect(server.requests.length).toBe(1)
  const [head, body = ''] = server.requests[0]?.split('\r\n\r\n') ?? []
  expect(body).toBe('{"token": "s3cret-token", "ref": "main"}\n')
  const signature = createHmac('sha256', 's3cret-hmac').update(body).digest('hex')
  expect(head).toContain(`X-Hub-Signature-256: sha256=${signature}`)
  expect(head).not.toContain('s3cret-github')
})

test.each<[string, Behaviour, string, string]>([
  ['500', echo(500), 'start-unknown', '500'],
  ['404', echo(404), 'webhook-refused', '404'],
  ['a redirect', echo(302), 'redirect-refused', '302'],
  ['the end', (socket) => socket.destroy(), 'start-unknown', ''],
  [
    '101',
    (socket) => socket.write('HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: y\r\n\r\n'),
    'start-unknown',
    '',
  ],
  [
    'a limit',
    (socket) => socket.write(httpAnswer(429, '', ['Retry-After: 99'])),
    'rate-limited',
    '429',
  ],
])('%s: one request, and exit code 1', async (_, behave, reason, status) => {
  await using server = await hostileServer(behave)
  const result = await trigger(urlOf(server), { timeout: '20s' })
  const { outputs, exitCode, summary } = result
  expect([exitCode, outputs['reason'], outputs['status']]).toEqual([1, reason, status])
  expect(server.requests.length).toBe(1)
  expect(summary).toContain(`Failed: ${reason}`)
})

test('silence ends with the timeout', async () => {
  await using server = await hostileServer(() => {})
  const { outputs } = await trigger(urlOf(server), { timeout: '1s' })
  expect([outputs['reason'], server.requests.length]).toEqual(['start-unknown', 1])
})

test('cancelled while the server is silent', async () => {
  const cancelled = new AbortController()
  await using server = await hostileServer(() => cancelled.abort())
  const { exitCode, killedBy, outputs } = await trigger(
    urlOf(server),
    {},
    { signal: cancelled.signal },
  )
  expect([exitCode, killedBy, outputs['reason']]).toEqual([1, null, 'cancelled'])
  expect(server.requests.length).toBe(1)
})

test('inputs that can’t be: all at once, and no request', async () => {
  await using server = await hostileServer(echo(200))
  const { outputs, annotations } = await trigger(urlOf(server), {
    headers: 's3cret-word',
    payload: '{"a": s3cret-token}',
    poll: '1',
  })
  expect(outputs['reason']).toBe('invalid-input')
  const messages = annotations.map(({ message }) => message).join('\n')
  for (const name of ['headers', 'payload', 'poll']) expect(messages).toContain(`"${name}"`)
  expect(server.connections()).toBe(0)
})

test('an address without encryption gets nothing', async () => {
  const { outputs } = await trigger('http://me:s3cret-login@towpath.invalid/s3cret-path')
  expect(outputs['reason']).toBe('insecure-url')
})
