// The built action on the fake GitHub: what only a process of its own can show.
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, jest, test } from '@jest/globals'
import { PASSWORD } from '../../../fakes/git/git-server.ts'
import { SUCCESS } from '../../../fakes/github/actions-state.ts'
import type { ActionResult } from '../../../rehearsal/action-runner.ts'
import { type Hub, withHub } from '../../support/github/hub.ts'
import { triggered, until } from '../../support/trigger/bundle.ts'
import { CANCEL, DISPATCH, RUN } from '../../support/trigger/workflows.ts'

jest.setTimeout(60_000)

const workflow = { workflow: 'deploy.yml', ref: 'master' }
const PAGE = { status: 502, body: '<html></html>', headers: { 'content-type': 'text/html' } }

const sent = ({ requests }: Hub, name: string): number =>
  requests.filter(({ operation }) => operation === name).length

/** All that others can read of a step. */
const readable = ({ log, outputs, summary, state, env, left }: ActionResult): string =>
  JSON.stringify({ log, outputs, summary, state, env, left })

test('a start whose answer is lost: found by its correlation, or unknown without', async () => {
  await withHub(async (hub) => {
    hub.faults.push({ when: 'after', operation: DISPATCH, reply: PAGE })
    const found = await triggered(hub, { ...workflow, correlation: 'correlation' })
    expect(found.outputs).toMatchObject({ reason: 'succeeded', status: 'completed' })
    expect(found.exitCode).toBe(0)
    hub.faults.push({ when: 'after', operation: DISPATCH })
    const unknown = await triggered(hub, workflow)
    expect(unknown.outputs).toMatchObject({ reason: 'start-unknown', 'run-id': '' })
    expect(unknown.exitCode).toBe(1)
    expect([sent(hub, DISPATCH), hub.state.actions.runs.length]).toEqual([2, 2])
  })
})

test('cancelled while the run goes on: it is cancelled first', async () => {
  await withHub(async (hub) => {
    hub.state.actions.course = [{ status: 'in_progress' }]
    const controller = new AbortController()
    const running = triggered(hub, { ...workflow, cancel: 'true' }, { signal: controller.signal })
    await until(() => sent(hub, RUN) > 1)
    const began = performance.now()
    controller.abort()
    const { exitCode, killedBy, outputs, log } = await running
    expect([exitCode, killedBy, outputs['reason']]).toEqual([1, null, 'cancelled'])
    expect(performance.now() - began).toBeLessThan(7000)
    expect(outputs['run-id']).toBe(String(hub.state.actions.runs[0]?.id))
    expect(log).toContain('GitHub was asked to cancel the run')
    expect([sent(hub, CANCEL), sent(hub, DISPATCH)]).toEqual([1, 1])
  })
})

test('cancelled while a start is under way: its answer is awaited, and its run cancelled', async () => {
  await withHub(async (hub) => {
    hub.state.actions.course = [{ status: 'in_progress' }]
    hub.faults.push({ when: 'after', operation: DISPATCH, delay: 1500 })
    const controller = new AbortController()
    const inputs = { ...workflow, cancel: 'true' }
    const running = triggered(hub, inputs, { signal: controller.signal })
    await until(() => sent(hub, DISPATCH) === 1)
    controller.abort()
    const { exitCode, outputs } = await running
    expect([exitCode, outputs['reason']]).toEqual([1, 'cancelled'])
    expect(outputs['run-id']).toBe(String(hub.state.actions.runs[0]?.id))
    expect([sent(hub, CANCEL), sent(hub, DISPATCH)]).toEqual([1, 1])
  })
})

test('cancelled while GitHub is silent: it ends in time', async () => {
  await withHub(async (hub) => {
    hub.state.actions.course = [{ status: 'in_progress' }]
    hub.faults.push({ when: 'before', operation: CANCEL, how: 'silent', times: 9 })
    hub.faults.push({ when: 'after', operation: DISPATCH, how: 'silent' })
    const cases = [
      [DISPATCH, { ...workflow, cancel: 'true' }],
      [RUN, { ...workflow, cancel: 'true' }],
    ] as const
    for (const [operation, inputs] of cases) {
      const controller = new AbortController()
      const running = triggered(hub, inputs, { signal: controller.signal })
      await until(() => sent(hub, operation) > 0)
      const began = performance.now()
      controller.abort()
      const { exitCode, killedBy, outputs } = await running
      expect([exitCode, killedBy, outputs['reason']]).toEqual([1, null, 'cancelled'])
      expect(performance.now() - began).toBeLessThan(7000)
    }
    expect(sent(hub, DISPATCH)).toBe(2)
  })
})

