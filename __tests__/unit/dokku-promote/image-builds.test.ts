// What the records of builds say about the newest image.
import { describe, expect, test } from '@jest/globals'
import {
  doubtFromBuilds,
  imageBuilds,
  imageMadeAt,
  logSaysNoImage,
} from '../../../actions/dokku-promote/src/image-builds.ts'
import { parseBuilds } from '../../../kit/dokku/build-records.ts'

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString()
const time = (minute: number): number => Date.parse(at(minute))

/** Returns a record that began and ended at these minutes. */
const record = (started: number, ended: number | undefined, more: object = {}) => ({
  ...{ id: `b${started}`, app: 'stg', kind: 'build', pid: 1, source: 'git-hook' },
  ...{ status: 'succeeded', display_status: 'succeeded', exit_code: 0, started_at: at(started) },
  ...(ended === undefined ? {} : { finished_at: at(ended) }),
  ...more,
})
const FAILED = { status: 'failed', display_status: 'failed', exit_code: 1 }
const ABANDONED = { status: 'running', display_status: 'abandoned' }
const RUNNING = { status: 'running', display_status: 'running' }
const CLOSED = { ...FAILED, exit_code: -1 }
const CANCELED = { status: 'canceled', display_status: 'canceled', exit_code: -1 }
const good = record(10, 20)

const parsed = (records: readonly object[]) => parseBuilds(JSON.stringify(records)) ?? []

/** Returns the doubt about containers that were created in this minute. */
const doubtAt = (created: number, ...records: readonly object[]) =>
  doubtFromBuilds(imageBuilds(parsed(records)), time(created))
const doubt = (...records: readonly object[]) => doubtAt(59, ...records)

describe('whether the latest image is the running one', () => {
  test.each<[string, readonly object[]]>([
    ['a good build', [good]],
    ['a good one after a bad one', [good, record(1, 2, FAILED)]],
    [
      'a restart, which nobody closes',
      [record(30, undefined, { ...ABANDONED, source: 'ps:restart' }), good],
    ],
    ['a failed restart', [record(30, 31, { ...FAILED, source: 'ps:restart' }), good]],
    ['changed variables', [record(30, 31, { source: 'config-redeploy' }), good]],
    ['a push that the lock refused', [record(15, 21, CLOSED), good]],
    ['the same, not closed yet', [record(15, undefined, ABANDONED), good]],
    ['two of them', [record(16, 21, CLOSED), record(15, 21, CLOSED), good]],
  ])('no doubt: %s', (_, records) => {
    expect(doubt(...records)).toBeUndefined()
  })

  test.each<[string, readonly object[], RegExp]>([
    ['a bad one after a good one', [record(30, 31, FAILED), good], /git-hook/],
    ['a build that is still running', [record(30, undefined, RUNNING), good], /git-hook/],
    [
      'one that was never closed: it may have failed',
      [record(30, undefined, ABANDONED), good],
      /git-hook/,
    ],
    ['one that was closed later', [record(30, 40, CLOSED), good], /git-hook/],
    ['one that began as another one ended', [record(20, 40, CLOSED), good], /git-hook/],
    ['cancelled', [record(30, 31, CANCELED), good], /git-hook/],
    ['cancelled while another one was running', [record(15, 16, CANCELED), good], /git-hook/],
    ['failed checks during another one', [record(15, 16, FAILED), good], /git-hook/],
    [
      'a bad one below a refused one',
      [record(32, 41, CLOSED), record(30, 40, FAILED), good],
      /git-hook/,
    ],
    [
      'a bad one below a restart',
      [record(50, 51, { source: 'ps:restart' }), record(30, 40, FAILED)],
      /git-hook/,
    ],
    ['no record', [], /no record/],
    ['only restarts', [record(1, 2, { source: 'ps:restart' })], /no record/],
    ['an empty record', [{}], /unknown/],
  ])('doubt: %s', (_, records, expected) => {
    expect(doubt(...records)).toMatch(expected)
  })

  test('doubt: a good build that is newer than the containers', () => {
    expect(doubtAt(15, good)).toBeUndefined()
    expect(doubtAt(9, good)).toMatch(/newer than the running containers/)
  })

  test.each([
    ['-----> Building\n !     App build failed\n', true],
    ['\u001b[1G !     App build failed   \n', true],
    [' !     Failed to pull image: reg.example.org/dokku/stg:7', true],
    ['\u001b[1G\u001b[K-----> WARNING: deploy did not complete, you must push to main.', true],
    [' !     Specified build-dir not found in sourcecode working directory: nodir', true],
    ['#7 0.137  !     App build failed', false],
    ['        !     App build failed: no', false],
    [' !     Could not start due to 1 failed checks (web.1)', false],
    ['-----> Building', false],
    ['', false],
  ])('the log %j says that no image was made: %j', (log, expected) => {
    expect(logSaysNoImage(log)).toBe(expected)
  })
})

describe('when the image of a container was made', () => {
  test.each<[string, readonly object[], number, number]>([
    ['by the build that created the container', [good], 19, 19],
    ['before a restart', [record(30, 31, { source: 'ps:restart' }), good], 30.5, 20],
    ['before a failed build', [record(40, 41, FAILED), good], 30, 20],
    ['a failed build, whose image a restart started', [record(40, 41, FAILED), good], 50, 41],
    ['no records', [], 50, 50],
    ['only later records', [record(60, 61)], 50, 50],
    ['a record without an end', [record(30, undefined, ABANDONED)], 50, 50],
  ])('%s', (_, records, created, expected) => {
    expect(imageMadeAt(parsed(records), time(created))).toBe(time(expected))
  })
})
