import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Commit } from '../../../kit/git/commits.ts'
import { provedBetween } from '../../../kit/version-history/commit-graph.ts'
import { closestIn } from '../../../kit/version-history/nearest-tag-proof.ts'
import { nearestTag } from '../../../kit/version-history/remote-nearest-tag.ts'
import {
  ancestorsOf,
  commitsSince,
  remoteOf,
  shallowGraph,
  type TestHistory,
} from '../../support/git/remote-in-memory.ts'

/** Histories of up to 90 commits with merges of up to three parents; the times may be anything. */
const histories: fc.Arbitrary<TestHistory> = fc
  .array(
    fc.record({
      back: fc.oneof(
        { weight: 5, arbitrary: fc.constant([1]) },
        { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 2, max: 30 })) },
        { weight: 3, arbitrary: fc.tuple(fc.constant(1), fc.integer({ min: 2, max: 40 })) },
        { weight: 1, arbitrary: fc.tuple(fc.constant(1), fc.constant(3), fc.constant(7)) },
      ),
      seconds: fc.constantFrom(60, 60, 0, -600),
    }),
    { minLength: 1, maxLength: 90, size: 'max' },
  )
  .map((steps) => {
    let time = 1_700_000_000
    const commits = new Map<string, Commit>()
    const add = (index: number, parents: readonly number[]): void => {
      const ids = [...new Set(parents.map((parent) => `c${Math.max(parent, 0)}`))]
      commits.set(`c${index}`, { id: `c${index}`, parents: ids, time, date: '', message: '' })
    }
    add(0, [])
    for (const [index, { back, seconds }] of steps.entries()) {
      time += seconds
      add(
        index + 1,
        (back as readonly number[]).map((one) => index + 1 - one),
      )
    }
    return { commits, head: `c${steps.length}` }
  })

const tagged = fc.uniqueArray(fc.nat(90), { maxLength: 7 })

test('the nearest tag is found in any history, with any clocks', async () => {
  let deepened = 0
  await fc.assert(
    fc.asyncProperty(histories, tagged, fc.boolean(), async (history, numbers, guesses) => {
      const tags = numbers.map((number) => `c${number}`).filter((id) => history.commits.has(id))
      const all = ancestorsOf(history, history.head)
      const distances = tags
        .filter((id) => all.has(id))
        .map((id) => commitsSince(history, id).length)
      const expected = Math.min(all.size, ...distances)
      const search = { tagged: new Set(tags), likely: guesses ? tags[0] : undefined }
      const found = await nearestTag(remoteOf(history), history.head, search)
      expect(found.distance).toBe(expected)
      if (distances.length > 0) expect(commitsSince(history, found.commit)).toHaveLength(expected)
      else expect(found.commit).toBe('')
      if (found.strategy === 'deepened') deepened += 1
      expect(closestIn(history.commits, history.head, new Set(tags)).distance).toBe(expected)
    }),
    { numRuns: 3000 },
  )
  expect(deepened).toBeGreaterThan(50)
}, 120_000)

test('what a shallow graph proves is correct', () => {
  let [proved, all] = [0, 0]
  fc.assert(
    fc.property(
      histories,
      fc.nat(90),
      fc.integer({ min: 1, max: 20 }),
      (history, number, depth) => {
        const { commits, shallow } = shallowGraph(history, depth)
        const tag = `c${number}`
        if (!commits.has(tag)) return
        all += 1
        const found = provedBetween(commits, history.head, tag, shallow)
        if (!found) return
        proved += 1
        expect(new Set(found.map(({ id }) => id))).toEqual(
          new Set(commitsSince(history, tag).map(({ id }) => id)),
        )
      },
    ),
    { numRuns: 20_000 },
  )
  expect(proved).toBeGreaterThan(all / 10)
})

describe('trying the likely tag', () => {
  const chain = (length: number): TestHistory => {
    const commits = Array.from({ length }, (_, index) => {
      const parents = index === 0 ? [] : [`c${index - 1}`]
      return { id: `c${index}`, parents, time: index * 60, date: '', message: '' }
    })
    return { commits: new Map(commits.map((one) => [one.id, one])), head: `c${length - 1}` }
  }

  test('saves the steps to a distant tag', async () => {
    const remote = remoteOf(chain(5000))
    const found = await nearestTag(remote, 'c4999', { tagged: new Set(['c4499']), likely: 'c4499' })
    expect(found).toEqual({ commit: 'c4499', distance: 500, strategy: 'deepened' })
    expect(remote.sent()).toBe(516)
  })

  test('is skipped if it would cost too much', async () => {
    const remote = remoteOf(chain(50_000))
    const tags = new Set(['c10', 'c49900'])
    const found = await nearestTag(remote, 'c49999', { tagged: tags, likely: 'c10' })
    expect(found).toMatchObject({ commit: 'c49900', distance: 99 })
    expect(remote.sent()).toBeLessThan(300)
  })
})

test('a merge with an unknown side proves nothing', () => {
  const commit = (id: string, ...parents: string[]): Commit => ({
    id,
    parents,
    time: 0,
    date: '',
    message: '',
  })
  const known = [commit('head', 'merge'), commit('merge', 'tag', 'unknown'), commit('tag')]
  const commits = new Map(known.map((one) => [one.id, one]))
  expect(provedBetween(commits, 'head', 'tag', new Set())).toBeUndefined()
})
