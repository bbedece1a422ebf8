import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import type { Fault } from '../../../fakes/github/fake-github.ts'
import { freePort } from '../../../fakes/network/free-port.ts'
import type { GitHubError } from '../../../kit/github/github-error.ts'
import { rejected, withHub } from '../../support/github/hub.ts'

const RELEASES = 'GET /repos/{owner}/{repo}/releases'
const CREATE = 'POST /repos/{owner}/{repo}/releases'
const draft = { tag: 'v1.2.0', name: 'v1.2.0', body: 'Notes', isPrerelease: false }

test('all pages of a list', async () => {
  await withHub(async ({ api, requests, state }) => {
    const hub = await api()
    await hub.createDraft(draft)
    const [made] = state.releases
    for (let id = 2; made && id <= 101; id += 1) state.releases.push({ ...made, id })
    expect(await hub.releases()).toHaveLength(101)
    expect(requests.filter(({ operation }) => operation === RELEASES)).toHaveLength(2)
  })
})

test('a token without write access does not see drafts, and may not make one', async () => {
  await withHub(async ({ api, state }) => {
    state.logins.set('reader', { kind: 'app', permissions: { contents: 'read' } })
    state.logins.set('person', { kind: 'user', permissions: { contents: 'read' } })
    await (await api()).createDraft(draft)
    const reader = await api({ token: 'reader' })
    expect(await reader.releases()).toEqual([])
    const error = await rejected(reader.generateNotes({ tag: 'v1.2.0', commit: 'master' }))
    expect(error).toMatchObject({ problem: 'not-authorized', reason: 'not-authorized' })
    expect((error as Error).message).toBe(
      'GitHub refused to generate release notes: status 403, "Resource not accessible by integration"; the token needs contents: write',
    )
    const person = await rejected((await api({ token: 'person' })).createDraft(draft))
    expect((person as Error).message).toContain('personal access token"; the token needs contents')
    const unknown = await rejected((await api({ token: 'ghs_gone' })).releases())
    expect((unknown as Error).message).toBe(
      'GitHub refused to list the releases: status 401, "Bad credentials"; the token is not valid, or has expired',
    )
  })
})

test('a repository that was renamed is read and written under its new name', async () => {
  await withHub(
    async ({ api, requests, state }) => {
      const former = await api({ name: 'old-shop' })
      expect(await former.repository()).toMatchObject({ owner: 'octo', name: 'shop' })
      const release = await former.createDraft(draft)
      expect(await former.releases()).toEqual([release])
      expect(state.releases).toMatchObject([{ tag: 'v1.2.0', body: 'Notes' }])
      expect(requests.map(({ status }) => status)).toEqual([301, 200, 307, 201, 301, 200])
    },
    { settings: { formerNames: ['octo/old-shop'] } },
  )
})

