// Whether an app that runs is asked over HTTP, and what is said about its answer.
import { describe, expect, test } from '@jest/globals'
import { type CheckedApp, checkServing } from '../../../kit/dokku/serving-check.ts'
import { container } from '../../support/dokku/container.ts'
import { instantClock } from '../../support/dokku/scripted-server.ts'

const URL_OF_APP = 'https://shop.example.org'
const [web, worker] = [container(), container({ id: 'two', process: 'worker.1' })]

/** Checks an app whose pages have this status. */
async function check(
  now: readonly ReturnType<typeof container>[],
  {
    status = 200,
    isCancelled = false,
    ...app
  }: Partial<CheckedApp> & { readonly status?: number; readonly isCancelled?: boolean } = {},
) {
  const requested: string[] = []
  const logged: string[] = []
  const checked = { name: 'shop', url: URL_OF_APP, smoke: undefined, before: [], ...app }
  const failure = await checkServing(checked, now, {
    clock: instantClock(),
    cancel: isCancelled ? AbortSignal.abort() : new AbortController().signal,
    log: (line) => logged.push(line),
    async get(url) {
      requested.push(url)
      return { status, text: '' }
    },
  })
  return { failure, requested: [...new Set(requested)], logged }
}

const path = { url: '/healthz', status: undefined, text: '' }

describe('which apps are asked', () => {
  test.each([
    ['a web process', [web], {}, [URL_OF_APP]],
    ['a web process among others', [worker, web], {}, [URL_OF_APP]],
    ['a second web process', [container({ process: 'web.2' })], {}, [URL_OF_APP]],
    ['a web process, but no URL', [web], { url: '' }, []],
    ['workers alone', [worker], {}, []],
    ['workers alone, as before', [worker], { before: [worker] }, []],
    ['a process whose name begins with web', [container({ process: 'webhooks.1' })], {}, []],
    ['workers alone, with a smoke test', [worker], { smoke: path }, [`${URL_OF_APP}/healthz`]],
    ['smoke: none', [web], { smoke: 'none' as const }, []],
  ])('%s', async (_, now, app, expected) => {
    const { requested, logged, failure } = await check(now, app)
    expect(requested).toEqual(expected)
    expect([failure, logged]).toEqual([undefined, []])
  })

  test('bad answers of an app without a web process do not count', async () => {
    expect((await check([worker], { status: 502 })).failure).toBeUndefined()
  })
})

describe('a web process that ran before and is gone', () => {
  test('is reported, and the URL is requested', async () => {
    const { failure, logged } = await check([worker], { before: [web], status: 502 })
    expect(failure?.reason).toBe('not-serving')
    expect(failure?.message).toMatch(
      /responds with 502; the app no longer has a process .*"smoke: none"/,
    )
    expect(logged).toEqual(['shop no longer has a process of type "web"'])
  })

  test.each([undefined, 'none', path] as const)(
    'is logged although nothing is wrong: smoke %j',
    async (smoke) => {
      const { failure, logged } = await check([worker], { before: [web, worker], smoke })
      expect(failure).toBeUndefined()
      expect(logged).toHaveLength(1)
    },
  )
})

describe('maintenance mode', () => {
  test.each([
    [undefined, 'not-serving'],
    [path, 'smoke-failed'],
  ] as const)('is offered as a cause of 503: smoke %j', async (smoke, reason) => {
    const { failure } = await check([web], { smoke, status: 503 })
    expect(failure?.reason).toBe(reason)
    expect(failure?.message).toMatch(/503; if the app is in maintenance mode, set "smoke: none"$/)
  })

  test('is not offered as a cause of 502', async () => {
    const { failure } = await check([web], { status: 502 })
    expect(failure?.message).toMatch(/responds with 502$/)
  })
})

test.each([
  [undefined, 502],
  [path, 404],
] as const)('a run that is cancelled meanwhile: smoke %j', async (smoke, status) => {
  const { failure } = await check([web], { smoke, status, isCancelled: true })
  expect(failure?.reason).toBe('cancelled')
  expect(failure?.message).toContain(`responds with ${status}`)
  expect((await check([web], { smoke, isCancelled: true })).failure).toBeUndefined()
})
