import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { PASSWORD } from '../../../fakes/git/git-server.ts'
import type { Run } from '../../../kit/events/subject.ts'
import { pull } from '../../support/route/decision.ts'
import { routeOn, type ShopRemote, shopRemote } from '../../support/route/shop-remote.ts'

const events =
  'push, workflow_dispatch, pull_request, workflow_run, schedule, merge_group, release, deployment'
const ROUTES = `- { on: [${events}], environment: e, stale: deny, forks: allow }`

let remote: ShopRemote
let first = ''
beforeAll(async () => {
  remote = await shopRemote()
  first = git(remote.shop, 'rev-parse', 'HEAD')
})
afterAll(() => remote.close())

const push = (ref: string, sha: string): Partial<Run> => ({
  ref,
  sha,
  payload: { ref, after: sha },
})
const reason = async (event: Partial<Run>, routes = ROUTES) =>
  (await routeOn(remote, routes, event)).reason

/** Returns a branch or tag that is on a commit of its own. */
function ref(name: string, ...annotated: readonly string[]): { name: string; sha: string } {
  const sha = remote.commit(name)
  const [, kind, short = ''] = /^refs\/(heads|tags)\/(.*)$/.exec(name) ?? []
  git(remote.shop, kind === 'tags' ? 'tag' : 'branch', '--force', ...annotated, short, sha)
  return { name, sha }
}

