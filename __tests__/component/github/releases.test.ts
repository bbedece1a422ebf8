import { expect, test } from '@jest/globals'
import type { Fault } from '../../../fakes/github/fake-github.ts'
import type { Settings } from '../../../fakes/github/state.ts'
import type { GitHubApi } from '../../../kit/github/api.ts'
import { type EnsuredRelease, ensureRelease } from '../../../kit/github/draft-release.ts'
import { type Hub, rejected, withHub } from '../../support/github/hub.ts'

const CREATE = 'POST /repos/{owner}/{repo}/releases'
const UPDATE = 'PATCH /repos/{owner}/{repo}/releases/{release_id}'
const LIST = 'GET /repos/{owner}/{repo}/releases'
const draft = { tag: 'v1.1.0', name: 'v1.1.0', body: 'Notes', isPrerelease: false }
const publication = { isPrerelease: false, isLatest: true }

const ensure = async (
  hub: Hub,
  more: { publish?: boolean; api?: GitHubApi } = {},
): Promise<EnsuredRelease> => {
  const wanted = { tag: draft.tag, draft: async () => draft }
  const waiting = { sleep: hub.clock.sleep, signal: new AbortController().signal }
  const api = more.api ?? (await hub.api())
  const whole = { ...wanted, publication: more.publish === false ? undefined : publication }
  return ensureRelease(api, whole, waiting)
}

const PUBLISHED = { tag: 'v1.1.0', isDraft: false, isLatest: true, body: 'Notes' }

test('a draft that is then published, and found from then on', async () => {
  await withHub(async (hub) => {
    const made = await ensure(hub)
    expect(made).toMatchObject({ did: 'published', release: { id: 1, isDraft: false } })
    expect(hub.state.releases).toMatchObject([PUBLISHED])
    const order = hub.requests.map(({ operation }) => operation).filter((name) => name !== LIST)
    expect(order).toEqual([CREATE, UPDATE])
    expect(await ensure(hub)).toMatchObject({ did: 'nothing', release: { id: 1 } })
    expect(hub.state.releases).toHaveLength(1)
  })
})

test('a draft that stays one, and is not found by its tag', async () => {
  await withHub(async (hub) => {
    expect(await ensure(hub, { publish: false })).toMatchObject({ did: 'drafted' })
    expect(await ensure(hub, { publish: false })).toMatchObject({ did: 'nothing' })
    expect(hub.state.releases).toMatchObject([{ isDraft: true, isLatest: false }])
    expect(await ensure(hub)).toMatchObject({ did: 'published' })
    expect(hub.state.releases).toMatchObject([PUBLISHED])
  })
})

test('of two drafts of a tag the first is published; those of others stay', async () => {
  await withHub(async (hub) => {
    const api = await hub.api()
    await api.createDraft({ ...draft, tag: 'v9' })
    await api.createDraft({ ...draft, body: 'By hand' })
    await api.createDraft(draft)
    expect(await ensure(hub)).toMatchObject({ release: { id: 2 } })
    expect(hub.state.releases).toMatchObject([
      { tag: 'v9', isDraft: true },
      { body: 'By hand', isDraft: false },
      { isDraft: true },
    ])
  })
})

const PAGE = { status: 502, body: '<html></html>', headers: { 'content-type': 'text/html' } }

test.each<[string, Fault[]]>([
  ['502 before the draft', [{ when: 'before', operation: CREATE, reply: PAGE }]],
  ['502 after the draft', [{ when: 'after', operation: CREATE, reply: PAGE }]],
  ['cut after the draft', [{ when: 'after', operation: CREATE }]],
  ['cut after publishing', [{ when: 'after', operation: UPDATE }]],
  ['502 before publishing, often', [{ when: 'before', operation: UPDATE, reply: PAGE, times: 4 }]],
  [
    'cut twice after the draft, with a list that fails too',
    [
      { when: 'after', operation: CREATE },
      { when: 'before', operation: LIST },
    ],
  ],
])('one release, whatever fails: %s', async (_, faults) => {
  await withHub(async (hub) => {
    hub.faults.push(...faults)
    await ensure(hub)
    expect(hub.faults).toEqual([])
    expect(hub.state.releases).toMatchObject([PUBLISHED])
  })
})

test('a list that is older than the draft', async () => {
  await withHub(async (hub) => {
    hub.faults.push({ when: 'before', operation: LIST, reply: { status: 200, body: [] }, times: 2 })
    await ensure(hub)
    expect(hub.state.releases).toMatchObject([PUBLISHED])
  })
})

test.each([true, false])('six runs at once make one release (published: %s)', async (publish) => {
  await withHub(async (hub) => {
    const ids = await Promise.all(
      Array.from({ length: 6 }, async () => (await ensure(hub, { publish })).release.id),
    )
    expect(new Set(ids).size).toBe(1)
    expect(hub.state.releases).toMatchObject([{ id: ids[0], isDraft: !publish }])
  })
})

test('a draft that another run deletes, and a tag that another run publishes meanwhile', async () => {
  await withHub(async (hub) => {
    const api = await hub.api()
    let isFirst = true
    const disturbed: GitHubApi = {
      ...api,
      async publish(id, more) {
        if (isFirst) {
          isFirst = false
          hub.state.releases.length = 0
          await api.publish((await api.createDraft({ ...draft, body: 'Theirs' })).id, more)
        }
        return api.publish(id, more)
      },
    }
    expect(await ensure(hub, { api: disturbed })).toMatchObject({ did: 'nothing' })
    expect(hub.state.releases).toMatchObject([{ body: 'Theirs', isDraft: false }])
  })
})

test.each<[string, Partial<Settings>, RegExp]>([
  ['immutable', { hasImmutableReleases: true }, /tag_name was used by an immutable release/],
])('a tag that an %s release had', async (_, settings, words) => {
  await withHub(
    async (hub) => {
      await ensure(hub)
      expect(hub.state.releases).toMatchObject([{ ...PUBLISHED, isImmutable: true }])
      await (await hub.api()).deleteDraft(1)
      expect(await rejected(ensure(hub))).toMatchObject({ problem: 'invalid' })
      expect(String(await rejected(ensure(hub)))).toMatch(words)
      expect(hub.state.releases).toEqual([])
    },
    { settings },
  )
})

test('GitHub that fails all the time', async () => {
  await withHub(async (hub) => {
    hub.faults.push({ when: 'before', operation: CREATE, reply: PAGE, times: 100 })
    expect(await rejected(ensure(hub))).toMatchObject({ problem: 'unknown' })
    expect(hub.requests.filter(({ operation }) => operation === CREATE)).toHaveLength(5)
  })
})

test('prereleases are never the latest; an older version neither', async () => {
  await withHub(async (hub) => {
    const api = await hub.api()
    const id = (await api.createDraft(draft)).id
    await api.publish(id, { isPrerelease: true, isLatest: true })
    expect(hub.state.releases).toMatchObject([{ isPrerelease: true, isLatest: false }])
    await ensureRelease(
      api,
      {
        tag: 'v1.0.1',
        draft: async () => ({ ...draft, tag: 'v1.0.1' }),
        publication: { isPrerelease: false, isLatest: false },
      },
      { sleep: hub.clock.sleep, signal: new AbortController().signal },
    )
    expect(hub.state.releases.map(({ isLatest }) => isLatest)).toEqual([false, false])
  })
})
