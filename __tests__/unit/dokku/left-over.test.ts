import { describe, expect, test } from '@jest/globals'
import { leftBeside, leftOverAdvice } from '../../../kit/dokku/left-over.ts'
import { container } from '../../support/dokku/container.ts'

const OLD = [container({ id: 'web' }), container({ id: 'worker', process: 'worker.1' })]
const next = container({ id: 'next', upcoming: true })

describe('what a deployment left running that was ended during its checks', () => {
  test('a new container beside all old ones', () => {
    expect(leftBeside(OLD, [...OLD, next])).toEqual([next])
    expect(leftBeside([], [next])).toEqual([next])
  })

  test.each([
    ['nothing new', OLD],
    ['a new one that has exited', [...OLD, container({ ...next, state: 'exited' })]],
    ['half deployed: the new web has replaced the old one', [next, ...OLD.slice(1)]],
    ['deployed', [container({ id: 'next' })]],
  ])('not: %s', (_, after) => {
    expect(leftBeside(OLD, after)).toEqual([])
  })

  test('one that was left before is not of this deployment', () => {
    expect(leftBeside([...OLD, next], [...OLD, next])).toEqual([])
  })

  test('half deployed, twice: the container from the first time served', () => {
    const half = [container({ id: 'half', upcoming: true }), ...OLD.slice(1)]
    expect(leftBeside(half, [...half, next])).toEqual([])
  })

  test('cancelled twice: the old one still serves', () => {
    const left = container({ id: 'left', upcoming: true })
    expect(leftBeside([...OLD, left], [...OLD, left, next])).toEqual([next])
  })

  test('the command that repairs it', () => {
    expect(leftOverAdvice('shop', [next])).toEqual([
      expect.stringMatching(/^web\.1 of .* still running.*"dokku ps:rebuild shop" repairs both$/),
    ])
    expect(leftOverAdvice('shop', [])).toEqual([])
  })
})
