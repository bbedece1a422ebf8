import { describe, expect, test } from '@jest/globals'
import { dokkuHost } from '../../../kit/dokku/inputs.ts'
import { complaint } from '../../../kit/dokku/server.ts'
import { type Feature, has, parseVersion, since, type Version } from '../../../kit/dokku/version.ts'

describe('the version', () => {
  test.each([
    ['dokku version 0.38.27\n', [0, 38, 27]],
    ['v0.10.5\n', [0, 10, 5]],
    ['0.24.0', [0, 24, 0]],
    ['dokku version 1.0.0-rc1', [1, 0, 0]],
    ['Welcome!\ndokku version 0.29.2\n', [0, 29, 2]],
  ])('%j', (text, version) => {
    expect(parseVersion(text)).toEqual(version)
  })

  test.each([
    '',
    'bash: version: command not found',
    'dokku version master',
    'git version 2.39.5 (Apple Git-154)',
    'x0.38.27',
    '0.38',
    '0.38.27.1',
    '99999.1.1',
  ])('%j has none', (text) => {
    expect(parseVersion(text)).toBeUndefined()
  })
})

const FEATURES: readonly (readonly [Feature, string, string])[] = [
  ['apps:list', '0.8.0', '0.8.1'],
  ['apps:exists', '0.11.4', '0.11.5'],
  ['git:report', '0.11.6', '0.12.0'],
  ['apps:locked', '0.12.13', '0.13.0'],
  ['ps:inspect', '0.12.13', '0.13.0'],
  ['git:from-image', '0.23.9', '0.24.0'],
  ['registry push-on-release', '0.24.10', '0.25.0'],
  ['deploy source', '0.25.7', '0.26.0'],
  ['git:from-image tells no change by its code', '0.29.2', '0.29.3'],
  ['config:import', '0.36.9', '0.37.0'],
  ['builds:list', '0.37.10', '0.38.0'],
  ['tags', '0.3.26', '0.4.0'],
]
const version = (text: string): Version => parseVersion(text) ?? [0, 0, 0]

describe('what versions can do', () => {
  test.each(FEATURES)('%s: not %s, but %s', (feature, without, first) => {
    expect([has(version(without), feature), has(version(first), feature)]).toEqual([false, true])
    expect(has(version('1.0.0'), feature)).toBe(feature !== 'tags')
    expect(since(feature)).toBe(first)
  })

  test('tags are gone since 0.26', () => {
    expect([has([0, 25, 99], 'tags'), has([0, 26, 0], 'tags')]).toEqual([true, false])
  })

  test('numbers are compared as numbers', () => {
    expect(has([0, 9, 0], 'apps:exists')).toBe(false)
    expect(has([0, 100, 0], 'builds:list')).toBe(true)
  })
})

test.each([
  [{ stdout: '', stderr: ' !     App x does not exist\n' }, 'App x does not exist'],
  [{ stdout: ' !     a\n !     b\n', stderr: '' }, 'b'],
  [{ stdout: '', stderr: '\x1b[1m\x1b[31m !     \x1b[0m\x1b[0mred\n' }, 'red'],
  [{ stdout: 'plain words\n\n', stderr: '' }, 'plain words'],
  [{ stdout: '', stderr: '' }, ''],
])('what Dokku complains of in %j', (said, is) => {
  expect(complaint(said)).toBe(is)
})

describe('the server', () => {
  test.each([
    ['dokku@example.org', ['dokku', 'example.org', 22]],
    ['example.org', ['dokku', 'example.org', 22]],
    [' dokku@example.org:2222\n', ['dokku', 'example.org', 2222]],
    ['root@192.0.2.1', ['root', '192.0.2.1', 22]],
  ])('%j', (raw, is) => {
    const read = dokkuHost(raw)
    const host = 'value' in read ? read.value : undefined
    expect([host?.user, host?.name, host?.port]).toEqual(is)
  })

  test.each(['', '-oProxyCommand=id', 'dokku@-oProxyCommand=id', 'a b', 'dokku@h:0', 'dokku@h:x'])(
    '%j is none',
    (raw) => {
      expect('problem' in dokkuHost(raw)).toBe(true)
    },
  )
})
