import { describe, expect, test } from '@jest/globals'
import { doubtFromTags } from '../../../actions/dokku-promote/src/latest-image.ts'

describe('whether the latest image is the running one', () => {
  const ID = 'c0ffee123456'
  const head = 'REPOSITORY          TAG                 IMAGE ID            CREATED'
  const row = (name: string, tag: string, id: string): string =>
    `${name.padEnd(20)}${tag.padEnd(20)}${id.padEnd(20)} 2 minutes ago       5MB`
  const running = `sha256:${ID}${'0'.repeat(52)}`
  test.each([
    ['the same', [head, row('dokku/stg', 'latest', ID)], true],
    ['the same, in full', [row('dokku/stg', 'latest', running)], true],
    [
      'after others',
      [head, row('dokku/stg', 'v1', 'f'.repeat(12)), row('dokku/stg', 'latest', ID)],
      true,
    ],
    ['a different image', [head, row('dokku/stg', 'latest', 'f'.repeat(12))], false],
    ['an id that is too short', [row('dokku/stg', 'latest', 'c0ff')], false],
    ['only a different tag', [row('dokku/stg', 'v1', ID)], false],
    ['only a different app', [row('dokku/stg2', 'latest', ID)], false],
    ['an empty table', [], false],
    ['an error message', [' !     dokku/stg latest c0ffee123456'], false],
  ])('tags: %s', (_, lines, isRunning) => {
    expect(doubtFromTags(lines.join('\n'), 'stg', running) === undefined).toBe(isRunning)
  })

  test('tags: a running image that is not reported', () => {
    expect(doubtFromTags(row('dokku/stg', 'latest', ID), 'stg', '')).toBeDefined()
  })
})
