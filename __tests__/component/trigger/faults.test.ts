// Every request of a step fails in every way: at most one start, not too many requests, the right reason, no secret. Silence is in
// integration/trigger/silence.test.ts, because it takes longer.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Disturbed, type OpenFault, WAYS } from '../../support/trigger/disturbed.ts'
import { RUNS } from '../../support/trigger/workflows.ts'

const PAGE = { status: 502, body: '<html></html>', headers: { 'content-type': 'text/html' } }
const limit = (status: number, headers: Record<string, string> = {}) => ({
  reply: { status, body: { message: 'You have exceeded a secondary rate limit.' }, headers },
})

/** What passes, and leaves it open whether the request took effect. */
const OPEN: Readonly<Record<string, OpenFault>> = {
  'a closed connection': {},
  'an answer that breaks off': { how: 'broken' },
  '502': { reply: PAGE },
  'a closed connection, twice': { times: 2 },
  '503, 5 times': { reply: { status: 503, body: { message: 'Unavailable' } }, times: 5 },
  'a login page': { reply: { ...PAGE, status: 200 } },
  'JSON of something else': { reply: { status: 200, body: { id: 'x' } } },
}
const LIMITS: Readonly<Record<string, OpenFault>> = {
  '429': limit(429, { 'retry-after': '7' }),
  '403 for a limit': limit(403),
}
const REFUSALS: Readonly<Record<string, OpenFault>> = {
  'a redirect to another host': {
    reply: { status: 307, headers: { location: 'https://203.0.113.1/x' } },
  },
  '401': { reply: { status: 401, body: { message: 'Bad credentials' } } },
}

describe.each(Object.entries(WAYS))('%s', (_, way) => {
  let step: Disturbed
  beforeAll(async () => {
    step = await Disturbed.open(way)
  })
  afterAll(() => step.hub.close())

  test.each(Object.entries(OPEN))('%s', (kind, fault) => step.staysOpen(kind, fault))

  test.each(Object.entries(LIMITS))('%s', async (kind, fault) => {
    for (const { operation, skip } of step.requests) {
      const name = `${kind} ${operation} ${skip}`
      const { outputs } = await step.run({ ...fault, when: 'before', operation, skip }, name)
      expect([name, outputs['reason']]).toEqual([name, step.good])
    }
  })

  test.each(Object.entries(REFUSALS))('%s', async (kind, fault) => {
    for (const [at, { operation, skip }] of step.requests.entries()) {
      const name = `${kind} ${operation} ${skip}`
      const { outputs } = await step.run({ ...fault, when: 'before', operation, skip }, name)
      const refusal = kind === '401' ? 'unauthorized' : 'redirect-refused'
      const reason = operation === RUNS ? 'run-not-identified' : refusal
      expect([name, outputs['reason']]).toEqual([name, reason])
      // Nothing is tried after that.
      expect([name, step.hub.requests.length]).toEqual([name, at + 1])
    }
  })
})
