import { describe, expect, test } from '@jest/globals'
import { type Feature, has, parseVersion, type Version } from '../../../kit/dokku/version.ts'

describe('the output of dokku version', () => {
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
  ])('%j has no version', (text) => {
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
  ['deploy source', '0.25.7', '0.26.0'],
  ['config:import', '0.36.9', '0.37.0'],
  ['builds:list', '0.37.10', '0.38.0'],
  ['tags', '0.3.26', '0.4.0'],
]
const version = (text: string): Version => parseVersion(text) ?? [0, 0, 0]

describe('the features of a version', () => {
  test.each(FEATURES)('%s: not in %s, but in %s', (feature, without, first) => {
    expect([has(version(without), feature), has(version(first), feature)]).toEqual([false, true])
    expect(has(version('1.0.0'), feature)).toBe(feature !== 'tags')
  })

  test('tags were removed in 0.26', () => {
    expect([has([0, 25, 99], 'tags'), has([0, 26, 0], 'tags')]).toEqual([true, false])
  })

  test('numbers are compared as numbers', () => {
    expect(has([0, 9, 0], 'apps:exists')).toBe(false)
    expect(has([0, 100, 0], 'builds:list')).toBe(true)
  })
})
