import { expect, test } from '@jest/globals'
import { difference, readCase, recordedDockerfiles } from '../../support/find-images/dockerfiles.ts'

const recorded = recordedDockerfiles()

test('reads Dockerfiles as BuildKit does', () => {
  const different = recorded.flatMap((one) => {
    const how = difference(readCase(one), one.answer)
    return how === undefined ? [] : [{ how, ...one }]
  })
  expect(different).toEqual([])
})

test('the record has all kinds of answers', () => {
  const count = (phase?: string): number =>
    recorded.filter(({ answer }) => answer.phase === phase).length
  expect(recorded.length).toBeGreaterThan(300)
  expect(count()).toBeGreaterThan(150)
  expect(count('parser')).toBeGreaterThan(20)
  expect(count('instructions')).toBeGreaterThan(100)
  expect(count('convert')).toBeGreaterThan(50)
})
