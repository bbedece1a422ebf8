// start: the next version, its branch and its commit, from a clone of depth 1.
import { describe, expect, test } from '@jest/globals'
import { releaseWorld, said } from '../../support/release/world.ts'

const world = releaseWorld()

test('makes the branch with one commit: stamped files, changelog, trailers, the actor as author', async () => {
  const shop = world.shop()
  const inputs = { changelog: 'CHANGELOG.md' }
  const { outputs, success } = await world.run(shop, 'start', { inputs })
  const tip = shop.refs()['refs/heads/release/1.3.0']
  expect(success).toBe(true)
  expect(outputs).toMatchObject({
    reason: 'started',
    version: '1.3.0',
    tag: 'v1.3.0',
    branch: 'release/1.3.0',
    sha: tip,
    'previous-tag': 'v1.2.0',
    changed: 'true',
    pushed: JSON.stringify([{ ref: 'refs/heads/release/1.3.0', from: '', to: tip }]),
  })
  expect(shop.file('release/1.3.0', 'VERSION')).toBe('1.3.0')
  expect(JSON.parse(shop.file('release/1.3.0', 'package.json'))).toMatchObject({ version: '1.3.0' })
  const changelog = shop.file('release/1.3.0', 'CHANGELOG.md')
  expect(changelog).toMatch(
    /^# Changes\n\n## 1\.3\.0 \(\d{4}-\d\d-\d\d\)\n.*a basket.*its sum.*\n## 1\.2\.0 \(2026-01-01\)\n\n- Everything$/s,
  )
  const [subject, ...body] = shop.git('log', '-1', '--format=%B', 'release/1.3.0').split('\n')
  expect(subject).toBe('Release 1.3.0')
  expect(body).toEqual(expect.arrayContaining(['Release: 1.3.0', 'Release-Run: 77 release']))
  expect(shop.git('log', '-1', '--format=%P', 'release/1.3.0')).toBe(
    shop.refs()['refs/heads/develop'],
  )
  expect(shop.git('log', '-1', '--format=%an <%ae>', 'release/1.3.0')).toBe(
    'captain <7+captain@users.noreply.github.com>',
  )
  // Nothing else has changed, neither modes nor symlinks.
  expect(
    shop
      .git('diff', '--raw', '--abbrev=4', 'develop', 'release/1.3.0')
      .split('\n')
      .map((line) => line.replace(/ \w{4} \w{4} (?=M)/, ' ')),
  ).toEqual([
    ':100644 100644 M\tCHANGELOG.md',
    ':100644 100644 M\tVERSION',
    ':100644 100644 M\tpackage.json',
  ])
  expect(Object.keys(shop.refs())).toHaveLength(4)
})

test('run again, it is resumed, whatever was committed since; another run gets the next number', async () => {
  const shop = world.shop()
  await world.run(shop, 'start')
  shop.add({ branch: 'release/1.3.0', message: 'fix: found in staging' })
  const tip = shop.refs()['refs/heads/release/1.3.0']
  const again = await world.run(shop, 'start', { env: { GITHUB_RUN_ATTEMPT: '2' } })
  const made = { version: '1.3.0', branch: 'release/1.3.0', sha: tip }
  expect(again.outputs).toMatchObject({
    ...made,
    reason: 'resumed',
    changed: 'false',
    pushed: '[]',
  })
  const given = await world.run(shop, 'start', { id: '78', inputs: { version: '1.3.0' } })
  expect(given.outputs).toMatchObject({ ...made, reason: 'resumed' })
  const other = await world.run(shop, 'start', { id: '79' })
  expect(other.outputs).toMatchObject({ version: '1.4.0', reason: 'started' })
  // Another job of the run, another prefix: other releases.
  const job = await world.run(shop, 'start', { env: { GITHUB_JOB: 'other' } })
  expect(job.outputs).toMatchObject({ version: '1.5.0', reason: 'started' })
})

