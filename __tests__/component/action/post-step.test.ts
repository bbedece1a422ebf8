import { expect, test } from '@jest/globals'
import { isPostStep } from '../../../kit/action/post-step.ts'
import { recordingRunner } from '../../support/recording-runner.ts'

test('the main part leaves the mark by which the post step recognizes itself', () => {
  const { runner, calls } = recordingRunner()
  expect(isPostStep({}, runner)).toBe(false)
  expect(calls).toEqual([['state', 'isPost', 'true']])
  expect(isPostStep({ STATE_isPost: 'true' }, runner)).toBe(true)
  expect(calls).toHaveLength(1)
})
