import { expect, test } from '@jest/globals'
import { firstWith } from '../../../actions/release/src/finish/first-with.ts'

const commit = (id: string, ...parents: string[]) => ({
  id,
  parents,
  time: 0,
  date: '',
  message: '',
})

test.each([
  ['the commit itself if the branch is at it', [], 'r', 'r'],
  ['the merge', [commit('m', 'a', 'r'), commit('a', 'old')], 'm', 'm'],
  ['the first of several', [commit('n', 'm'), commit('m', 'a', 'r'), commit('a', 'old')], 'n', 'm'],
  ['the commit itself after a fast-forward', [commit('n', 'r')], 'n', 'r'],
  [
    'the merge of a branch that has it',
    [commit('n', 'm'), commit('m', 'a', 's'), commit('s', 'r'), commit('a', 'old')],
    'n',
    'm',
  ],
  [
    'the first, even if a later merge brings it again',
    [commit('n', 'm', 'r'), commit('m', 'a', 'r'), commit('a', 'old')],
    'n',
    'm',
  ],
])('is %s', (_, since, tip, found) => {
  expect(firstWith(since, tip, 'r')).toBe(found)
})