describe('stale: deny', () => {
  test('deploys the tip of a branch, and not an earlier commit', async () => {
    const { name, sha } = ref('refs/heads/develop')
    expect(await reason(push(name, sha))).toBe('routed')
    const { outputs } = await routeOn(remote, ROUTES, push(name, first))
    expect(outputs).toMatchObject({ action: 'none', reason: 'stale', count: '0' })
    expect(JSON.parse(outputs['plan'] ?? '').decision).toMatchObject({
      route: 1,
      detail: `its commit ${first.slice(0, 10)} is no longer the tip of "${name}", which is now ${sha.slice(0, 10)}`,
    })
  })

  test('denies the commits of a branch that was rewritten', async () => {
    const before = ref('refs/heads/rewritten')
    git(remote.shop, 'branch', '--force', 'rewritten', first)
    expect(await reason(push(before.name, before.sha))).toBe('stale')
    expect(await reason(push(before.name, first))).toBe('routed')
  })

  test.each([
    ['lightweight', []],
    ['annotated', ['-a', '-m', 'x']],
  ])('denies the former commit of a moved %s tag', async (kind, annotated) => {
    const before = ref(`refs/tags/${kind}`, ...annotated)
    expect(await reason(push(before.name, before.sha))).toBe('routed')
    const after = ref(before.name, ...annotated)
    expect(await reason(push(before.name, before.sha))).toBe('stale')
    expect(await reason(push(before.name, after.sha))).toBe('routed')
  })

  test('denies branches and tags that were deleted since', async () => {
    for (const [name, sha] of [
      ['refs/heads/deleted', first],
      ['refs/tags/deleted', first],
    ] as const) {
      const { outputs } = await routeOn(remote, ROUTES, push(name, sha))
      expect(outputs['reason']).toBe('stale')
      expect(outputs['plan']).toContain(`${name}\\" no longer exists`)
    }
  })

  test('compares the ref itself, not one with a similar name', async () => {
    const tip = ref('refs/heads/same')
    git(remote.shop, 'branch', 'refs/heads/same', first)
    git(remote.shop, 'tag', 'same', first)
    expect(await reason(push('refs/heads/same', tip.sha))).toBe('routed')
    expect(await reason(push('refs/heads/same', first))).toBe('stale')
    expect(await reason(push('refs/tags/same', first))).toBe('routed')
  })

  test('compares the head of a pull request, for a fork by the ref of the pull request', async () => {
    const { sha } = ref('refs/heads/feature')
    const forked = remote.commit('of a fork')
    git(remote.shop, 'update-ref', 'refs/pull/7/head', forked)
    const opened = (head: string, repo?: object): Partial<Run> => {
      const payload = pull('synchronize', {}, repo)
      return {
        event: 'pull_request',
        payload: {
          ...payload,
          pull_request: {
            ...payload.pull_request,
            head: { ...payload.pull_request.head, sha: head },
          },
        },
      }
    }
    const fork = { full_name: 'mallory/shop' }
    expect(await reason(opened(sha))).toBe('routed')
    expect(await reason(opened(first))).toBe('stale')
    expect(await reason(opened(forked, fork))).toBe('routed')
    expect(await reason(opened(sha, fork))).toBe('stale')
  })

  test('compares the head of a workflow run: a branch, a tag, or any pull request of a fork', async () => {
    const [branch, tag] = [ref('refs/heads/ci'), ref('refs/tags/ci-tag')]
    const forked = remote.commit('of another fork')
    git(remote.shop, 'update-ref', 'refs/pull/8/head', forked)
    const run = (head_branch: string, head_sha: string, from = 'acme/shop'): Partial<Run> => ({
      event: 'workflow_run',
      payload: {
        repository: { full_name: 'acme/shop' },
        workflow_run: {
          ...{ head_branch, head_sha, conclusion: 'success' },
          head_repository: { full_name: from },
        },
      },
    })
    expect(await reason(run('ci', branch.sha))).toBe('routed')
    expect(await reason(run('ci', first))).toBe('stale')
    expect(await reason(run('ci-tag', tag.sha))).toBe('routed')
    expect(await reason(run('main', forked, 'mallory/shop'))).toBe('routed')
    const old = await routeOn(remote, ROUTES, run('main', branch.sha, 'mallory/shop'))
    expect(old.outputs['plan']).toContain('is not the head of a pull request')
  })

  test('compares the ref of every other event', async () => {
    const { sha } = ref('refs/heads/trunk')
    const tag = ref('refs/tags/v9', '-a', '-m', 'x')
    const queue = ref(`refs/heads/gh-readonly-queue/main/pr-7-${first}`)
    const repository = { default_branch: 'trunk', full_name: 'acme/shop' }
    const released = { action: 'published', release: { tag_name: 'v9' } }
    const queued = { merge_group: { base_ref: 'refs/heads/main', head_ref: queue.name } }
    const group = (head_sha: string) => ({ merge_group: { ...queued.merge_group, head_sha } })
    const deployed = (of: string) => ({ deployment: { environment: 'e', sha: of } })
    const ask = (event: string, payload: Run['payload'], of = '', at = ''): Promise<string> =>
      reason({ event, payload, sha: of, ref: at })
    expect(await ask('schedule', { repository }, sha)).toBe('routed')
    expect(await ask('schedule', { repository }, first)).toBe('stale')
    expect(await ask('workflow_dispatch', { ref: 'refs/heads/trunk' }, sha)).toBe('routed')
    expect(await ask('workflow_dispatch', { ref: 'refs/heads/trunk' }, first)).toBe('stale')
    expect(await ask('release', released, tag.sha)).toBe('routed')
    expect(await ask('release', released, first)).toBe('stale')
    expect(await ask('merge_group', group(queue.sha))).toBe('routed')
    expect(await ask('merge_group', group(first))).toBe('stale')
    expect(await ask('deployment', deployed(sha), '', 'refs/heads/trunk')).toBe('routed')
    expect(await ask('deployment', deployed(first), '', 'refs/heads/trunk')).toBe('stale')
    expect(await ask('deployment', deployed(sha))).toBe('stale')
  })

  test('a chosen environment is stale as well', async () => {
    const event = { ...push('refs/heads/develop', first), event: 'workflow_dispatch' }
    const { outputs } = await routeOn(remote, ROUTES, event, { environment: 'e' })
    expect(outputs).toMatchObject({ action: 'none', reason: 'stale' })
  })

  test('decides: a later route does not deploy the stale commit', async () => {
    const both = `${ROUTES}\n- { on: push, environment: other }`
    expect(await reason(push('refs/heads/develop', first), both)).toBe('stale')
  })
})

