// The bundle of trigger, as the runner starts it, against the fake GitHub and a webhook.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { PASSWORD } from '../../fakes/git/git-server.ts'
import { type ActionResult, type ActionRun, runBundle } from '../../rehearsal/action-runner.ts'
import { ROOT } from '../../scripts/actions.ts'
import { type Hub, sharedHub } from '../support/github/hub.ts'
import { CANCEL, DISPATCH, RUN } from '../support/trigger/workflows.ts'

const withHub = sharedHub()

let workspace = ''
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'towpath-trigger-'))
})
afterAll(() => rmSync(workspace, { recursive: true, force: true }))

const bundle = (
  inputs: Readonly<Record<string, string>>,
  more: Partial<ActionRun> = {},
): Promise<ActionResult> =>
  runBundle({ action: join(ROOT, 'actions', 'trigger'), inputs, workspace, ...more })

const onHub = (
  { apiUrl }: Hub,
  inputs: Readonly<Record<string, string>> = {},
  more: Partial<ActionRun> = {},
): Promise<ActionResult> =>
  bundle(
    {
      workflow: 'deploy.yml',
      token: PASSWORD,
      poll: '100ms',
      correlation: 'correlation',
      ...inputs,
    },
    { env: { GITHUB_API_URL: apiUrl, GITHUB_REPOSITORY: 'octo/shop' }, ...more },
  )

const sentTo = ({ requests }: Hub, name: string): number =>
  requests.filter(({ operation }) => operation === name).length

/** What a secret must not be in: all but the command that masks it. */
const shown = ({ raw, summary, outputs, log }: ActionResult): string =>
  [raw.replaceAll(/^::add-mask::.*$/gm, ''), summary, log, JSON.stringify(outputs)].join('\n')

test('a workflow succeeds; the token is nowhere', async () => {
  await withHub(async (hub) => {
    const result = await onHub(hub)
    expect(result.annotations).toEqual([])
    const [run] = hub.state.actions.runs
    expect(result.outputs).toEqual({
      ...{ 'run-id': String(run?.id), attempt: '1', status: 'completed', conclusion: 'success' },
      ...{
        'run-url': `${hub.serverUrl}/octo/shop/actions/runs/${run?.id}`,
        seconds: expect.stringMatching(/^[1-9]$/),
      },
      reason: 'succeeded',
    })
    expect(result).toMatchObject({ success: true, left: [] })
    expect(hub.state.actions.runs).toHaveLength(1)
    expect(result.masks).toContain(PASSWORD)
    expect(shown(result)).not.toContain(PASSWORD)
  })
})

test('a server without run ids, a lost answer, and a late run: the correlation finds it', async () => {
  await withHub(
    async (hub) => {
      hub.faults.push({ when: 'before', operation: DISPATCH, reply: DETAILS_REFUSED })
      hub.faults.push({ when: 'after', operation: DISPATCH })
      hub.faults.push({ when: 'before', operation: RUN, reply: { status: 503, body: {} } })
      const result = await onHub(hub)
      expect(result.outputs).toMatchObject({ reason: 'succeeded', conclusion: 'success' })
      expect(hub.state.actions.runs).toHaveLength(1)
      expect(sentTo(hub, DISPATCH)).toBe(2)
    },
    { settings: { returnsRunDetails: false } },
  )
})

const DETAILS_REFUSED = {
  status: 422,
  body: { message: 'Invalid request.\n\n"return_run_details" is not a permitted key.' },
}

test('GitHub repeats the token and a workflow command: both are harmless', async () => {
  await withHub(async (hub) => {
    const padding = 'x'.repeat(152)
    const message = `No ref found for: \n::error::x ##[error]y ${padding} ${PASSWORD}`
    hub.faults.push({
      when: 'before',
      operation: DISPATCH,
      reply: { status: 422, body: { message } },
    })
    const result = await onHub(hub, { ref: 'gone' })
    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({ reason: 'ref-not-found', 'run-id': '' })
    expect(result.annotations).toHaveLength(1)
    // Not half of it either: a message quotes only the beginning of an answer.
    expect(shown(result)).not.toMatch(/pass\\*"w/)
  })
})

test('a failed run: its jobs, inert', async () => {
  await withHub(async (hub) => {
    const jobs = [
      {
        name: 'a\n::set-output name=x::y | <b>',
        conclusion: 'failure',
        steps: [{ name: '`rm`', conclusion: 'failure' }],
      },
    ]
    hub.state.actions.course = [{ status: 'completed', conclusion: 'failure', jobs }]
    const result = await onHub(hub)
    expect(result.outputs).toMatchObject({ reason: 'run-failure', conclusion: 'failure' })
    expect(result.annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining('Failed job "a\\u{a}::set-output name=x::y | <b>": "`rm`"'),
    ])
    expect(result.summary).not.toMatch(/<b>|`rm`/)
    expect(result.outputs).not.toHaveProperty('x')
  })
})

