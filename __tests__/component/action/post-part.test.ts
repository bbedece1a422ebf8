import { expect, test } from '@jest/globals'
import { isPostPart } from '../../../kit/action/post-part.ts'
import { recordingRunner } from '../../support/recording-runner.ts'

test('the main part leaves the mark by which the post step recognizes itself', () => {
  const { runner, calls } = recordingRunner()
  expect(isPostPart({}, runner)).toBe(false)
  expect(calls).toEqual([['state', 'isPost', 'true']])
  expect(isPostPart({ STATE_isPost: 'true' }, runner)).toBe(true)
  expect(calls).toHaveLength(1)
})
