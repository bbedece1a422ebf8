// Whether an application answers, from several requests.
import { describe, expect, test } from '@jest/globals'
import type { HttpAnswer } from '../../../kit/http/get.ts'
import { gatewayProblem, smokeTestProblem } from '../../../kit/http/smoke-test.ts'
import { instantClock } from '../../support/dokku/scripted-server.ts'

const URL_OF_APP = 'https://shop.example.org/'
const REFUSED: HttpAnswer = { failed: 'ECONNREFUSED: connect ECONNREFUSED 192.0.2.1:443' }
const answer = (status: number): HttpAnswer => ({ status, text: '' })

/** Returns ports that get these answers, the last one again and again. */
function portsFor(answers: readonly HttpAnswer[]) {
  let requests = 0
  const get = async (): Promise<HttpAnswer> =>
    answers[Math.min(requests++, answers.length - 1)] ?? answer(200)
  const ports = { get, clock: instantClock(), signal: new AbortController().signal }
  return { ports, count: () => requests }
}

async function gateway(...answers: readonly HttpAnswer[]) {
  const { ports, count } = portsFor(answers)
  let unreachable: string | undefined
  const problem = await gatewayProblem(URL_OF_APP, ports, (why) => {
    unreachable = why
  })
  return { problem, unreachable, requests: count() }
}

describe('an answer of the proxy', () => {
  test.each([200, 302, 401, 404, 500])('%i: the app runs', async (status) => {
    expect(await gateway(answer(status))).toMatchObject({ problem: undefined, requests: 1 })
  })

  test.each([502, 503, 504])('%i: the app does not run, unless it passes by', async (status) => {
    const { problem, requests } = await gateway(answer(status))
    expect([problem, requests]).toEqual([expect.stringContaining(String(status)), 10])
    expect(await gateway(answer(status), answer(200))).toMatchObject({ problem: undefined })
  })
})

describe('a connection that fails', () => {
  test('for a moment, while the proxy is being reloaded, tells nothing yet', async () => {
    const { problem, unreachable } = await gateway(REFUSED, REFUSED, answer(502))
    expect([problem, unreachable]).toEqual([expect.stringContaining('502'), undefined])
  })

  test('again and again: the URL can not be reached from here', async () => {
    const { problem, unreachable, requests } = await gateway(REFUSED)
    expect([problem, unreachable, requests]).toEqual([undefined, REFUSED.failed, 3])
  })

  test.each(['ENOTFOUND: getaddrinfo ENOTFOUND shop.example.org', 'no response within 10 s'])(
    '%s: immediately',
    async (failed) => {
      const { unreachable, requests } = await gateway({ failed })
      expect([unreachable, requests]).toEqual([failed, 1])
    },
  )

  test('is tried again by a smoke test', async () => {
    const { ports, count } = portsFor([REFUSED, answer(200)])
    const expected = { url: '/healthz', status: undefined, text: '' }
    expect(await smokeTestProblem(expected, URL_OF_APP, ports)).toBeUndefined()
    expect(count()).toBe(2)
  })
})
