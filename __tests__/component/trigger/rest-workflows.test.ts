import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import type { WorkflowStart } from '../../../actions/trigger/src/workflows-api.ts'
import type { Fault } from '../../../fakes/github/fake-github.ts'
import { freePort } from '../../../fakes/network/free-port.ts'
import type { UserError } from '../../../kit/action/user-error.ts'
import { type Hub, rejected, sharedHub } from '../../support/github/hub.ts'
import {
  CANCEL,
  DISPATCH,
  EVENT,
  JOBS,
  RUN,
  RUNS,
  workflowsOf,
} from '../../support/trigger/workflows.ts'

const withHub = sharedHub()

const start: WorkflowStart = {
  ...{ workflow: 'deploy.yml', ref: 'master', returnsRun: true },
  inputs: { environment: 'staging', correlation: 'c-1' },
}
const since = new Date(Date.now() - 120_000)

const reasonOf = async (promise: Promise<unknown>): Promise<string> =>
  ((await rejected(promise)) as UserError).reason
const sentTo = ({ requests }: Pick<Hub, 'requests'>, name: string): number =>
  requests.filter(({ operation }) => operation === name).length

test('a workflow is started, and its run read to the end', async () => {
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub)
    expect(await api.defaultBranch(limits)).toBe('master')
    const started = await api.startWorkflow(start, limits)
    const id = hub.state.actions.runs[0]?.id ?? 0
    const url = `${hub.serverUrl}/octo/shop/actions/runs/${id}`
    expect(started).toEqual({ kind: 'started', run: { id, url } })
    const run = { id, url, attempt: 1, title: 'Deploy (c-1)', conclusion: undefined }
    expect(await api.run(id, limits)).toEqual({ ...run, status: 'queued' })
    expect(await api.run(id, limits)).toMatchObject({ status: 'in_progress' })
    const ended = { ...run, status: 'completed', conclusion: 'success' }
    expect(await api.run(id, limits)).toEqual(ended)
    const filter = { workflow: '77', event: 'workflow_dispatch', since } as const
    expect(await api.runs(filter, limits)).toEqual([ended])
    expect(await api.runs({ ...filter, event: 'repository_dispatch' }, limits)).toEqual([])
    expect(await api.runs({ ...filter, since: new Date(Date.now() + 60_000) }, limits)).toEqual([])
    expect(await api.cancelRun(id, limits)).toBe('had-ended')
    expect(hub.clock.pauses).toEqual([])
  })
})

test('an event, a cancellation, and jobs that failed', async () => {
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub)
    const sent = await api.startEvent('deploy', { correlation: 'c-2', all: [1, null] }, limits)
    expect(sent).toEqual({ kind: 'started', run: undefined })
    expect(await api.startEvent('deploy', undefined, limits)).toEqual(sent)
    expect(hub.state.actions.runs).toMatchObject([
      { event: 'repository_dispatch', given: { correlation: 'c-2', all: [1, null] } },
      { given: {} },
    ])
    const [run] = hub.state.actions.runs
    if (!run) throw new Error('no run')
    expect(await api.cancelRun(run.id, limits)).toBe('cancelled')
    expect(await api.run(run.id, limits)).toMatchObject({ conclusion: 'cancelled' })
    const steps = [
      { name: 'Checkout', conclusion: 'success' },
      { name: 'Roll `out`', conclusion: 'failure' },
    ]
    const jobs = [
      { name: 'lint', conclusion: 'success', steps: [] },
      { name: 'deploy', conclusion: 'failure', steps },
      { name: 'notify', conclusion: 'skipped', steps: [] },
    ]
    run.course = [{ status: 'completed', conclusion: 'failure', attempt: 2, jobs }]
    const url = `${hub.serverUrl}/octo/shop/actions/runs/${run.id}/job/2`
    expect(await api.run(run.id, limits)).toMatchObject({ attempt: 2, conclusion: 'failure' })
    expect(await api.failedJobs(run.id, limits)).toEqual([
      { name: 'deploy', url, steps: ['Roll `out`'] },
    ])
  })
})

