import { describe, expect, test } from '@jest/globals'
import {
  isMadeFrom,
  isThere,
  sameLayers,
} from '../../../actions/dokku-promote/src/compare-images.ts'
import { recordDoubt, tagDoubt } from '../../../actions/dokku-promote/src/latest-image.ts'
import {
  chosen,
  type Found,
  inRegistry,
  isKept,
  type Method,
} from '../../../actions/dokku-promote/src/method.ts'
import { comparison } from '../../../actions/dokku-promote/src/promote-image.ts'
import { wayBack } from '../../../actions/dokku-promote/src/recover.ts'
import type { AppFacts } from '../../../kit/dokku/app.ts'
import type { Container } from '../../../kit/dokku/containers.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`
const COMMIT = '1'.repeat(40)
const NUMBER = 'reg.example.org:5000/dokku/stg:7'
const PINNED = `reg.example.org:5000/dokku/stg@${DIGEST}`
const LOCAL = 'dokku/stg:latest'

const container = (more: Partial<Container> = {}): Container => ({
  id: 'one',
  process: 'web.1',
  upcoming: false,
  state: 'running',
  restarts: 0,
  created: 1000,
  image: 'sha256:5c6d',
  reference: LOCAL,
  madeFrom: [],
  layers: '/b:/a',
  ...more,
})

describe('what always means the same image', () => {
  test.each([
    [NUMBER, true],
    [PINNED, true],
    ['localhost/dokku/stg:1', true],
    ['localhost:5000/stg:12', true],
    ['[::1]:5000/stg:3', true],
    [`reg.example.org/stg:7@${DIGEST}`, true],
    ['docker.io/allume/stg:7', true],
    // Docker Hub's short names can't be told from those of the server's own images.
    ['allume/stg:7', false],
    [LOCAL, false],
    ['stg:7', false],
    ['stg', false],
    ['', false],
    // What a person calls an image, he can call another one later.
    ['reg.example.org/stg:stable', false],
    ['reg.example.org/stg:1.4.2', false],
    ['reg.example.org/stg:latest', false],
    ['reg.example.org/stg', false],
    ['reg.example.org:5000/stg', false],
    ['reg.example.org/stg:', false],
    ['reg.example.org/:7', false],
    ['reg.example.org/stg@sha256:abcd', false],
    [`reg.example.org/stg@${DIGEST.toUpperCase()}`, false],
    [`${PINNED}@x`, false],
    [`reg.example.org/stg@md5:${'ab'.repeat(16)}`, false],
    ['reg.example.org/stg:7\n', false],
    ['reg.example.org/stg:7 --force', false],
    ['reg.example.org/$(id):7', false],
    ['reg.example.org/../stg:7', false],
    ['reg.example.org/Stg:7', false],
    ['https://reg.example.org/stg:7', false],
    ['-o.example.org/stg:7', false],
  ])('%j: %j', (reference, expected) => {
    expect(inRegistry(reference)).toBe(expected)
  })

  test('what a registry still has under a name of its own', () => {
    const all = ['reg.example.org/stg:1.4.2', NUMBER, PINNED]
    expect(all.map(isKept)).toEqual([true, true, true])
    const none = ['reg.example.org/stg:latest', 'reg.example.org/stg', LOCAL, 'stg:1.4.2', '']
    expect(none.map(isKept)).toEqual(none.map(() => false))
  })
})

