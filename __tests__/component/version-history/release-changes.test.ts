import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { type GitServer, HEADER, serveGit } from '../../../fakes/git/git-server.ts'
import { makeLargeHistory } from '../../../fakes/git/large-history.ts'
import { type Remote, remoteAt } from '../../../kit/git/remote.ts'
import { changesSince, nextRelease } from '../../../kit/version-history/release-changes.ts'

let root = ''
let server: GitServer
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'towpath-changes-'))
  server = await serveGit(root)
})
afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true, force: true })
})

const remoteOf = (name: string): Remote => {
  const folder = mkdtempSync(join(root, 'side-'))
  return remoteAt(server.url(`${name}/.git`), folder, process.env, [['http.extraheader', HEADER]])
}

let repositories = 0

/** Makes a repository by git commands, one a line; `commit TEXT` is an empty commit, and `branch NAME` a new branch at HEAD. */
function repository(...commands: readonly string[]) {
  repositories += 1
  const name = `shop-${repositories}`
  const folder = join(root, name)
  mkdirSync(folder)
  git(folder, 'init', '--quiet', '--initial-branch=develop')
  git(folder, 'config', 'uploadpack.allowFilter', 'true')
  for (const command of commands) {
    const [word = '', ...rest] = command.split(' ')
    if (word === 'commit') git(folder, 'commit', '--quiet', '--allow-empty', '-m', rest.join(' '))
    else if (word === 'merge') git(folder, 'merge', '--quiet', '--no-ff', '-m', command, ...rest)
    else git(folder, word, ...rest)
  }
  return { folder, remote: remoteOf(name), head: git(folder, 'rev-parse', 'HEAD') }
}

type Repository = ReturnType<typeof repository>

const next = async (
  { remote, head }: Repository,
  scheme: Parameters<typeof nextRelease>[1]['scheme'],
  { prefix = 'v', taken = [] as readonly string[], now = '2017-04-15T12:00:00Z' } = {},
) => {
  const tags = await remote.tags()
  const more = { prefix, taken, timezone: 'UTC', now: new Date(now) }
  const made = await nextRelease(remote, { commit: head, tags, scheme, ...more })
  return 'problem' in made ? made.reason : made.version
}

const changes = async ({ remote, head }: Repository, prefix = 'v') =>
  changesSince(remote, head, await remote.tags(), prefix)

describe('the next version of a release', () => {
  const shop = () =>
    repository(
      'commit One',
      'tag v1.2.3',
      'branch other',
      'commit feat: vouchers',
      'commit fix: totals',
    )

  test('is one step after the release that the commit follows', async () => {
    const made = shop()
    const steps = ['major', 'minor', 'patch', 'conventional'] as const
    const found: string[] = []
    for (const scheme of steps) found.push(await next(made, scheme))
    expect(found).toEqual(['2.0.0', '1.3.0', '1.2.4', '1.3.0'])
  })

  test('passes over the numbers of release branches and of tags elsewhere', async () => {
    const made = shop()
    expect(await next(made, 'patch', { taken: ['1.2.4', 'x', '1.3.0'] })).toBe('1.2.5')
    expect(await next(made, 'minor', { taken: ['1.3.0', '1.4.0'] })).toBe('1.5.0')
    git(made.folder, 'tag', 'v1.3.0', 'other')
    git(made.folder, 'checkout', '--quiet', '--detach', 'other')
    git(made.folder, 'commit', '--quiet', '--allow-empty', '-m', 'x')
    git(made.folder, 'tag', '-f', 'v1.3.0')
    const again = { ...made, remote: remoteOf(made.folder.split('/').at(-1) ?? '') }
    expect(await next(again, 'minor')).toBe('1.4.0')
    expect(await next(again, 'minor', { taken: ['1.4.0'] })).toBe('1.5.0')
  })

  test('by the calendar is one more than the highest of all tags and release branches in the month', async () => {
    const made = repository('commit One', 'tag 201703.7', 'tag 201704.9', 'commit Two')
    const calver = (taken: readonly string[], now?: string) =>
      next(made, 'calver', { prefix: '', taken, ...(now !== undefined && { now }) })
    expect(await calver([])).toBe('201704.10')
    expect(await calver(['201704.12', '201703.40'])).toBe('201704.13')
    expect(await calver(['201705.2'], '2017-05-01T00:00:00Z')).toBe('201705.3')
    expect(await calver([], '2017-05-01T00:00:00Z')).toBe('201705.1')
    expect(await calver([], '2017-03-31T00:00:00Z')).toBe('future-tag')
    expect(await calver(['201705.1'])).toBe('future-tag')
  })

  test('is empty if no commit calls for a step', async () => {
    expect(
      await next(repository('commit One', 'tag v1.0.0', 'commit docs: x'), 'conventional'),
    ).toBe('')
  })

  test('without a release is the first one; with another spelling it is refused', async () => {
    expect(await next(repository('commit One'), 'minor')).toBe('0.1.0')
    expect(
      await next(repository('commit One', 'tag pkg-1.0.0'), 'minor', { prefix: 'shop-' }),
    ).toBe('0.1.0')
    expect(await next(repository('commit One', 'tag 1.0.0'), 'minor')).toBe('unknown-prefix')
  })

  test('is what a pre-release behind the commit announces', async () => {
    const made = repository(
      'commit One',
      'tag v1.0.0',
      'commit Two',
      'tag v2.0.0rc1',
      'commit Three',
    )
    expect(await next(made, 'patch')).toBe('2.0.0')
  })
})

