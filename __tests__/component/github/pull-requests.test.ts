import { expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import type { Fault } from '../../../fakes/github/fake-github.ts'
import {
  closePullRequest,
  type MergeMethod,
  mergePullRequest,
} from '../../../fakes/github/maintainer.ts'
import {
  type EnsuredPullRequest,
  ensurePullRequest,
} from '../../../kit/github/open-pull-request.ts'
import { type Hub, rejected, withHub } from '../../support/github/hub.ts'

const CREATE = 'POST /repos/{owner}/{repo}/pulls'
const pair = { head: 'release/1.2.0', base: 'master' }

const ensure = async (hub: Hub, more = {}): Promise<EnsuredPullRequest> => {
  const text = { ...pair, title: 'Release 1.2.0', body: 'Merge me', ...more }
  const waiting = { sleep: hub.clock.sleep, signal: new AbortController().signal }
  return ensurePullRequest(await hub.api(), text, waiting)
}

test('one is opened, and found from then on', async () => {
  await withHub(async (hub) => {
    const headCommit = git(hub.clone, 'rev-parse', 'release/1.2.0')
    const pullRequest = {
      ...pair,
      number: 1,
      url: `${hub.serverUrl}/octo/shop/pull/1`,
      state: 'open',
      headCommit,
      // Not GitHub's trial merge.
      mergeCommit: undefined,
    }
    expect(await ensure(hub)).toEqual({ pullRequest, isNew: true })
    expect(await ensure(hub)).toEqual({ pullRequest, isNew: false })
    expect(await ensure(hub, { base: 'develop' })).toMatchObject({ isNew: true })
  })
})

test('one that was closed does not count; a branch that moved does', async () => {
  await withHub(async (hub) => {
    await ensure(hub)
    closePullRequest(hub.state, 1)
    expect(await ensure(hub)).toMatchObject({ isNew: true, pullRequest: { number: 2 } })
    git(hub.clone, 'push', '--quiet', 'origin', 'develop:release/1.2.0', '--force')
    const headCommit = git(hub.clone, 'rev-parse', 'develop')
    const all = await (await hub.api()).pullRequests(pair)
    expect(all).toMatchObject([
      { number: 2, state: 'open', headCommit },
      { number: 1, state: 'closed' },
    ])
  })
})

test.each<MergeMethod>(['merge', 'squash', 'rebase'])('merged by %s', async (method) => {
  await withHub(async (hub) => {
    await ensure(hub)
    const head = git(hub.clone, 'rev-parse', 'release/1.2.0')
    const mergeCommit = mergePullRequest(hub.state, 1, method)
    expect(mergeCommit).not.toBe(head)
    const [found] = await (await hub.api()).pullRequests(pair)
    expect(found).toMatchObject({ state: 'merged', mergeCommit, headCommit: head })
  })
})

test('nothing to merge', async () => {
  await withHub(async (hub) => {
    expect(await ensure(hub, { head: 'master', base: 'develop' })).toBe('nothing-to-merge')
  })
})

const PAGE = { status: 502, body: '<html></html>', headers: { 'content-type': 'text/html' } }

test.each<[string, Fault]>([
  ['cut before', { when: 'before', operation: CREATE }],
  ['cut after', { when: 'after', operation: CREATE }],
  ['502 after', { when: 'after', operation: CREATE, reply: PAGE }],
])('one, if the request is %s', async (_, fault) => {
  await withHub(async (hub) => {
    hub.faults.push(fault)
    await ensure(hub)
    expect(hub.faults).toEqual([])
    expect(hub.state.pullRequests).toHaveLength(1)
  })
})

test('six runs at once open one', async () => {
  await withHub(async (hub) => {
    const found = await Promise.all(Array.from({ length: 6 }, () => ensure(hub)))
    expect(found).toMatchObject(found.map(() => ({ pullRequest: { number: 1 } })))
    expect(hub.state.pullRequests).toHaveLength(1)
  })
})

test('a setting, a permission and a branch that bar it', async () => {
  await withHub(async (hub) => {
    hub.state.settings.actionsMayOpenPullRequests = false
    const setting = await rejected(ensure(hub))
    expect(setting).toMatchObject({
      problem: 'not-authorized',
      words: 'GitHub Actions is not permitted to create or approve pull requests.',
    })
    const gone = await rejected(ensure(hub, { head: 'gone', base: 'master' }))
    expect(gone).toMatchObject({ problem: 'not-authorized' })
    hub.state.settings.actionsMayOpenPullRequests = true
    const invalid = await rejected(ensure(hub, { head: 'gone', base: 'master' }))
    expect((invalid as Error).message).toBe(
      'GitHub refused to open a pull request: status 422, "Validation Failed: head invalid"',
    )
  })
})

test('a repository that was transferred: its pull requests are found under the new owner', async () => {
  await withHub(
    async (hub) => {
      const api = await hub.api({ name: 'old-shop' })
      await api.createPullRequest({ ...pair, title: 'Release', body: '' })
      expect(await api.pullRequests(pair)).toHaveLength(1)
    },
    { settings: { formerNames: ['octo/old-shop'] } },
  )
})
