import { expect, test } from '@jest/globals'
import { describedBy } from '../../../actions/version/src/describe-walk.ts'
import { byId, type Commit } from '../../../kit/git/commits.ts'

/**
 * A trunk, t0 to t31, all with tags, and a side branch of 12 commits from t10, of which the last, s12, has one, merged into it. From the
 * merge, t31 is 13 commits away, s12 is 22. git describe takes ten tags, and by then has counted fewer for s12.
 */
function history(sideTime: (index: number) => number) {
  const commit = (id: string, time: number, ...parents: string[]): Commit => ({
    id,
    parents,
    time,
    date: '',
    message: '',
  })
  const trunk = Array.from({ length: 32 }, (_, at) =>
    commit(`t${at}`, at * 100, ...(at === 0 ? [] : [`t${at - 1}`])),
  )
  const side = Array.from({ length: 12 }, (_, at) =>
    commit(`s${at + 1}`, sideTime(at), at === 0 ? 't10' : `s${at}`),
  )
  const merge = commit('merge', 9000, 't31', 's12')
  const since = byId([merge, ...side])
  const nearest = { commit: 't31', distance: 13, time: 3100, since }
  const tagged = new Set([...trunk.map(({ id }) => id), 's12'])
  return { commits: byId([merge, ...trunk, ...side]), nearest, tagged }
}

test.each([
  ['read before the nearest tag', (at: number) => 5000 + at],
  ['read after it', (at: number) => 2401 + at],
])('a tag on a side branch, %s, is chosen if ten tags are found too early', (_, sideTime) => {
  const { commits, nearest, tagged } = history(sideTime)
  const known = { commits, shallow: new Set<string>(), head: 'merge', tagged }
  expect(describedBy(known, nearest)).toEqual({ commit: 's12' })
})

test('the nearest is chosen, whatever came before, as soon as the other can not catch up', () => {
  const { commits, nearest } = history((at) => 5000 + at)
  const tagged = new Set(['t31', 's12'])
  const known = (shallow: string) => ({
    commits,
    shallow: new Set([shallow]),
    head: 'merge',
    tagged,
  })
  expect(describedBy(known('t18'), nearest)).toEqual({ commit: 't31' })
  expect(describedBy(known('t25'), nearest)).toBeUndefined()
})