describe('the remote is asked', () => {
  test.each<[string, string, Partial<Run>]>([
    [
      'an earlier route decides',
      `- { on: push, environment: x }\n${ROUTES}`,
      push('refs/heads/x', 'a'.repeat(40)),
    ],
    ['no route matches', ROUTES, { event: 'watch', payload: { action: 'started' } }],
    [
      'it is allowed',
      '- { on: push, environment: x, stale: allow }',
      push('refs/heads/x', 'a'.repeat(40)),
    ],
    [
      'a ref was deleted',
      "- { on: push, environment: 'r-{slug}', stale: deny }",
      { payload: { ref: 'refs/heads/x', deleted: true } },
    ],
    [
      'a pull request was closed',
      "- { on: pull_request, environment: 'r-{number}', stale: deny }",
      { event: 'pull_request', payload: pull('closed') },
    ],
    [
      'the run is denied',
      '- { on: push, environment: x, stale: deny }',
      { ...push('refs/heads/x', 'a'.repeat(40)), actor: 'dependabot[bot]' },
    ],
  ])('not if %s', async (_, routes, event) => {
    const { opened, error } = await routeOn(remote, routes, event)
    expect([opened, error]).toEqual([0, undefined])
  })

  test('once, with the login of the checkout; nothing of it stays', async () => {
    const before = remote.server.sent()
    const { opened, calls } = await routeOn(remote, ROUTES, push('refs/heads/main', first))
    expect(opened).toBe(1)
    expect(remote.server.sent() - before).toBeLessThan(2000)
    const masked = calls.filter(([name]) => name === 'mask').map(([, value]) => value)
    expect(masked).toContain(Buffer.from(`x-access-token:${PASSWORD}`).toString('base64'))
    expect(readdirSync(remote.root).filter((name) => name.startsWith('towpath-'))).toEqual([])
  })

  test('of this run, even if another repository of the server is checked out', async () => {
    const { root, server, checkout } = remote
    git(root, 'clone', '--quiet', 'shop', 'infra')
    git(join(root, 'infra'), 'remote', 'set-url', 'origin', server.url('infra-origin/.git'))
    const { name, sha } = ref('refs/heads/of-the-run')
    const GITHUB_SERVER_URL = server.url('').slice(0, -1)
    const env = { GITHUB_SERVER_URL, GITHUB_REPOSITORY: 'shop/' }
    const options = { workspace: join(root, 'infra'), env, token: PASSWORD }
    expect((await routeOn(remote, ROUTES, push(name, sha), options)).reason).toBe('routed')
    const own = { workspace: checkout, env: { ...env, GITHUB_REPOSITORY: 'Shop/.git' } }
    expect((await routeOn(remote, ROUTES, push(name, sha), own)).reason).toBe('routed')
  })

  test('with the token, even without a checkout', async () => {
    const { name, sha } = ref('refs/heads/alone')
    const GITHUB_SERVER_URL = remote.server.url('').slice(0, -1)
    const env = { GITHUB_SERVER_URL, GITHUB_REPOSITORY: 'shop/.git' }
    const options = { workspace: remote.root, env, token: PASSWORD }
    expect((await routeOn(remote, ROUTES, push(name, sha), options)).reason).toBe('routed')
    expect((await routeOn(remote, ROUTES, push(name, first), options)).reason).toBe('stale')
  })
})

describe('no answer is an error, never a yes', () => {
  const ask = (options: Parameters<typeof routeOn>[3]) =>
    routeOn(remote, ROUTES, push('refs/heads/main', first), options)
  const elsewhere = (server: string) => ({
    workspace: remote.root,
    env: {
      GITHUB_SERVER_URL: server,
      GITHUB_REPOSITORY: 'shop/.git',
      GIT_HTTP_LOW_SPEED_TIME: '1',
    },
  })

  test('a login that is refused', async () => {
    const { reason, error, outputs } = await ask({ token: 'wrong' })
    expect([reason, outputs]).toEqual(['remote-unreachable', {}])
    expect(error?.message).toContain('did not answer as expected')
    expect(error?.message).not.toContain('wrong')
  })

  test('no login: says what to do', async () => {
    const { reason, error } = await ask(elsewhere(remote.server.url('').slice(0, -1)))
    expect(reason).toBe('remote-unreachable')
    expect(error?.message).toContain('or a "token"')
  })

  test('no server', async () => {
    expect((await ask(elsewhere('http://127.0.0.1:9'))).reason).toBe('remote-unreachable')
  })

  test('a server that takes the connection and says nothing', async () => {
    const sockets = new Set<{ destroy(): void }>()
    const silent = createServer((socket) => sockets.add(socket))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as { port: number }
    expect((await ask(elsewhere(`http://127.0.0.1:${port}`))).reason).toBe('remote-unreachable')
    for (const socket of sockets) socket.destroy()
    silent.close()
  })

  test('no checkout and no address', async () => {
    const { reason, error } = await ask({ workspace: remote.root })
    expect(reason).toBe('no-remote')
    expect(error?.message).toContain('check out the repository before this step')
  })

  test('a workspace that does not exist', async () => {
    expect((await ask({ workspace: `${remote.root}/none` })).reason).toBe('no-repository')
  })

  test('an event without a commit', async () => {
    const { reason } = await routeOn(remote, ROUTES, { payload: { ref: 'refs/heads/main' } })
    expect(reason).toBe('incomplete-event')
  })
})