test('a token never goes to another host, whatever redirects to it', async () => {
  const seen: unknown[] = []
  const other = createServer((request, response) => {
    seen.push(request.headers)
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]')
  })
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
  const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/releases`
  await withHub(async ({ api, faults }) => {
    const reply = { status: 307, headers: { location }, body: {} }
    faults.push({ when: 'before', reply, times: 100 })
    const error = await rejected((await api()).releases())
    expect((error as Error).message).toMatch(/redirected to another host, which gets no token/)
    faults.length = 0
    // Nor does the link to the next page.
    const link = `<${location}>; rel="next"`
    faults.push({ when: 'before', reply: { status: 200, headers: { link }, body: [] } })
    expect(await (await api()).releases()).toEqual([])
  })
  other.close()
  expect(seen).toEqual([])
})

test('redirects without end', async () => {
  await withHub(async ({ api, faults, apiUrl }) => {
    const location = `${apiUrl}/repos/octo/shop/releases`
    faults.push({ when: 'before', reply: { status: 302, headers: { location } }, times: 1000 })
    const error = await rejected((await api({ limit: 0 })).releases())
    expect((error as Error).message).toContain('redirected more than 5 times')
  })
})

const PAGE = {
  status: 502,
  body: '<html>Unicorn!</html>',
  headers: { 'content-type': 'text/html' },
}

test.each<[string, Omit<Fault, 'when'>]>([
  ['no answer', {}],
  ['502 with a page', { reply: PAGE }],
  ['503', { reply: { status: 503, body: { message: 'Unavailable' } } }],
])('what only reads is sent again after %s', async (_, fault) => {
  await withHub(async ({ api, faults, clock }) => {
    faults.push({ ...fault, when: 'before', times: 3 })
    expect(await (await api()).releases()).toEqual([])
    expect(clock.pauses).toEqual([1000, 2000, 4000])
  })
})

test.each<[Fault['when'], number]>([
  ['before', 0],
  ['after', 1],
])('a draft is not asked for twice if GitHub fails %s making it', async (when, made) => {
  await withHub(async ({ api, faults, state, clock }) => {
    for (const fault of [{ reply: PAGE }, {}]) {
      faults.push({ ...fault, when, operation: CREATE })
      const error = (await rejected((await api()).createDraft(draft))) as GitHubError
      expect(error.problem).toBe('unknown')
    }
    expect(state.releases).toHaveLength(2 * made)
    expect(clock.pauses).toEqual([])
  })
})

const refusal = (headers: Record<string, string>, message = 'Forbidden', status = 403) => ({
  reply: {
    status,
    body: { message },
    headers: { date: 'Sat, 15 Apr 2017 12:00:00 GMT', ...headers },
  },
})
const RESET = String(Date.parse('2017-04-15T12:00:20Z') / 1000)

test.each<[string, Omit<Fault, 'when'>, number]>([
  ['retry-after', refusal({ 'retry-after': '7' }), 7000],
  ['429', refusal({ 'retry-after': '3' }, 'Too many', 429), 3000],
  ['reset', refusal({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': RESET }), 21_000],
  ['words alone', refusal({}, 'You have exceeded a secondary rate limit.'), 60_000],
])('a rate limit (%s) is waited for, also before a draft', async (_, fault, pause) => {
  await withHub(async ({ api, faults, state, clock }) => {
    faults.push({ ...fault, when: 'before', operation: CREATE })
    await (await api()).createDraft(draft)
    expect(clock.pauses).toEqual([pause])
    expect(state.releases).toHaveLength(1)
  })
})

test('a rate limit that ends too late is not waited for', async () => {
  await withHub(async ({ api, faults, clock }) => {
    faults.push({ ...refusal({ 'retry-after': '3600' }, 'Slow down'), when: 'before' })
    const error = (await rejected((await api()).releases())) as GitHubError
    expect(error.problem).toBe('rate-limited')
    expect(error.message).toBe(
      'GitHub refused to list the releases: status 403, "Slow down"; it accepts the next request in 3600 s (at 2017-04-15 13:00:00 UTC)',
    )
    expect(clock.pauses).toEqual([])
  })
})

test('an answer that is not of the API, and hostile words', async () => {
  await withHub(async ({ api, faults }) => {
    const headers = { 'content-type': 'text/html' }
    faults.push({ when: 'before', reply: { status: 200, body: '<html>Log in</html>', headers } })
    const page = await rejected((await api()).releases())
    expect((page as Error).message).toContain('the answer is not JSON')
    const words = { message: '::set-output name=x::\u001b[31m', errors: ['a\n::error::b'] }
    faults.push({ when: 'before', reply: { status: 422, body: words } })
    const hostile = await rejected((await api()).releases())
    expect((hostile as Error).message).toBe(
      'GitHub refused to list the releases: status 422, "::set-output name=x::\\u{1b}[31m: a\\u{a}::error::b"',
    )
  })
})

test('an address that is not one of an API', async () => {
  await withHub(async ({ api }) => {
    const error = await rejected(api({ apiUrl: 'file:///etc' }))
    expect(error).toMatchObject({ reason: 'bad-input' })
    const nobody = await rejected(
      (await api({ apiUrl: `http://127.0.0.1:${await freePort()}/api`, limit: 0 })).releases(),
    )
    expect((nobody as Error).message).toBe(
      'GitHub was asked to list the releases and did not answer: "connection refused"',
    )
  })
})