describe('the choice of a method', () => {
  const found = (more: Partial<Found> = {}): Found => ({
    containers: [container()],
    source: { kind: 'git-push', what: COMMIT },
    commit: COMMIT,
    takesImages: true,
    doubt: undefined,
    ...more,
  })
  const started = (reference: string) => ({ containers: [container({ reference })] })
  const made = (madeFrom: readonly string[], what: string): Partial<Found> => ({
    containers: [container({ madeFrom })],
    source: { kind: 'docker-image', what },
    commit: '',
  })
  type Row = readonly [string, Partial<Found>, Method | 'auto', string]
  const rows: readonly Row[] = [
    ['a number of Dokku', started(NUMBER), 'auto', `registry ${NUMBER}`],
    ['the same, by image', started(NUMBER), 'image', `image ${NUMBER}`],
    ['the same, by commit', started(NUMBER), 'commit', 'commit '],
    ['a local image', {}, 'auto', `image ${LOCAL}`],
    ['a local image, wanted from a registry', {}, 'registry', 'not-in-registry'],
    ['a local image in doubt', { doubt: 'x' }, 'auto', 'commit '],
    ['a local image in doubt, by image', { doubt: 'x' }, 'image', 'image-unproved'],
    ['a registry does not doubt', { ...started(NUMBER), doubt: 'x' }, 'auto', `registry ${NUMBER}`],
    ['no name', started(''), 'image', 'image-unknown'],
    ['an old version', { takesImages: false }, 'auto', 'commit '],
    ['an old version, by image', { takesImages: false }, 'image', 'too-old'],
    [
      'an old version, by registry',
      { ...started(NUMBER), takesImages: false },
      'registry',
      'too-old',
    ],
    ['no commit', { commit: '' }, 'commit', 'no-commit'],
    ['nothing', { commit: '', doubt: 'x' }, 'auto', 'no-way'],
    ['a chain, by digest', made([PINNED], PINNED), 'auto', `registry ${PINNED}`],
    ['a chain of a moving tag', made(['r.io/x:main'], 'r.io/x:main'), 'auto', `image ${LOCAL}`],
    // The last deployment is not what runs.
    ['a chain that was left', made([NUMBER], PINNED), 'auto', `image ${LOCAL}`],
    ['a label without a deployment', made([], PINNED), 'auto', `image ${LOCAL}`],
    [
      'a commit called like an image',
      { source: { kind: 'git-push', what: PINNED } },
      'registry',
      'not-in-registry',
    ],
    [
      'two images',
      { containers: [container(), container({ id: 'two', image: 'sha256:other' })] },
      'auto',
      'from-mixed',
    ],
    [
      'two images, by commit',
      { containers: [container(), container({ id: 'two', image: 'sha256:other' })] },
      'commit',
      'from-mixed',
    ],
  ]
  test.each(rows)('%s', (_, more, wanted, expected) => {
    const choice = chosen(wanted, found(more))
    const told = 'problem' in choice ? choice.reason : `${choice.method} ${choice.reference}`
    expect(told).toBe(expected)
  })

  test('a worse way says why the better ones were not taken; a wanted one says nothing', () => {
    expect(chosen('auto', found({ doubt: 'it failed' }))).toMatchObject({
      because: [expect.stringMatching(/^not by registry: /), 'not by image: it failed'],
    })
    expect(chosen('commit', found({ doubt: 'it failed' }))).toMatchObject({ because: [] })
    expect(chosen('auto', found({ doubt: 'it failed', commit: '' }))).toMatchObject({
      problem: expect.stringMatching(
        /not by registry: .*; not by image: it failed; not by commit: /,
      ),
    })
  })
})

describe('whether two apps run the same', () => {
  const left = container({ id: 'new', upcoming: true, layers: '/c:/a' })

  test('layers: the same, others, not shown', () => {
    expect(sameLayers([container()], [container({ id: 'two', image: 'x' })])).toBe(true)
    expect(sameLayers([container()], [container({ layers: '/c:/a' })])).toBe(false)
    expect(sameLayers([container()], [container({ layers: undefined })])).toBeUndefined()
    expect(sameLayers([container({ layers: '' })], [container({ layers: '' })])).toBeUndefined()
    expect(sameLayers([], [])).toBeUndefined()
    expect(sameLayers([container()], [container(), container({ layers: '/c' })])).toBeUndefined()
  })

  test('a running container that a failed deployment left is what serves', () => {
    expect(sameLayers([container()], [container(), left])).not.toBe(true)
    const made = container({ madeFrom: [NUMBER] })
    expect(isMadeFrom([made, { ...left, madeFrom: [PINNED] }], NUMBER)).toBe(false)
    expect(isThere([container()], [made, left], NUMBER)).toBe(false)
  })

  test('one that has ended is nothing', () => {
    const ended = { ...left, state: 'exited' }
    expect(sameLayers([container()], [container(), ended])).toBe(true)
    expect(isMadeFrom([container({ madeFrom: [NUMBER] }), ended], NUMBER)).toBe(true)
    expect(isMadeFrom([{ ...ended, madeFrom: [NUMBER] }], NUMBER)).toBe(false)
  })

  const there = (reference: string, from: Partial<Container>, to: Partial<Container>): boolean =>
    isThere(
      [container(from)],
      [container({ created: 2000, madeFrom: [reference], ...to })],
      reference,
    )
  test.each([
    ['a digest', there(PINNED, {}, {}), true],
    ['a digest, layers not shown', there(PINNED, {}, { layers: undefined }), true],
    ['a digest, other layers', there(PINNED, {}, { layers: '/c' }), false],
    ['another label', there(PINNED, {}, { madeFrom: [NUMBER] }), false],
    ['a moving name', there(LOCAL, {}, {}), true],
    // The same layers with other settings (CMD, ENV) are another image.
    ['a moving name, `from` is newer', there(LOCAL, { created: 3000 }, {}), false],
    ['a moving name, at the same time', there(LOCAL, { created: 2000 }, {}), false],
    ['a moving name, layers not shown', there(LOCAL, { layers: undefined }, {}), false],
    ['a moving name, times not shown', there(LOCAL, { created: Number.NaN }, {}), false],
  ])('nothing to do: %s', (_, is, expected) => {
    expect(is).toBe(expected)
  })

  test('after a promotion', () => {
    const compared = (more: Partial<Container>, reference = LOCAL) =>
      comparison('prod', [container()], [container({ madeFrom: [reference], ...more })], reference)
    const other = expect.objectContaining({ reason: 'not-same-image' })
    const thrown = (work: () => unknown): unknown => {
      try {
        return work()
      } catch (error) {
        return error
      }
    }
    expect(compared({})).toBe(true)
    expect(thrown(() => compared({ layers: '/c' }))).toEqual(other)
    expect(thrown(() => compared({ layers: '/c' }, PINNED))).toEqual(other)
    expect(thrown(() => compared({ madeFrom: ['dokku/other:latest'] }))).toEqual(other)
    // Without layers a name that moves proves nothing, and one that does not is the proof.
    expect(compared({ layers: undefined })).toBe(false)
    expect(compared({ layers: undefined }, PINNED)).toBe(true)
    expect(compared({ layers: undefined, madeFrom: [] }, PINNED)).toBe(false)
    expect(compared({ madeFrom: [] })).toBe(true)
  })
})

