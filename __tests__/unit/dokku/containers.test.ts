import { describe, expect, test } from '@jest/globals'
import {
  type Container,
  containerProblems,
  describeContainers,
  parseInspect,
  parseReport,
} from '../../../kit/dokku/containers.ts'

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
  parseInspect(JSON.stringify(all), 'stg') ?? []
const state = (status: string, restarting = false) => ({
  State: { Status: status, Restarting: restarting },
})

describe('ps:inspect', () => {
  test('reports everything about a container', () => {
    expect(read(one('stg.web.1'))).toEqual([
      {
        id: 'id-of-stg.web.1',
        process: 'web.1',
        created: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
        started: Number.NaN,
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

  test('reports the images that a promoted one was made from', () => {
    const label = 'com.dokku.docker-image-labeler/alternate-tags'
    const from = (text: string) => read(one('stg.web.1', { Config: { Labels: { [label]: text } } }))
    expect(from('["dokku/stg:rel1"]')[0]?.madeFrom).toEqual(['dokku/stg:rel1'])
    expect(from('not json')[0]?.madeFrom).toEqual([])
    expect(from('{"a":1}')[0]?.madeFrom).toEqual([])
  })

  test('marks a container left over from a failed deployment', () => {
    const [left] = read(one('stg.web.1.upcoming-12345'))
    expect([left?.process, left?.upcoming]).toEqual(['web.1', true])
  })

  test("removes the app's name once, and another app's name not at all", () => {
    const names = read(one('stg.stg.1'), one('stg2.web.1'), one('other')).map((c) => c.process)
    expect(names).toEqual(['stg.1', 'stg2.web.1', 'other'])
  })

  test('reports a container that Docker keeps restarting as restarting, whatever its status', () => {
    expect(read(one('stg.web.1', state('running', true)))[0]?.state).toBe('restarting')
  })

  test.each(['', 'Traceback (most recent call last):', '{"a":1}', 'null', '"x"'])(
    '%j is not a list of containers',
    (text) => {
      expect(parseInspect(text, 'stg')).toBeUndefined()
    },
  )

  test('reports an empty element as a container in an unknown state', () => {
    expect(containerProblems(read({}))).toEqual([' is in an unknown state'])
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
  test('reports the processes', () => {
    expect(
      parseReport(REPORT).map(({ process, state: status, id }) => [process, status, id]),
    ).toEqual([
      ['web.1', 'running', 'd9f655a7dc5'],
      ['worker.12', 'restarting', '0123456789a'],
      ['cron-jobs.1', 'exited', '8e8ee6c9eb1'],
    ])
    expect(containerProblems(parseReport(REPORT))).toEqual([
      'worker.12 is restarting',
      'cron-jobs.1 is exited',
    ])
  })

  test('reports nothing for an app that was never deployed', () => {
    expect(parseReport(' !     App shop does not exist\n')).toEqual([])
  })
})

describe('the problems of an app', () => {
  test.each([
    ['none if every process runs', [one('stg.web.1'), one('stg.worker.1')], []],
    ['no containers', [], ['no process is running']],
    [
      'a process that keeps crashing',
      [one('stg.web.1', state('restarting'))],
      ['web.1 is restarting'],
    ],
    ['a process that exited', [one('stg.web.1', state('exited'))], ['web.1 is exited']],
    [
      'none for an exited container left over from failed checks',
      [one('stg.web.1'), one('stg.web.1.upcoming-2', state('exited'))],
      [],
    ],
    [
      'a deployment that failed halfway',
      [one('stg.worker.1'), one('stg.web.1.upcoming-2')],
      ['web.1 is running in a container left over from a failed deployment'],
    ],
    [
      'only the new container of a failed deployment',
      [one('stg.web.1.upcoming-2')],
      ['only containers of a failed deployment are running'],
    ],
  ])('%s', (_, containers, problems) => {
    expect(containerProblems(read(...containers))).toEqual(problems)
  })
})

test('what is running is described with its image and anything unusual', () => {
  const all = read(
    one('stg.web.1.upcoming-7'),
    one('stg.worker.1', state('restarting')),
    one('stg.cron.1', state('exited')),
  )
  const image = '(sha256:5c6d5c6d5c6d)'
  expect(describeContainers(all)).toBe(
    `web.1 ${image}, left over from the failed deployment; worker.1 ${image}, restarting`,
  )
  expect(describeContainers(read(one('stg.cron.1', state('exited'))))).toBe('nothing is running')
})
