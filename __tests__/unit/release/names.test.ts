import { describe, expect, test } from '@jest/globals'
import { filled } from '../../../actions/release/src/messages.ts'
import { barringRef, nameProblem } from '../../../actions/release/src/ref-names.ts'
import { namesOf, namesOfBranch, openReleases } from '../../../actions/release/src/release-names.ts'
import { readTrailers, withTrailers } from '../../../actions/release/src/trailers.ts'
import { namedRelease, ofJob, ownReleases } from '../../../actions/release/src/which-release.ts'

const wanted = { branch: 'release/{version}', 'tag-prefix': 'v' }

describe('the names of a release', () => {
  test('come from its version, with the prefix or without', () => {
    const names = { version: '1.2.0', tag: 'v1.2.0', branch: 'release/1.2.0' }
    expect(namesOf(wanted, '1.2.0')).toEqual(names)
    expect(namesOf(wanted, 'v1.2.0')).toEqual(names)
    expect(namesOf({ ...wanted, 'tag-prefix': '' }, '201704.15').tag).toBe('201704.15')
    // A prefix of digits is not cut off a version.
    expect(namesOf({ ...wanted, 'tag-prefix': '1' }, '1.2.0').tag).toBe('11.2.0')
  })

  test.each([
    ['release/1.2.0', '1.2.0'],
    ['release/201704.15', '201704.15'],
    ['release/next', undefined],
    ['release/', undefined],
    ['release/1.2.0/fix', undefined],
    ['xrelease/1.2.0', undefined],
    ['release/v1.2.0', undefined],
  ])('of the branch %s: %s', (branch, version) => {
    expect(namesOfBranch(wanted, branch)?.version).toBe(version)
  })

  test('a pattern may end after the version', () => {
    const odd = { branch: '{version}-rel', 'tag-prefix': '' }
    expect(namesOfBranch(odd, '1.2.0-rel')?.version).toBe('1.2.0')
    expect(namesOfBranch(odd, '-rel')).toBeUndefined()
  })

  test('open releases are in the order of their versions', () => {
    const refs = new Map(
      ['refs/heads/release/1.10.0', 'refs/heads/release/1.9.0', 'refs/tags/release/1.1.0'].map(
        (ref) => [ref, { id: 'a', commit: 'a' }] as const,
      ),
    )
    expect(openReleases(wanted, refs).map(({ version }) => version)).toEqual(['1.9.0', '1.10.0'])
  })
})

describe('the trailers of a release commit', () => {
  const run = { id: '77', job: 'ship' }
  const names = namesOf(wanted, '1.2.0')

  test('are read as they were written', () => {
    const message = withTrailers('Release 1.2.0', names, run)
    expect(readTrailers(message)).toEqual({
      version: '1.2.0',
      run: '77',
      job: 'ship',
      tag: 'v1.2.0',
    })
  })

  test('are none in other messages', () => {
    expect(readTrailers('Release 1.2.0\n\nRelease: 1.2.0\n')).toBeUndefined()
    expect(readTrailers('fix: Release-Run: 1 x, Release: 2, Release-Tag: 3')).toBeUndefined()
  })

  test('survive a squash', () => {
    const message = `Release (#7)\n\n* ${withTrailers('Release 1.2.0', names, run)}\n* fix: more`
    expect(readTrailers(message)?.run).toBe('77')
  })
})

describe('which release is meant', () => {
  const inputs = { ...wanted, version: '' }
  const open = (version: string, run: string, job: string) => ({
    ...namesOf(wanted, version),
    tip: 'a',
    trailers: { version, run, job, tag: `v${version}` },
  })
  const all = [open('1.2.0', '7', 'a'), open('1.3.0', '7', 'b'), open('1.4.0', '8', 'a')]

  test('the version, else the branch that the run is on', () => {
    const on = { ref: 'refs/heads/release/1.2.0' }
    expect(namedRelease({ ...inputs, version: '1.3.0' }, on)?.version).toBe('1.3.0')
    expect(namedRelease(inputs, on)?.version).toBe('1.2.0')
    expect(namedRelease(inputs, { ref: 'refs/tags/release/1.2.0' })).toBeUndefined()
  })

  test('a job continues its own; a later job may mean that of another one', () => {
    expect(ofJob(all, { id: '7', job: 'a' })).toHaveLength(1)
    expect(ofJob(all, { id: '7', job: 'c' })).toHaveLength(0)
    expect(ownReleases(all, { id: '7', job: 'b' })).toMatchObject([{ version: '1.3.0' }])
    expect(ownReleases(all, { id: '7', job: 'c' })).toHaveLength(2)
    expect(ownReleases(all, { id: '9', job: 'a' })).toHaveLength(0)
  })

  test('the tag of another prefix is another release', () => {
    const [one] = all
    const other = { ...one, tag: 'w1.2.0' } as (typeof all)[number]
    expect(ownReleases([other], { id: '7', job: 'a' })).toHaveLength(0)
  })
})

test('placeholders are replaced once', () => {
  const values = { version: '1', branch: '{into}', into: '$& {version}' }
  expect(filled('Merge {branch} into {into}, {other}', values)).toBe(
    'Merge {into} into $& {version}, {other}',
  )
})

test.each([
  '',
  '-x',
  'a..b',
  'a b',
  'a/',
  '/a',
  'a.lock',
  '.a',
  'a/.b',
  'a@{b',
  '@',
  'a\\b',
  'a*',
  'a\n',
])('%j is no name', (name) => {
  expect(nameProblem(name)).toBeDefined()
})

test('a name can be neither a folder of another one nor in one', () => {
  expect(barringRef('refs/heads/release/1', ['refs/heads/release'])).toBe('refs/heads/release')
  expect(barringRef('refs/heads/release', ['refs/heads/release/1'])).toBe('refs/heads/release/1')
  expect(barringRef('refs/heads/release/1', ['refs/heads/release/10', 'refs/heads/rel'])).toBe(
    undefined,
  )
})
