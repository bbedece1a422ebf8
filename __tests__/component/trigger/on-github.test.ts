// The whole step on the fake GitHub, in virtual time.
import { expect, test } from '@jest/globals'
import { type RunState, SUCCESS } from '../../../fakes/github/actions-state.ts'
import type { Fault } from '../../../fakes/github/fake-github.ts'
import { type Hub, sharedHub } from '../../support/github/hub.ts'
import { trigger } from '../../support/trigger/in-process.ts'
import { virtualTime } from '../../support/trigger/virtual-time.ts'
import { CANCEL, DISPATCH, EVENT, JOBS, RUN, RUNS } from '../../support/trigger/workflows.ts'

const withHub = sharedHub()

const workflow = { workflow: 'deploy.yml', ref: 'master' }
const correlation = { correlation: 'correlation' }
const event = { 'event-type': 'deploy', workflow: 'deploy.yml', ...correlation }
const OLDER = { settings: { returnsRunDetails: false } }
const PAGE = { status: 502, body: '<html></html>', headers: { 'content-type': 'text/html' } }
const hidden: RunState = { status: 'queued', isHidden: true }
const failure: RunState = {
  ...{ status: 'completed', conclusion: 'failure', attempt: 2 },
  jobs: [
    { name: 'build', conclusion: 'success', steps: [] },
    { name: 'deploy', conclusion: 'failure', steps: [{ name: 'Roll', conclusion: 'failure' }] },
  ],
}

const sent = ({ requests }: Hub, name: string): number =>
  requests.filter(({ operation }) => operation === name).length
const runs = ({ state }: Hub) => state.actions.runs

test.each([
  ['by the id', {}, workflow],
  ['by the correlation', {}, { ...workflow, ...correlation }],
  ['by the correlation, on an older server', OLDER, { ...workflow, ...correlation }],
  ['by the correlation, of an event', {}, event],
])('four callers at once: each waits for its own run, %s', async (_, options, values) => {
  await withHub(async (hub) => {
    const results = await Promise.all([1, 2, 3, 4].map(() => trigger(hub, values)))
    expect(results.map(({ outputs }) => outputs['reason'])).toEqual(Array(4).fill('succeeded'))
    const ids = new Set(results.map(({ outputs }) => outputs['run-id']))
    expect(ids).toEqual(new Set(runs(hub).map(({ id }) => String(id))))
    expect(ids.size).toBe(4)
    for (const { outputs } of results) {
      const run = runs(hub).find(({ id }) => String(id) === outputs['run-id'])
      expect(outputs['run-url']).toBe(`${hub.serverUrl}/octo/shop/actions/runs/${run?.id}`)
    }
  }, options)
})

test('an older server without a correlation: nothing is started, unless nobody waits', async () => {
  await withHub(async (hub) => {
    const { outputs } = await trigger(hub, workflow)
    expect([outputs['reason'], runs(hub)]).toEqual(['correlation-missing', []])
    const started = await trigger(hub, { ...workflow, wait: 'false' })
    expect([started.outputs['reason'], runs(hub).length]).toEqual(['started', 1])
  }, OLDER)
})

test('a run that the list shows late, among others', async () => {
  await withHub(async (hub) => {
    // Somebody else's run, and one of another event.
    await trigger(hub, { ...workflow, wait: 'false' })
    hub.state.actions.course = [...Array(20).fill(hidden), { status: 'queued' }, SUCCESS]
    const { outputs, seconds } = await trigger(hub, event)
    const id = String(runs(hub)[1]?.id)
    expect(outputs).toMatchObject({ reason: 'succeeded', 'run-id': id, attempt: '1' })
    expect(seconds).toBeGreaterThanOrEqual(200)
    expect(sent(hub, EVENT)).toBe(1)
  })
})

test('a run that is never found: its run-name does not show the correlation', async () => {
  await withHub(async (hub) => {
    const [deploy] = hub.state.actions.workflows
    if (deploy) deploy.runName = undefined
    const { outputs, error, seconds } = await trigger(hub, event)
    expect([outputs['reason'], seconds]).toEqual(['run-not-identified', 300])
    expect(error).toContain('A run was started')
    expect(sent(hub, RUNS)).toBeLessThanOrEqual(31)
  })
})

test('a new run that its id does not show for most of a minute', async () => {
  await withHub(async (hub) => {
    hub.state.actions.course = [...Array(4).fill(hidden), { status: 'queued' }, SUCCESS]
    const { outputs, seconds } = await trigger(hub, workflow)
    expect([outputs['reason'], seconds]).toEqual(['succeeded', 60])
  })
})