test.each([
  ['true', 1, /asked to cancel the run/],
  ['false', 0, /The run goes on: http/],
])('cancelled while it waits, cancel: %s', async (cancel, cancellations, words) => {
  await withHub(async (hub) => {
    hub.state.actions.course = [{ status: 'in_progress' }]
    const controller = new AbortController()
    let aborted = 0
    const result = await onHub(
      hub,
      { cancel },
      {
        signal: controller.signal,
        onLine: (line) => {
          if (!line.startsWith('in_progress')) return
          aborted = Date.now()
          controller.abort()
        },
      },
    )
    expect(Date.now() - aborted).toBeLessThan(7000)
    expect(result).toMatchObject({ exitCode: 1, killedBy: null })
    expect(result.outputs).toMatchObject({ reason: 'cancelled', status: 'in_progress' })
    expect(result.outputs['run-id']).not.toBe('')
    expect(result.annotations.map(({ message }) => message)).toEqual([expect.stringMatching(words)])
    expect(sentTo(hub, CANCEL)).toBe(cancellations)
  })
})

test('cancelled while the start is under way: it is awaited, and its run cancelled', async () => {
  await withHub(async (hub) => {
    hub.state.actions.course = [{ status: 'queued' }]
    const controller = new AbortController()
    const relay = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const isStart = request.url?.endsWith('/dispatches')
      if (isStart) controller.abort()
      const { method = 'GET', headers } = request
      const answer = await fetch(`${new URL(hub.apiUrl).origin}${request.url}`, {
        method,
        headers: Object.entries(headers).filter(
          ([name]) =>
            !/^(?:host|connection|content-length|transfer-encoding|keep-alive)$/.test(name),
        ) as [string, string][],
        ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
      })
      const body = await answer.text()
      setTimeout(
        () => response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body),
        isStart ? 300 : 0,
      )
    })
    relay.listen(0, '127.0.0.1')
    await once(relay, 'listening')
    const { port } = relay.address() as AddressInfo
    const result = await onHub(
      hub,
      { cancel: 'true' },
      {
        signal: controller.signal,
        env: { GITHUB_API_URL: `http://127.0.0.1:${port}/api/v3`, GITHUB_REPOSITORY: 'octo/shop' },
      },
    )
    relay.closeAllConnections()
    relay.close()
    expect(result.outputs).toMatchObject({ reason: 'cancelled' })
    expect(result.exitCode).toBe(1)
    expect([sentTo(hub, DISPATCH), sentTo(hub, CANCEL)]).toEqual([1, 1])
    expect(hub.state.actions.runs[0]?.course.at(-1)).toMatchObject({ conclusion: 'cancelled' })
  })
})

test('a webhook: one request, signed; neither its path nor its secrets are shown', async () => {
  const seen: (string | undefined)[] = []
  const server = createServer((request, response) => {
    seen.push(request.url, String(request.headers['x-hub-signature-256']))
    response
      .writeHead(202)
      .end(`{"you": "${request.url} ${request.headers.authorization}"}\n::error::x`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const result = await bundle({
    url: `http://127.0.0.1:${port}/hook/s3cr3tpath?key=abcdef123`,
    payload: '{ "a": 1 }',
    headers: 'Authorization: Token t0k3nt0k3n',
    secret: 'sign1ng-key',
  })
  server.close()
  expect(result.outputs).toMatchObject({ reason: 'accepted', status: '202', 'run-id': '' })
  expect(result.annotations).toEqual([])
  expect(seen).toEqual([
    '/hook/s3cr3tpath?key=abcdef123',
    expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
  ])
  expect(shown(result)).not.toMatch(/s3cr3tpath|abcdef123|t0k3nt0k3n|sign1ng-key/)
})

test('an address of the API that is none is an invalid input', async () => {
  const env = { GITHUB_API_URL: 'ftp://x', GITHUB_REPOSITORY: 'octo/shop' }
  const result = await bundle({ workflow: 'deploy.yml', token: 'ghs_x' }, { env })
  expect(result.outputs).toMatchObject({ reason: 'invalid-input' })
})

test('a login in the address of the API is an invalid input, and not shown', async () => {
  const env = {
    GITHUB_API_URL: 'https://user:passw0rd@127.0.0.1:1',
    GITHUB_REPOSITORY: 'octo/shop',
  }
  const result = await bundle({ workflow: 'deploy.yml', token: 'ghs_x' }, { env })
  expect(result.outputs).toMatchObject({ reason: 'invalid-input' })
  expect(shown(result)).not.toContain('passw0rd')
})

test('cancelled while a connection comes about: it does not keep the step alive', async () => {
  const controller = new AbortController()
  // Says nothing, so that TLS never begins.
  const server = createTcpServer((socket) => socket.once('data', () => controller.abort()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const env = { GITHUB_API_URL: `https://127.0.0.1:${port}`, GITHUB_REPOSITORY: 'octo/shop' }
  const inputs = { workflow: 'deploy.yml', token: 'ghs_x' }
  const result = await bundle(inputs, { env, signal: controller.signal })
  server.close()
  expect(result).toMatchObject({ exitCode: 1, killedBy: null })
  expect(result.outputs).toMatchObject({ reason: 'cancelled' })
  expect(result.annotations.map(({ message }) => message)).toEqual([
    'The step was cancelled. Nothing was started',
  ])
})