test('a server that does not know return_run_details has started nothing', async () => {
  await withHub(
    async (hub) => {
      const { api, limits } = await workflowsOf(hub)
      expect(await api.startWorkflow(start, limits)).toEqual({ kind: 'details-refused' })
      expect(hub.state.actions.runs).toEqual([])
      const again = await api.startWorkflow({ ...start, returnsRun: false }, limits)
      expect(again).toEqual({ kind: 'started', run: undefined })
    },
    { settings: { returnsRunDetails: false } },
  )
})

test('starts that GitHub refuses, with its words', async () => {
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub)
    const error = async (more: Partial<WorkflowStart>): Promise<UserError> =>
      (await rejected(api.startWorkflow({ ...start, ...more }, limits))) as UserError
    const ref = await error({ ref: 'gone\n::error::' })
    expect(ref.reason).toBe('ref-not-found')
    expect(ref.message).toBe(
      'GitHub refused to start the workflow: status 422, "No ref found for: gone\\u{a}::error::"; give a branch or tag as "ref"',
    )
    expect(await error({ inputs: { colour: 'red' } })).toMatchObject({ reason: 'unknown-input' })
    const hidden = await error({ workflow: '../deploy.yml' })
    expect(hidden.reason).toBe('not-found')
    expect(hidden.message).toContain('or its default branch has no such workflow (needed: actions')
    const [workflow] = hub.state.actions.workflows
    if (!workflow) throw new Error('no workflow')
    workflow.inputs = { environment: {}, correlation: {}, version: { required: true } }
    const required = await error({})
    expect(required.reason).toBe('invalid-request')
    expect(required.message).toContain(`"Required input 'version' not provided"`)
    workflow.isDisabled = true
    expect(await error({})).toMatchObject({ reason: 'not-dispatchable' })
    workflow.events = ['repository_dispatch']
    expect(await error({})).toMatchObject({ reason: 'not-dispatchable' })
    // The ref's name is not GitHub's sentence.
    expect(await error({ ref: 'x on a disabled workflow' })).toMatchObject({
      reason: 'ref-not-found',
    })
    expect(hub.state.actions.runs).toEqual([])
    expect(hub.clock.pauses).toEqual([])
  })
})

test('tokens: 401, 403 with the permission, 404', async () => {
  await withHub(async (hub) => {
    hub.state.logins.set('reader', { kind: 'app', permissions: { actions: 'read' } })
    const { api, limits } = await workflowsOf(hub, { token: 'reader' })
    const dispatch = (await rejected(api.startWorkflow(start, limits))) as UserError
    expect(dispatch.reason).toBe('forbidden')
    expect(dispatch.message).toContain('the token needs actions: write')
    const event = (await rejected(api.startEvent('x', undefined, limits))) as UserError
    expect(event).toMatchObject({ reason: 'forbidden' })
    expect(event.message).toContain('the token needs contents: write')
    const reply = { status: 403, body: { message: 'Blocked by an IP allow list' } }
    hub.faults.push({ when: 'before', reply })
    const blocked = (await rejected(api.startWorkflow(start, limits))) as UserError
    expect(blocked.message).toMatch(/"Blocked by an IP allow list"; .*actions: write/)
    const gone = await workflowsOf(hub, { token: 'ghs_gone' })
    expect(await reasonOf(gone.api.defaultBranch(gone.limits))).toBe('unauthorized')
    const other = await workflowsOf(hub, { name: 'other' })
    expect(await reasonOf(other.api.defaultBranch(other.limits))).toBe('not-found')
    expect(await reasonOf(other.api.startEvent('x', {}, other.limits))).toBe('not-found')
  })
})