test('a run that is never shown by its id', async () => {
  await withHub(async (hub) => {
    hub.state.actions.course = [hidden]
    const { outputs, seconds } = await trigger(hub, workflow)
    const url = `${hub.serverUrl}/octo/shop/actions/runs/${runs(hub)[0]?.id}`
    expect(outputs).toMatchObject({ reason: 'not-found', 'run-url': url })
    expect(seconds).toBeLessThanOrEqual(70)
  })
})

test('a run that failed: its jobs, the latest attempt, and no more than is known', async () => {
  await withHub(async (hub) => {
    hub.state.actions.course = [{ status: 'queued' }, failure]
    const { outputs, error } = await trigger(hub, workflow)
    expect(outputs).toMatchObject({ reason: 'run-failure', conclusion: 'failure', attempt: '2' })
    expect(error).toMatch(/"deploy": "Roll"/)
    expect(error).not.toMatch('"build"')
    for (const fault of [{}, { reply: PAGE }, { reply: { status: 403, body: {} } }]) {
      hub.faults.push({ ...fault, when: 'before', operation: JOBS })
      const without = await trigger(hub, workflow)
      expect(without.outputs['reason']).toBe('run-failure')
    }
    expect(sent(hub, JOBS)).toBe(4)
  })
})

test.each([
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
  'stale',
  'startup_failure',
  'something_new',
])('only success is a success: %s', async (conclusion) => {
  await withHub(async (hub) => {
    hub.state.actions.course = [{ status: 'completed', conclusion }]
    const { outputs } = await trigger(hub, workflow)
    const reason = `run-${conclusion.replaceAll('_', '-')}`
    expect(outputs).toMatchObject({ reason, conclusion, status: 'completed' })
  })
})

test('attempts: the conclusion of one before does not count', async () => {
  await withHub(async (hub) => {
    hub.state.actions.course = [
      { status: 'in_progress', conclusion: 'failure', attempt: 2 },
      { ...SUCCESS, attempt: 3 },
    ]
    const { outputs } = await trigger(hub, workflow)
    expect(outputs).toMatchObject({ reason: 'succeeded', attempt: '3' })
  })
})

test('a run that has not ended has no conclusion, whatever GitHub says', async () => {
  await withHub(async (hub) => {
    hub.state.actions.course = [{ status: 'in_progress', conclusion: 'success', attempt: 2 }]
    const values = { ...workflow, timeout: '2m', cancel: 'true' }
    const { outputs, error, shown } = await trigger(hub, values)
    expect(outputs).toMatchObject({ reason: 'timed-out', conclusion: '', attempt: '2' })
    expect(error).toContain('asked to cancel the run')
    expect(shown).not.toContain('(success)')
    expect(sent(hub, CANCEL)).toBe(1)
  })
})

test('approval is said once, with the link; a superseded run is not followed', async () => {
  await withHub(async (hub) => {
    const cancelled = { status: 'completed', conclusion: 'cancelled' }
    hub.state.actions.course = [...Array(9).fill({ status: 'waiting' }), cancelled]
    const waiting = trigger(hub, workflow)
    const { outputs, shown } = await waiting
    expect(shown.match(/waits for an approval/g)).toHaveLength(1)
    expect(outputs['reason']).toBe('run-cancelled')
    expect(runs(hub)).toHaveLength(1)
  })
})

const late: Readonly<Record<string, Omit<Fault, 'when'>>> = {
  '502': { reply: PAGE },
  'closed connections': {},
  'rate limits that are over at once': {
    reply: { status: 429, body: {}, headers: { 'retry-after': '0' } },
  },
}

test.each(Object.entries(late))(
  '%s for ever: at most seconds / poll + 5 requests',
  async (kind, fault) => {
    await withHub(async (hub) => {
      hub.faults.push({ ...fault, when: 'before', operation: RUN, times: 10_000 })
      const { outputs, seconds } = await trigger(hub, { ...workflow, timeout: '20m', poll: '5s' })
      expect([kind, outputs['run-id']]).toEqual([kind, String(runs(hub)[0]?.id)])
      expect(['timed-out', 'server-error', 'unreachable', 'rate-limited']).toContain(
        outputs['reason'],
      )
      expect(seconds).toBeLessThanOrEqual(1210)
      expect(seconds).toBeGreaterThanOrEqual(1100)
      expect(hub.requests.length).toBeLessThanOrEqual(seconds / 5 + 5)
      expect(sent(hub, DISPATCH)).toBe(1)
    })
  },
)