test('a calendar version is one more than the highest of all tags and release branches of the month', async () => {
  const shop = world.shop()
  const month = (offset: number): string => {
    const now = new Date()
    const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1))
    return day.toISOString().slice(0, 7).replace('-', '')
  }
  const start = (id: string) =>
    world.run(shop, 'start', { id, inputs: { scheme: 'calver', 'tag-prefix': '' } })
  const first = month(0)
  // A tag outside of develop, a branch that is higher, and last month's.
  shop.git('tag', `${first}.9`, 'master')
  shop.git('tag', `${month(-1)}.30`, 'master')
  shop.git('branch', `release/${first}.10`, 'develop')
  const { outputs } = await start('1')
  expect([`${first}.11`, `${month(0)}.1`]).toContain(outputs['version'])
  expect((await start('2')).outputs['version']).toMatch(/^\d{6}\.(12|[12])$/)
})

test('nothing to release, and a version that is tagged', async () => {
  const shop = world.shop()
  shop.git('tag', 'v1.3.0', 'develop')
  const nothing = await world.run(shop, 'start')
  expect([nothing.success, nothing.outputs['reason'], nothing.outputs['changed']]).toEqual([
    true,
    'nothing-to-release',
    'false',
  ])
  const taken = await world.run(shop, 'start', { inputs: { version: '1.3.0' } })
  expect([taken.success, taken.outputs['reason']]).toEqual([false, 'already-released'])
  expect(shop.log.transactions()).toHaveLength(1)
})

test('passes over numbers that tags or release branches have', async () => {
  const shop = world.shop()
  shop.git('tag', 'v1.3.0', 'master')
  shop.git('branch', 'release/1.4.0', 'develop')
  expect((await world.run(shop, 'start')).outputs).toMatchObject({ version: '1.5.0' })
})

test('from a tag and from a commit; a dry run writes nothing', async () => {
  const shop = world.shop()
  const commit = shop.git('rev-parse', 'develop~1')
  const planned = await world.run(shop, 'start', { inputs: { from: commit, 'dry-run': 'true' } })
  expect(planned.outputs).toMatchObject({
    reason: 'planned',
    version: '1.3.0',
    changed: 'false',
    pushed: '[]',
  })
  expect(shop.log.transactions()).toEqual([])
  await world.run(shop, 'start', { inputs: { from: commit } })
  expect(shop.git('rev-parse', 'release/1.3.0~1')).toBe(commit)
  const tagged = await world.run(shop, 'start', {
    id: '1',
    inputs: { from: 'v1.2.0', version: '1.2.1' },
  })
  expect(tagged.outputs).toMatchObject({ reason: 'started', version: '1.2.1' })
})

describe('errors that say what to do, with nothing written:', () => {
  test.each([
    ['a branch that is not there', { from: 'gone' }, 'no-such-branch', /"gone"/],
    ["a file that can't be stamped", { stamp: 'VERSION\nnone.txt' }, 'bad-stamp', /none\.txt/],
    ['a prefix that no tag has', { 'tag-prefix': 'x' }, 'unknown-prefix', /v1\.2\.0/],
  ])('%s', async (_, inputs, reason, message) => {
    const shop = world.shop()
    const result = await world.run(shop, 'start', { inputs })
    expect([result.success, result.outputs['reason']]).toEqual([false, reason])
    expect(said(result)).toMatch(message)
    expect(shop.log.transactions()).toEqual([])
  })

  test('a branch whose name bars the new one', async () => {
    const shop = world.shop()
    shop.git('branch', 'release', 'develop')
    const result = await world.run(shop, 'start')
    expect(said(result)).toMatch(/^ref-conflict\n.*"?(refs\/heads\/s)?release"?/)
    expect(shop.log.transactions()).toHaveLength(1)
  })

  test('a calendar tag of the future', async () => {
    const shop = world.shop()
    shop.git('tag', '299912.1', 'master')
    const result = await world.run(shop, 'start', {
      inputs: { scheme: 'calver', 'tag-prefix': '' },
    })
    expect(said(result)).toMatch(/^future-tag\n.*299912\.1/s)
  })
})