const PAGE = {
  status: 502,
  body: '<html>Unicorn!</html>',
  headers: { 'content-type': 'text/html' },
}
const LOGIN = { ...PAGE, status: 200 }
const NESTED = '['.repeat(100_000) + ']'.repeat(100_000)
const JSON_TYPE = { 'content-type': 'application/json' }
const FAILURES: [string, Omit<Fault, 'when'>][] = [
  ['a closed connection', {}],
  ['an answer that breaks off', { how: 'broken' }],
  ['silence', { how: 'silent' }],
  ['502 with a page', { reply: PAGE }],
  ['503', { reply: { status: 503, body: { message: 'Unavailable' } } }],
  ['408', { reply: { status: 408, body: {} } }],
  ['a login page', { reply: LOGIN }],
  ['JSON of something else', { reply: { status: 200, body: { workflow_run_id: '../1' } } }],
  ['an id that is no number', { reply: { status: 200, body: { workflow_run_id: 1.5 } } }],
  ['a list', { reply: { status: 200, body: [] } }],
  ['a failure that is nested deeply', { reply: { ...PAGE, body: NESTED, headers: JSON_TYPE } }],
]

describe.each<Fault['when']>(['before', 'after'])('%s it took effect', (when) => {
  test.each(FAILURES)('a start is sent once: %s', async (_, fault) => {
    await withHub(async (hub) => {
      const timeout = fault.how === 'silent' ? 50 : 30_000
      const { api, limits } = await workflowsOf(hub, { timeout })
      const unknown = { kind: 'unknown', why: expect.stringMatching(/^GitHub /) }
      hub.faults.push({ ...fault, when, operation: DISPATCH })
      expect(await api.startWorkflow(start, limits)).toEqual(unknown)
      hub.faults.push({ ...fault, when, operation: EVENT })
      expect(await api.startEvent('deploy', {}, limits)).toEqual(unknown)
      expect([sentTo(hub, DISPATCH), sentTo(hub, EVENT)]).toEqual([1, 1])
      // A broken answer is the usual one, so that it took effect.
      expect(hub.state.actions.runs).toHaveLength(when === 'after' ? 2 : 0)
      expect(hub.clock.pauses).toEqual([])
    })
  })

  test.each(FAILURES)(
    'what only reads is repeated, not faster than "poll": %s',
    async (_, fault) => {
      await withHub(async (hub) => {
        const timeout = fault.how === 'silent' ? 200 : 30_000
        const { api, limits } = await workflowsOf(hub, { timeout })
        await api.startWorkflow(start, limits)
        const id = hub.state.actions.runs[0]?.id ?? 0
        hub.faults.push({ ...fault, when, operation: RUN, times: 5 })
        expect(await api.run(id, limits)).toMatchObject({ id })
        expect(hub.clock.pauses).toEqual([10_000, 10_000, 10_000, 10_000, 16_000])
      })
    },
  )
})

test('a start that is answered with 421 is sent once: fetch by itself would repeat it', async () => {
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub)
    for (const operation of [DISPATCH, EVENT, CANCEL])
      hub.faults.push({ when: 'after', operation, reply: { status: 421, body: {} }, times: 9 })
    expect(await reasonOf(api.startWorkflow(start, limits))).toBe('invalid-request')
    expect(await reasonOf(api.startEvent('deploy', { name: 'Zoë' }, limits))).toBe(
      'invalid-request',
    )
    expect(hub.state.actions.runs).toMatchObject([{ given: start.inputs }, {}])
    expect(hub.requests).toHaveLength(2)
    for (const { headers, body } of hub.requests) {
      expect(headers['content-length']).toBe(String(Buffer.byteLength(JSON.stringify(body))))
      expect(headers).not.toHaveProperty('transfer-encoding')
    }
  })
})

test('silence until the time is up is no cancellation', async () => {
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub)
    hub.faults.push({ when: 'before', how: 'silent' })
    const signal = AbortSignal.timeout(100)
    const error = (await rejected(api.defaultBranch({ ...limits, signal }))) as UserError
    expect(error.reason).toBe('unreachable')
    expect(error.message).toContain('"no response in the time that was left"')
    expect(await reasonOf(api.failedJobs(1, { ...limits, signal }))).toBe('unreachable')
    expect(hub.requests).toHaveLength(1)
  })
})