test('every second request fails: at most seconds / poll + 5 requests', async () => {
  await withHub(async (hub) => {
    hub.state.actions.course = [...Array(100).fill({ status: 'in_progress' }), failure]
    for (let skip = 0; skip < 200; skip += 1)
      hub.faults.push({ when: 'before', operation: RUN, reply: PAGE, skip: skip === 0 ? 0 : 1 })
    const { outputs, seconds } = await trigger(hub, { ...workflow, cancel: 'true' })
    expect(outputs['reason']).toBe('run-failure')
    expect(sent(hub, RUN)).toBeGreaterThan(150)
    expect(hub.requests.length).toBeLessThanOrEqual(seconds / 10 + 5)
  })
})

test('a limit that ends after the time: rate-limited, with the time, and no pause', async () => {
  await withHub(async (hub) => {
    const date = 'Sat, 15 Apr 2017 12:00:00 GMT'
    const reset = String(Date.parse('2017-04-15T12:50:00Z') / 1000)
    const headers = { date, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
    const reply = { status: 403, body: { message: 'API rate limit exceeded' }, headers }
    hub.faults.push({ when: 'before', operation: RUN, reply })
    const { outputs, error, seconds } = await trigger(hub, { ...workflow, timeout: '30m' })
    expect([outputs['reason'], seconds <= 10]).toEqual(['rate-limited', true])
    expect(error).toContain('2017-04-15 12:50:01 UTC')
  })
})

test.each(['true', 'false'])('the time is up, cancel: %s', async (cancel) => {
  await withHub(async (hub) => {
    hub.state.actions.course = [{ status: 'in_progress' }]
    const values = { ...workflow, timeout: '2m', cancel }
    const { outputs, error, seconds } = await trigger(hub, values)
    expect(outputs).toMatchObject({ reason: 'timed-out', status: 'in_progress' })
    expect([seconds >= 120, seconds <= 130]).toEqual([true, true])
    expect(error).toContain(`/actions/runs/${runs(hub)[0]?.id}`)
    expect(sent(hub, CANCEL)).toBe(cancel === 'true' ? 1 : 0)
  })
})

test('the step is cancelled while the run goes on', async () => {
  await withHub(async (hub) => {
    for (const cancel of ['true', 'false']) {
      hub.state.actions.course = [{ status: 'in_progress' }]
      const time = virtualTime()
      const controller = new AbortController()
      time.at(35_000, () => controller.abort())
      const { outputs, error, seconds } = await trigger(
        hub,
        { ...workflow, cancel },
        { time, cancelled: controller.signal },
      )
      expect(outputs['reason']).toBe('cancelled')
      expect(seconds).toBeLessThanOrEqual(42)
      expect(error).toContain(`/actions/runs/${runs(hub).at(-1)?.id}`)
      expect(sent(hub, CANCEL)).toBe(1)
    }
    expect(sent(hub, DISPATCH)).toBe(2)
  })
})

test('cancelled when the run had ended: 409', async () => {
  await withHub(async (hub) => {
    const time = virtualTime()
    const controller = new AbortController()
    hub.state.actions.course = [{ status: 'in_progress' }]
    time.at(35_000, () => {
      for (const run of runs(hub)) run.course = [SUCCESS]
      controller.abort()
    })
    const values = { ...workflow, cancel: 'true' }
    const { outputs, error } = await trigger(hub, values, { time, cancelled: controller.signal })
    expect(outputs['reason']).toBe('cancelled')
    expect(error).toMatch(/had ended/)
    expect(sent(hub, CANCEL)).toBe(1)
  })
})

test('hostile names and words stay inert', async () => {
  await withHub(async (hub) => {
    const evil = 'x\n::error::y\u001b[31m ##[error]z <img src=x> @all `|` [a](javascript:b) \u202e'
    hub.state.actions.course = [
      {
        ...failure,
        jobs: [
          { name: evil, conclusion: 'failure', steps: [{ name: evil, conclusion: 'failure' }] },
        ],
      },
    ]
    const { outputs, shown, summary } = await trigger(hub, workflow)
    expect(outputs['reason']).toBe('run-failure')
    expect(shown).toContain('Failed job')
    // `shown` is JSON, in which a line break and an escape are written with a backslash.
    for (const raw of ['x\\n::error', '\\u001b', '##[', '\u202e'])
      expect([raw, shown.includes(raw)]).toEqual([raw, false])
    for (const raw of ['<img', '@all', '`|`', '[a]', '\u001b'])
      expect([raw, summary.includes(raw)]).toEqual([raw, false])
    expect(summary).toContain('failed job')
    const reply = { status: 422, body: { message: evil } }
    hub.faults.push({ when: 'before', operation: DISPATCH, reply })
    const refused = await trigger(hub, workflow)
    expect(refused.outputs['reason']).toBe('invalid-request')
    expect(refused.error).toContain('\\u{a}::error::y\\u{1b}[31m')
    expect(refused.error).not.toMatch(/\n::|##\[/)
  })
})
