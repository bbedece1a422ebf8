import { describe, expect, test } from '@jest/globals'
import { doubtFromBuilds, doubtFromTags } from '../../../actions/dokku-promote/src/latest-image.ts'

describe('whether the latest image is the running one', () => {
  const record = (more: object) => ({
    ...{ id: 'x', app: 'stg', kind: 'build', pid: 1, source: 'git-hook' },
    ...{ status: 'succeeded', display_status: 'succeeded', exit_code: 0 },
    ...more,
  })
  const good = record({})
  const failed = record({ status: 'failed', display_status: 'failed', exit_code: 1 })
  const abandoned = record({ status: 'running', display_status: 'abandoned' })
  test.each([
    ['a good build', [good], undefined],
    ['a good one after a bad one', [good, failed], undefined],
    ['a bad one after a good one', [failed, good], /git-hook/],
    ['a build that is still running', [record({ status: 'running' }), good], /git-hook/],
    ['one that was never closed: it may have failed', [abandoned, good], /git-hook/],
    ['a restart', [{ ...abandoned, kind: 'deploy', source: 'ps:restart' }, good], /ps:restart/],
    ['closed by a later one', [record({ status: 'failed', exit_code: -1 }), good], /git-hook/],
    ['cancelled', [record({ status: 'canceled', exit_code: -1 }), good], /git-hook/],
    ['shown as abandoned', [record({ display_status: 'abandoned' }), good], /git-hook/],
    ['no record', [], /no record/],
    ['an empty record', [{}], /unknown/],
    ['null', [null], /no record/],
  ])('builds:list: %s', (_, records, expected) => {
    const doubt = doubtFromBuilds(JSON.stringify(records))
    if (expected === undefined) expect(doubt).toBeUndefined()
    else expect(doubt).toMatch(expected)
  })

  test.each(['', 'No builds recorded for this app', '{}', 'null', '"succeeded"', '[['])(
    'builds:list prints %j',
    (text) => {
      expect(doubtFromBuilds(text)).toMatch(/no record/)
    },
  )

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