test('the time is up while GitHub is silent', async () => {
  await withHub(async (hub) => {
    hub.state.actions.course = [{ status: 'in_progress' }]
    hub.faults.push({ when: 'before', operation: RUN, how: 'silent', times: 9 })
    const { exitCode, outputs } = await triggered(hub, { ...workflow, timeout: '1s' })
    expect([exitCode, outputs['reason']]).toEqual([1, 'timed-out'])
    expect(Number(outputs['seconds'])).toBeLessThan(10)
  })
})

/** Runs a test with a server that answers as it likes. */
async function withServer(
  answer: RequestListener,
  check: (apiUrl: string) => Promise<void>,
): Promise<void> {
  const server = createServer(answer)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  try {
    await check(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const HOSTILE = `x\n::error::y\r\n::set-output name=reason::succeeded\u001b[31m ##[error]z <img src=x> @all |`

test('a server that echoes the token and has hostile names: nothing of it is shown raw', async () => {
  const echoes = `${PASSWORD} ${Buffer.from(`x-access-token:${PASSWORD}`).toString('base64')}`
  const run = {
    ...{ id: 7, run_attempt: 1, display_title: `${HOSTILE} ${PASSWORD}` },
    html_url: `https://hub.example/${PASSWORD}/::error::`,
    ...SUCCESS,
    conclusion: 'failure',
  }
  const job = {
    name: `${HOSTILE} ${PASSWORD}`,
    conclusion: 'failure',
    steps: [{ name: `${HOSTILE} ${echoes}`, conclusion: 'failure' }],
  }
  let refuses = false
  await withServer(
    (request, response) => {
      const body = request.url?.includes('/jobs')
        ? { jobs: [job] }
        : request.method === 'POST'
          ? { workflow_run_id: 7, html_url: run.html_url }
          : run
      const status = refuses ? 422 : 200
      const sent = refuses ? { message: `${HOSTILE} ${echoes}` } : body
      request.resume()
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(sent))
    },
    async (apiUrl) => {
      for (const reason of ['run-failure', 'invalid-request']) {
        refuses = reason === 'invalid-request'
        const result = await triggered({ apiUrl, serverUrl: 'https://hub.example' }, workflow)
        expect(result.outputs['reason']).toBe(reason)
        expect(readable(result)).not.toContain(PASSWORD)
        expect(result.masks).toContain(PASSWORD)
        expect(result.annotations.filter(({ message }) => message === 'y')).toEqual([])
        expect(result.raw).not.toMatch(/^::set-output|##\[error\]z/m)
        expect(result.raw + result.summary).not.toContain('\u001b')
        expect(result.summary).not.toMatch(/<img|@all/)
        expect(result.left).toEqual([])
      }
    },
  )
})

test('redirects of a start and of readings lead nowhere', async () => {
  const seen: unknown[] = []
  await withServer(
    (request, response) => {
      seen.push(request.headers)
      response.end()
    },
    async (elsewhere) => {
      await withHub(async (hub) => {
        for (const operation of [DISPATCH, RUN]) {
          for (const status of [301, 302, 303, 307, 308]) {
            const reply = { status, headers: { location: elsewhere } }
            hub.faults.push({ when: 'before', operation, reply })
            if (status > 302 && operation === RUN) hub.faults.length = 0
            else expect((await triggered(hub, workflow)).outputs['reason']).toBe('redirect-refused')
          }
        }
      })
    },
  )
  expect(seen).toEqual([])
})

test('an answer without end', async () => {
  let open = 0
  await withServer(
    (request, response) => {
      request.resume()
      response.writeHead(200, { 'content-type': 'application/json' })
      open += 1
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(1_000_000, 0x20)));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    },
    async (apiUrl) => {
      const result = await triggered({ apiUrl, serverUrl: 'https://hub.example' }, workflow)
      expect(result.outputs['reason']).toBe('start-unknown')
      expect(result.log).toContain('the answer is too long')
    },
  )
  expect(open).toBe(1)
})