describe('whether latest is what runs', () => {
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
    ['a build that goes on', [record({ status: 'running' }), good], /git-hook/],
    ['one that nobody closed: it may have failed', [abandoned, good], /git-hook/],
    ['a restart', [{ ...abandoned, kind: 'deploy', source: 'ps:restart' }, good], /ps:restart/],
    ['closed by a later one', [record({ status: 'failed', exit_code: -1 }), good], /git-hook/],
    ['cancelled', [record({ status: 'canceled', exit_code: -1 }), good], /git-hook/],
    ['shown otherwise', [record({ display_status: 'abandoned' }), good], /git-hook/],
    ['no record', [], /no record/],
    ['nothing of a record', [{}], /unknown/],
    ['null', [null], /no record/],
  ])('builds:list: %s', (_, records, expected) => {
    const doubt = recordDoubt(JSON.stringify(records))
    if (expected === undefined) expect(doubt).toBeUndefined()
    else expect(doubt).toMatch(expected)
  })

  test.each(['', 'No builds recorded for this app', '{}', 'null', '"succeeded"', '[['])(
    'builds:list says %j',
    (text) => {
      expect(recordDoubt(text)).toMatch(/no record/)
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
    ['another', [head, row('dokku/stg', 'latest', 'f'.repeat(12))], false],
    ['too short to tell', [row('dokku/stg', 'latest', 'c0ff')], false],
    ['only another tag', [row('dokku/stg', 'v1', ID)], false],
    ['only another app', [row('dokku/stg2', 'latest', ID)], false],
    ['nothing', [], false],
    ['a complaint', [' !     dokku/stg latest c0ffee123456'], false],
  ])('tags: %s', (_, lines, isSame) => {
    expect(tagDoubt(lines.join('\n'), 'stg', running) === undefined).toBe(isSame)
  })

  test('tags: a running image that is not told', () => {
    expect(tagDoubt(row('dokku/stg', 'latest', ID), 'stg', '')).toBeDefined()
  })
})

describe('the way back', () => {
  const facts = (one: Partial<Container> | undefined, source?: AppFacts['source']): AppFacts => ({
    ...{ branch: 'master', url: '', locked: false, source },
    containers: one ? [container(one)] : [],
  })
  const push = { kind: 'git-push', what: COMMIT }
  const image = (what: string) => ({ kind: 'docker-image', what })
  test.each([
    ['a commit', facts({}, push), COMMIT, { commit: COMMIT }],
    [
      'a commit, on a version that does not say what was deployed',
      facts({}),
      COMMIT,
      { commit: COMMIT },
    ],
    [
      'a registry image by its number',
      facts({ reference: NUMBER }, push),
      COMMIT,
      { image: NUMBER },
    ],
    [
      'an image that was promoted',
      facts({ madeFrom: [PINNED] }, image(PINNED)),
      COMMIT,
      { image: PINNED },
    ],
    [
      'a release of a person',
      facts({ madeFrom: ['r.io/x:1.2'] }, image('r.io/x:1.2')),
      COMMIT,
      { image: 'r.io/x:1.2' },
    ],
    ['the same, on an older version', facts({ madeFrom: [PINNED] }), COMMIT, { image: PINNED }],
    ['a local image', facts({ madeFrom: [LOCAL] }, image(LOCAL)), '', undefined],
    [
      'what a failed deployment left',
      facts({ upcoming: true, reference: NUMBER, madeFrom: [PINNED] }, push),
      COMMIT,
      { commit: COMMIT },
    ],
    ['nothing pushed', facts({}, push), '', undefined],
    ['nothing at all', facts(undefined), '', undefined],
  ])('%s', (_, given, commit, expected) => {
    expect(wayBack(given, commit)).toEqual(expected)
  })
})