test('a reading that never succeeds ends with the time; nonsense ends before', async () => {
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub, { limit: 600_000 })
    const times = 1000
    for (const [reason, fault] of [
      ['server-error', { reply: PAGE }],
      ['unreachable', {}],
    ] as const) {
      const until = hub.clock.now() + 600_000
      hub.faults.push({ ...fault, when: 'before', times })
      expect(await reasonOf(api.run(1, { ...limits, until }))).toBe(reason)
      expect(until - hub.clock.now()).toBeGreaterThanOrEqual(0)
      expect(until - hub.clock.now()).toBeLessThanOrEqual(60_000)
      hub.faults.length = 0
    }
    const sent = hub.requests.length
    hub.faults.push({ reply: LOGIN, when: 'before', times })
    const until = hub.clock.now() + 3_600_000
    expect(await reasonOf(api.run(1, { ...limits, until }))).toBe('server-error')
    expect(hub.requests.length - sent).toBe(6)
  })
})

const limited = (headers: Record<string, string>, status = 403): Omit<Fault, 'when'> => ({
  reply: {
    status,
    body: { message: 'You have exceeded a secondary rate limit.' },
    headers: { date: 'Sat, 15 Apr 2017 12:00:00 GMT', ...headers },
  },
})
const RESET = String(Date.parse('2017-04-15T12:00:20Z') / 1000)

test.each<[string, Omit<Fault, 'when'>, readonly number[]]>([
  ['retry-after', limited({ 'retry-after': '17' }), [17_000, 17_000]],
  ['a short retry-after', limited({ 'retry-after': '0' }, 429), [10_000, 10_000]],
  [
    'reset',
    limited({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': RESET }),
    [21_000, 21_000],
  ],
  ['words alone', limited({}), [60_000, 120_000]],
  ['nonsense', limited({ 'retry-after': 'Infinity' }, 429), [60_000, 120_000]],
])('a rate limit (%s) is waited for, also by a start', async (_, fault, pauses) => {
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub)
    hub.faults.push({ ...fault, when: 'before', operation: DISPATCH, times: 2 })
    expect(await api.startWorkflow(start, limits)).toMatchObject({ kind: 'started' })
    expect(hub.clock.pauses).toEqual(pauses)
    expect(hub.state.actions.runs).toHaveLength(1)
  })
})

test('a rate limit that ends after the time is not waited for', async () => {
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub, { limit: 60_000 })
    hub.faults.push({ ...limited({ 'retry-after': '61' }), when: 'before' })
    const error = (await rejected(api.startWorkflow(start, limits))) as UserError
    expect(error.reason).toBe('rate-limited')
    expect(error.message).toContain('the next request in 61 s (at 2017-04-15 12:01:01 UTC)')
    expect([hub.clock.pauses, hub.requests.length]).toEqual([[], 1])
  })
})

test('a new run that GitHub does not show yet', async () => {
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub)
    const hidden = { status: 'queued', isHidden: true }
    hub.state.actions.course = [hidden, hidden, hidden, { status: 'queued' }]
    await api.startWorkflow(start, limits)
    const id = hub.state.actions.runs[0]?.id ?? 0
    const missingUntil = hub.clock.now() + 60_000
    expect(await api.run(id, { ...limits, missingUntil })).toMatchObject({ status: 'queued' })
    expect(hub.clock.pauses).toEqual([10_000, 10_000, 10_000])
    expect(await reasonOf(api.run(id + 1, limits))).toBe('not-found')
    expect(await reasonOf(api.run(id + 1, { ...limits, missingUntil }))).toBe('not-found')
    expect(hub.clock.now()).toBe(60_000)
  })
})

