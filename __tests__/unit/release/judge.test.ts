import { describe, expect, test } from '@jest/globals'
import { movedRefs, tookEffect } from '../../../actions/release/src/attempt/judge.ts'
import type { Refs } from '../../../actions/release/src/ports.ts'

const refs = (ids: Readonly<Record<string, string>>): Refs =>
  new Map(Object.entries(ids).map(([ref, id]) => [ref, { id, commit: id }]))

const before = refs({ develop: 'd1', master: 'm1', release: 'r1' })
const updates = [
  { ref: 'develop', from: 'd1', to: 'd2' },
  { ref: 'master', from: 'm1', to: 'm2' },
  { ref: 'tag', from: '', to: 't1' },
  { ref: 'release', from: 'r1', to: '' },
]

describe('what became of a push', () => {
  test.each([
    ['all refs are as wanted', { develop: 'd2', master: 'm2', tag: 't1' }, 'unknown', true],
    ['none is', { develop: 'd1', master: 'm1', release: 'r1' }, 'unknown', false],
    ['none is, whatever git says', { develop: 'd1', master: 'm1', release: 'r1' }, 'done', false],
    ['another push went on from ours', { develop: 'd3', master: 'm2', tag: 't1' }, 'unknown', true],
    ['another push came first', { develop: 'd9', master: 'm1', release: 'r1' }, 'moved', false],
    ['another finished the release', { develop: 'd8', master: 'm8', tag: 't8' }, 'moved', false],
    [
      'the server reported success, and all went on at once',
      { develop: 'd3', master: 'm3', tag: 't3' },
      'done',
      true,
    ],
  ] as const)('%s', (_, now, result, took) => {
    expect(tookEffect(updates, before, refs(now), result)).toBe(took)
  })

  test('a branch moved to a commit that was there proves nothing alone', () => {
    const move = [
      { ref: 'release', from: 'r1', to: 'm1' },
      { ref: 'tag', from: '', to: 't1' },
    ]
    const now = refs({ develop: 'd1', master: 'm1', release: 'm1', tag: 't9' })
    expect(tookEffect(move, before, now, 'moved')).toBe(false)
  })

  test('a deletion is done once the ref is gone, whoever did it', () => {
    const deletion = [{ ref: 'release', from: 'r1', to: '' }]
    expect(tookEffect(deletion, before, refs({ develop: 'd1' }), 'moved')).toBe(true)
    expect(tookEffect(deletion, before, before, 'done')).toBe(false)
  })

  test('refs that moved are those that are not as before', () => {
    expect(movedRefs(updates, refs({ develop: 'd9', master: 'm1', release: 'r1' }))).toEqual([
      'develop',
    ])
  })
})