describe('the changes of a release', () => {
  test('are the commits since the nearest release, latest first, with their messages', async () => {
    const made = repository(
      'commit One',
      'tag v1.0.0',
      'commit Two',
      'checkout --quiet -b side',
      'commit Side',
      'checkout --quiet develop',
      'commit Three',
      'merge side',
    )
    const { previous, commits, isComplete } = await changes(made)
    expect(previous?.name).toBe('v1.0.0')
    expect(isComplete).toBe(true)
    const subjects = commits.map(({ message }) => message.split('\n')[0])
    expect(subjects.toSorted()).toEqual(['Side', 'Three', 'Two', 'merge side'])
    expect(subjects[0]).toBe('merge side')
    expect(subjects.at(-1)).toBe('Two')
    expect(commits[0]?.parents).toHaveLength(2)
  })

  test('are none right on a release; pre-releases do not count', async () => {
    const made = repository('commit One', 'tag v1.0.0', 'commit Two', 'tag v1.1.0rc1')
    expect((await changes(made)).previous?.name).toBe('v1.0.0')
    const released = repository('commit One', 'tag v1.0.0')
    expect(await changes(released)).toMatchObject({ commits: [], isComplete: true })
  })

  test('are those of each commit, also where one follows the other', async () => {
    const made = repository('commit One', 'tag v1.0.0', 'commit Two', 'commit Three')
    expect((await changes(made)).commits).toHaveLength(2)
    const other = { ...made, head: git(made.folder, 'rev-parse', 'HEAD~1') }
    expect((await changes(other)).commits.map(({ message }) => message.trim())).toEqual(['Two'])
  })

  test('without a release before are the latest commits', async () => {
    const first = await changes(repository('commit One', 'commit Two'))
    expect(first.previous).toBeUndefined()
    expect(first.isComplete).toBe(true)
    expect(first.commits.map(({ message }) => message.trim())).toEqual(['Two', 'One'])
  })
})

describe('of a long history little is fetched', () => {
  const folder = () => join(root, 'long')
  let all = 0
  beforeAll(() => {
    makeLargeHistory(folder(), {
      commits: 4000,
      mergeEvery: 9,
      tagEvery: 60,
      after: 60,
      files: 300,
    })
    git(folder(), 'config', 'uploadpack.allowFilter', 'true')
    all = Number(/size-pack: (\d+)/.exec(git(folder(), 'count-objects', '-v'))?.[1]) * 1024
  }, 120_000)

  test.each([
    ['with a release within 60 commits', 'v', 0.05],
    ['without any release', 'none-', 0.05],
  ])('%s', async (_, prefix, share) => {
    const remote = remoteOf('long')
    const commit = git(folder(), 'rev-parse', 'HEAD')
    const { commits } = await changesSince(remote, commit, await remote.tags(), prefix)
    expect(commits.length).toBeGreaterThan(50)
    expect(remote.fetched()).toBeLessThan(share * all)
  })

  test('with releases, but none behind the commit', async () => {
    const tag = git(folder(), 'commit-tree', '-m', 'Elsewhere', 'HEAD^{tree}')
    git(folder(), 'tag', 'other-1.0.0', tag)
    const remote = remoteOf('long')
    const commit = git(folder(), 'rev-parse', 'HEAD')
    const { previous, isComplete } = await changesSince(
      remote,
      commit,
      await remote.tags(),
      'other-',
    )
    expect([previous, isComplete]).toEqual([undefined, false])
    expect(remote.fetched()).toBeLessThan(0.05 * all)
  })
})