test('nobody there: a start is tried 6 times, as nothing was sent', async () => {
  await withHub(async (hub) => {
    const apiUrl = `http://127.0.0.1:${await freePort()}/api/v3`
    const { api, limits } = await workflowsOf(hub, { apiUrl })
    const error = (await rejected(api.startWorkflow(start, limits))) as UserError
    expect(error.reason).toBe('unreachable')
    expect(error.message).toBe(
      'GitHub was asked to start the workflow and did not answer: "connection refused"',
    )
    expect(hub.clock.pauses).toHaveLength(5)
    expect(await reasonOf(api.run(1, { ...limits, until: 3_600_000 }))).toBe('unreachable')
    expect(hub.clock.now()).toBeGreaterThan(3_500_000)
  })
})

test('a server that is gone for a moment is asked to start, once', async () => {
  const port = await freePort()
  await withHub(async (hub) => {
    let sent = 0
    const late = createServer((request, response) => {
      sent += 1
      request.resume().on('end', () => response.writeHead(204).end())
    })
    const sleep = async (): Promise<void> => {
      await new Promise<void>((listening) => late.listen(port, '127.0.0.1', listening))
    }
    const apiUrl = `http://127.0.0.1:${port}/api/v3`
    const { api, limits } = await workflowsOf({ apiUrl, clock: { ...hub.clock, sleep } })
    const started = { kind: 'started', run: undefined }
    expect(await api.startWorkflow(start, limits)).toEqual(started)
    late.closeAllConnections()
    late.close()
    expect(sent).toBe(1)
  })
})

test('a renamed repository: the body goes along, and readings are redirected once', async () => {
  await withHub(
    async (hub) => {
      const { api, limits } = await workflowsOf(hub, { name: 'old-shop' })
      const started = await api.startWorkflow(start, limits)
      expect(started).toMatchObject({ kind: 'started' })
      expect(hub.state.actions.runs).toMatchObject([{ given: start.inputs }])
      const id = hub.state.actions.runs[0]?.id ?? 0
      for (const status of ['queued', 'in_progress', 'completed'])
        expect(await api.run(id, limits)).toMatchObject({ status })
      await api.defaultBranch(limits)
      await api.failedJobs(id, limits)
      const statuses = hub.requests.map(({ status }) => status)
      expect(statuses).toEqual([307, 200, 301, 200, 200, 200, 301, 200, 200])
    },
    { settings: { formerNames: ['octo/old-shop'] } },
  )
})

