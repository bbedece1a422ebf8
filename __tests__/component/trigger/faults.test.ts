// Every request of a step fails in every way: at most one start, not too many requests, the right reason, no secret.
import { describe, expect, test } from '@jest/globals'
import { PASSWORD } from '../../../fakes/git/git-server.ts'
import type { Fault } from '../../../fakes/github/fake-github.ts'
import type { Settings } from '../../../fakes/github/state.ts'
import { type Hub, withHub } from '../../support/github/hub.ts'
import { type Triggered, trigger } from '../../support/trigger/in-process.ts'
import { DISPATCH, EVENT, RUNS } from '../../support/trigger/workflows.ts'

type Way = {
  readonly values: Readonly<Record<string, string>>
  readonly settings?: Partial<Settings>
}

const workflow = { workflow: 'deploy.yml', inputs: 'environment=staging' }
const correlation = { correlation: 'correlation' }
const WAYS: Readonly<Record<string, Way>> = {
  'a workflow': { values: workflow },
  'a workflow with correlation': { values: { ...workflow, ...correlation } },
  'a workflow of an older server': {
    values: { ...workflow, ...correlation, ref: 'master' },
    settings: { returnsRunDetails: false },
  },
  'an event': { values: { 'event-type': 'deploy', workflow: 'deploy.yml', ...correlation } },
  'a workflow that is not waited for': { values: { ...workflow, wait: 'false' } },
}

const PAGE = { status: 502, body: '<html></html>', headers: { 'content-type': 'text/html' } }
const limit = (status: number, headers: Record<string, string> = {}) => ({
  reply: { status, body: { message: 'You have exceeded a secondary rate limit.' }, headers },
})

type Case = Omit<Fault, 'operation' | 'skip'>
/** What passes, and leaves it open whether the request took effect. */
const OPEN: Readonly<Record<string, Omit<Case, 'when'>>> = {
  'a closed connection': {},
  'an answer that breaks off': { how: 'broken' },
  silence: { how: 'silent' },
  '502': { reply: PAGE },
  'a closed connection, twice': { times: 2 },
  '503, 5 times': { reply: { status: 503, body: { message: 'Unavailable' } }, times: 5 },
  'a login page': { reply: { ...PAGE, status: 200 } },
  'JSON of something else': { reply: { status: 200, body: { id: 'x' } } },
}
const LIMITS: Readonly<Record<string, Omit<Case, 'when'>>> = {
  '429': limit(429, { 'retry-after': '7' }),
  '403 for a limit': limit(403),
}
const REFUSALS: Readonly<Record<string, Omit<Case, 'when'>>> = {
  'a redirect to another host': {
    reply: { status: 307, headers: { location: 'https://203.0.113.1/x' } },
  },
  '401': { reply: { status: 401, body: { message: 'Bad credentials' } } },
}

const POLL = 10

/** Checks what holds whatever fails. */
function holds(hub: Hub, result: Triggered, name: string): void {
  const starts = hub.state.actions.runs.length
  const { seconds, shown, outputs, error } = result
  expect([name, starts <= 1]).toEqual([name, true])
  expect([name, hub.requests.length <= seconds / POLL + 5]).toEqual([name, true])
  expect([name, (shown + JSON.stringify(outputs)).includes(PASSWORD)]).toEqual([name, false])
  const isGood = outputs['reason'] === 'succeeded' || outputs['reason'] === 'started'
  expect([name, error === '']).toEqual([name, isGood])
}

/** Returns the operations of an undisturbed run, each with how many of the same come before. */
async function requestsOf(way: Way): Promise<{ operation: string; skip: number }[]> {
  let found: { operation: string; skip: number }[] = []
  await withHub(
    async (hub) => {
      const { outputs } = await trigger(hub, way.values)
      expect(outputs['reason']).toBe(way.values['wait'] ? 'started' : 'succeeded')
      const names = hub.requests.map(({ operation }) => operation)
      found = names.map((operation, at) => ({
        operation,
        skip: names.slice(0, at).filter((name) => name === operation).length,
      }))
    },
    way.settings ? { settings: way.settings } : {},
  )
  return found
}

/** Runs it with one fault. */
async function disturbed(
  way: Way,
  fault: Fault,
  check: (hub: Hub, result: Triggered) => void,
): Promise<void> {
  await withHub(
    async (hub) => {
      hub.faults.push({ ...fault })
      check(hub, await trigger(hub, way.values, { timeout: 200 }))
    },
    way.settings ? { settings: way.settings } : {},
  )
}

describe.each(Object.entries(WAYS))('%s', (_, way) => {
  const isStart = (operation: string): boolean => operation === DISPATCH || operation === EVENT
  const good = way.values['wait'] ? 'started' : 'succeeded'

  test.each(Object.entries(OPEN))('%s', async (kind, fault) => {
    for (const { operation, skip } of await requestsOf(way)) {
      for (const when of ['before', 'after'] as const) {
        const name = `${kind} ${when} ${operation} ${skip}`
        await disturbed(way, { ...fault, when, operation, skip }, (hub, result) => {
          holds(hub, result, name)
          const hasStarted = hub.state.actions.runs.length === 1
          const isFound = hasStarted && way.values['correlation'] !== undefined
          const reason = isStart(operation) && !isFound ? 'start-unknown' : good
          expect([name, result.outputs['reason']]).toEqual([name, reason])
          if (reason === 'start-unknown') expect(result.seconds).toBeLessThanOrEqual(300)
        })
      }
    }
  })

  test.each(Object.entries(LIMITS))('%s', async (kind, fault) => {
    for (const { operation, skip } of await requestsOf(way)) {
      const name = `${kind} ${operation} ${skip}`
      await disturbed(way, { ...fault, when: 'before', operation, skip }, (hub, result) => {
        holds(hub, result, name)
        expect([name, result.outputs['reason']]).toEqual([name, good])
      })
    }
  })

  test.each(Object.entries(REFUSALS))('%s', async (kind, fault) => {
    for (const [at, { operation, skip }] of (await requestsOf(way)).entries()) {
      const name = `${kind} ${operation} ${skip}`
      await disturbed(way, { ...fault, when: 'before', operation, skip }, (hub, result) => {
        holds(hub, result, name)
        const refusal = kind === '401' ? 'unauthorized' : 'redirect-refused'
        const reason = operation === RUNS ? 'run-not-identified' : refusal
        expect([name, result.outputs['reason']]).toEqual([name, reason])
        // Nothing is tried after that.
        expect([name, hub.requests.length]).toEqual([name, at + 1])
      })
    }
  })
})
