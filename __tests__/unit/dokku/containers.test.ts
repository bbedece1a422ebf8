import { describe, expect, test } from '@jest/globals'
import {
  type Container,
  described,
  inspected,
  isHalf,
  reported,
  troubles,
} from '../../../kit/dokku/containers.ts'
import { areOld } from '../../../kit/dokku/push-app.ts'

const one = (name: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  Id: `id-of-${name}`,
  Name: `/${name}`,
  Image: 'sha256:5c6d5c6d5c6d5c6d',
  Created: '2026-01-02T03:04:05.678Z',
  RestartCount: 0,
  State: { Status: 'running', Restarting: false },
  Config: { Image: 'dokku/stg:latest', Labels: { 'com.dokku.app-name': 'stg' } },
  GraphDriver: { Data: { LowerDir: '/o/own-init/diff:/o/b/diff:/o/a/diff' } },
  ...more,
})
const read = (...all: readonly Record<string, unknown>[]): Container[] =>
  inspected(JSON.stringify(all), 'stg') ?? []
const state = (status: string, restarting = false) => ({
  State: { Status: status, Restarting: restarting },
})

describe('ps:inspect', () => {
  test('tells all that is known of a container', () => {
    expect(read(one('stg.web.1'))).toEqual([
      {
        id: 'id-of-stg.web.1',
        process: 'web.1',
        created: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
        upcoming: false,
        state: 'running',
        restarts: 0,
        image: 'sha256:5c6d5c6d5c6d5c6d',
        reference: 'dokku/stg:latest',
        madeFrom: [],
        layers: '/o/b/diff:/o/a/diff',
      },
    ])
  })

  test('the images behind a promoted one', () => {
    const label = 'com.dokku.docker-image-labeler/alternate-tags'
    const from = (text: string) => read(one('stg.web.1', { Config: { Labels: { [label]: text } } }))
    expect(from('["dokku/stg:rel1"]')[0]?.madeFrom).toEqual(['dokku/stg:rel1'])
    expect(from('not json')[0]?.madeFrom).toEqual([])
    expect(from('{"a":1}')[0]?.madeFrom).toEqual([])
  })

  test('a container that a failed deployment left', () => {
    const [left] = read(one('stg.web.1.upcoming-12345'))
    expect([left?.process, left?.upcoming]).toEqual(['web.1', true])
  })

  test('the name of the app is taken off once, and that of another app not at all', () => {
    const names = read(one('stg.stg.1'), one('stg2.web.1'), one('other')).map((c) => c.process)
    expect(names).toEqual(['stg.1', 'stg2.web.1', 'other'])
  })

  test('one that docker starts again and again is not running, whatever its status', () => {
    expect(read(one('stg.web.1', state('running', true)))[0]?.state).toBe('restarting')
  })

  test.each(['', 'Traceback (most recent call last):', '{"a":1}', 'null', '"x"'])(
    '%j is no answer',
    (text) => {
      expect(inspected(text, 'stg')).toBeUndefined()
    },
  )

  test('an element that lacks everything is a container in an unknown state', () => {
    expect(troubles(read({}))).toEqual([' is in an unknown state'])
  })
})

describe('ps:report of versions without ps:inspect', () => {
  const REPORT = `=====> shop ps information
       Deployed:                      true
       Processes:                     3
       Running:                       mixed
       Status web.1:                  running (CID: d9f655a7dc5)
       Status worker.12:              restarting (CID: 0123456789a)
       Status cron-jobs 1:            exited (CID: 8e8ee6c9eb1)
       Status web.2:                  running (CID: not-hex)
`
  test('tells the processes', () => {
    expect(reported(REPORT).map(({ process, state: is, id }) => [process, is, id])).toEqual([
      ['web.1', 'running', 'd9f655a7dc5'],
      ['worker.12', 'restarting', '0123456789a'],
      ['cron-jobs.1', 'exited', '8e8ee6c9eb1'],
    ])
    expect(troubles(reported(REPORT))).toEqual(['worker.12 is restarting', 'cron-jobs.1 is exited'])
  })

  test('an app that was never deployed has none', () => {
    expect(reported(' !     App shop does not exist\n')).toEqual([])
  })
})

describe('what is wrong', () => {
  test.each([
    ['nothing is, where all of it runs', [one('stg.web.1'), one('stg.worker.1')], []],
    ['nothing at all', [], ['nothing of it runs']],
    ['a crash', [one('stg.web.1', state('restarting'))], ['web.1 is restarting']],
    ['an end', [one('stg.web.1', state('exited'))], ['web.1 is exited']],
    [
      'an ended container that failed checks left: nothing is',
      [one('stg.web.1'), one('stg.web.1.upcoming-2', state('exited'))],
      [],
    ],
    [
      'a half deployment',
      [one('stg.worker.1'), one('stg.web.1.upcoming-2')],
      ['web.1 runs in a container that a failed deployment left'],
    ],
    [
      'only a half deployment',
      [one('stg.web.1.upcoming-2')],
      ['only containers of a deployment that did not end well run'],
    ],
  ])('%s', (_, containers, wrong) => {
    expect(troubles(read(...containers))).toEqual(wrong)
  })

  const ids = (...list: readonly string[]): Container[] =>
    read(...list.map((id) => one(`stg.${id}`, { Id: id })))
  test('old and new ones together are half a deployment, ended ones do not count', () => {
    expect(isHalf(ids('a', 'b'), ids('a', 'c'))).toBe(true)
    expect(isHalf(ids('a', 'b'), ids('c', 'd'))).toBe(false)
    expect(isHalf(ids('a', 'b'), ids('a', 'b'))).toBe(false)
    expect(isHalf([], ids('c'))).toBe(false)
    const ended = read(one('stg.web.1', { Id: 'a', ...state('exited') }))
    expect(isHalf(ids('a'), [...ended, ...ids('c')])).toBe(false)
  })

  test('nothing new', () => {
    expect(areOld(ids('a'), ids('a'))).toBe(true)
    expect(areOld(ids('a'), ids('b'))).toBe(false)
    expect(areOld([], [])).toBe(false)
  })
})

test('what serves is told with its image and what is odd about it', () => {
  const all = read(
    one('stg.web.1.upcoming-7'),
    one('stg.worker.1', state('restarting')),
    one('stg.cron.1', state('exited')),
  )
  const image = '(sha256:5c6d5c6d5c6d)'
  expect(described(all)).toBe(
    `web.1 ${image}, left by the failed deployment; worker.1 ${image}, restarting`,
  )
  expect(described(read(one('stg.cron.1', state('exited'))))).toBe('nothing runs')
})