test.each([301, 302, 303, 307, 308])('a redirect to another host (%i)', async (status) => {
  const seen: unknown[] = []
  const other = createServer((request, response) => {
    seen.push(request.headers)
    response.writeHead(204).end()
  })
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
  const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/x`
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub)
    hub.faults.push({ when: 'before', reply: { status, headers: { location } }, times: 100 })
    const error = (await rejected(api.startWorkflow(start, limits))) as UserError
    expect(error.reason).toBe('redirect-refused')
    expect(await reasonOf(api.startEvent('x', {}, limits))).toBe('redirect-refused')
    expect(await reasonOf(api.run(1, limits))).toBe('redirect-refused')
    expect(await reasonOf(api.cancelRun(1, limits))).toBe('redirect-refused')
    expect([hub.requests.length, hub.clock.pauses]).toEqual([4, []])
  })
  other.close()
  expect(seen).toEqual([])
})

test.each<[number, string]>([
  [301, '/api/v3/repos/octo/shop/dispatches'],
  [302, '/api/v3/repos/octo/shop/dispatches'],
  [303, '/api/v3/repos/octo/shop/dispatches'],
  [300, '/api/v3/repos/octo/shop/dispatches'],
  [307, 'http://[::1'],
  [307, 'file:///etc/passwd'],
  [307, 'http://user:word@127.0.0.1/'],
])('a start is not redirected by %i to %s', async (status, location) => {
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub)
    const to = location.replace('127.0.0.1', new URL(hub.apiUrl).host)
    hub.faults.push({ when: 'before', reply: { status, headers: { location: to } } })
    expect(await reasonOf(api.startWorkflow(start, limits))).toBe('redirect-refused')
    hub.faults.push({ when: 'before', reply: { status: 307 } })
    expect(await reasonOf(api.startWorkflow(start, limits))).toBe('redirect-refused')
    expect(hub.requests).toHaveLength(2)
  })
})

test('a cancelled step: nothing is sent any more, and a start under way is unknown', async () => {
  await withHub(async (hub) => {
    const aborted = await workflowsOf(hub, { signal: AbortSignal.abort() })
    for (const send of [
      aborted.api.startWorkflow(start, aborted.limits),
      aborted.api.run(1, aborted.limits),
    ])
      expect(await reasonOf(send)).toBe('cancelled')
    expect(hub.requests).toEqual([])
    const controller = new AbortController()
    const { api, limits } = await workflowsOf(hub, { signal: controller.signal })
    hub.faults.push({ when: 'after', how: 'silent', operation: DISPATCH })
    const started = api.startWorkflow(start, limits)
    while (hub.requests.length === 0) await new Promise((soon) => setTimeout(soon, 5))
    controller.abort()
    expect(await started).toMatchObject({
      kind: 'unknown',
      why: expect.stringMatching('cancelled'),
    })
  })
})

test('cancelling is repeated a little; jobs are asked for once', async () => {
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub)
    await api.startWorkflow(start, limits)
    const id = hub.state.actions.runs[0]?.id ?? 0
    hub.faults.push({ when: 'before', operation: CANCEL, reply: PAGE })
    expect(await api.cancelRun(id, limits)).toBe('cancelled')
    expect(hub.clock.pauses).toEqual([1000])
    hub.faults.push({ when: 'after', operation: CANCEL, times: 9 })
    expect(await reasonOf(api.cancelRun(id, limits))).toBe('unreachable')
    expect(sentTo(hub, CANCEL)).toBe(5)
    hub.faults.length = 0
    hub.faults.push({ when: 'before', operation: JOBS, reply: PAGE })
    expect(await reasonOf(api.failedJobs(id, limits))).toBe('server-error')
    expect(sentTo(hub, JOBS)).toBe(1)
  })
})

test('a hostile server: addresses, names and words', async () => {
  await withHub(async (hub) => {
    const { api, limits } = await workflowsOf(hub)
    const good = { id: 1, status: 'queued', conclusion: null, run_attempt: 1 }
    const reply = (body: object) => ({ when: 'before', reply: { status: 200, body } }) as const
    for (const html_url of ['javascript:alert(1)', 'https://a:b@x.test/', 7, 'x'.repeat(9999)]) {
      hub.faults.push(reply({ ...good, html_url, display_title: ['x'] }))
      expect(await api.run(1, limits)).toMatchObject({ url: '', title: '' })
    }
    hub.faults.push(reply({ ...good, html_url: 'https://x.test/\u001b[31m](x)' }))
    expect((await api.run(1, limits)).url).toBe('https://x.test/%1B[31m](x)')
    for (const bad of [
      { id: 2 },
      { status: 'completed' },
      { status: 'completed', conclusion: 'success\n::stop' },
      { status: 'SUCCESS' },
      { run_attempt: '1' },
    ]) {
      hub.faults.push(reply({ ...good, ...bad }))
      expect(await reasonOf(api.run(1, { ...limits, until: hub.clock.now() }))).toBe('server-error')
    }
    hub.faults.push(reply({ workflow_runs: [null, 7, { ...good, id: -1 }, good] }))
    const filter = { workflow: 'deploy.yml', event: 'workflow_dispatch', since } as const
    expect(await api.runs(filter, limits)).toMatchObject([{ id: 1 }])
    hub.faults.push(reply({ jobs: [null, { conclusion: 'failure', name: 7, steps: [null, 3] }] }))
    expect(await api.failedJobs(1, limits)).toEqual([{ name: '', url: '', steps: [] }])
    hub.faults.push(reply({ default_branch: 7 }))
    const now = { ...limits, until: hub.clock.now() }
    expect(await reasonOf(api.defaultBranch(now))).toBe('server-error')
    expect(sentTo(hub, RUNS)).toBe(1)
  })
})
