import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { asDescribed } from '../../../actions/version/src/remote-described.ts'
import { git } from '../../../fakes/git/git.ts'
import { type GitServer, HEADER, serveGit } from '../../../fakes/git/git-server.ts'
import { makeLargeHistory } from '../../../fakes/git/large-history.ts'
import { type Remote, remoteAt } from '../../../kit/git/remote.ts'
import { nearestTag, type TagSearch } from '../../../kit/version-history/remote-nearest-tag.ts'
import { highestTag } from '../../../kit/versions/tags.ts'
import { type History, makeHistory } from '../../support/git/histories.ts'

/** Long histories with many merges: a trunk of 150 commits, and branches that are merged back. */
const long: fc.Arbitrary<History> = fc.record({
  commits: fc.array(
    fc.record({
      parents: fc.oneof(
        { weight: 5, arbitrary: fc.constant([1]) },
        { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 2, max: 30 })) },
        { weight: 3, arbitrary: fc.tuple(fc.constant(1), fc.integer({ min: 2, max: 60 })) },
      ),
      seconds: fc.constantFrom(60, 0),
    }),
    { minLength: 150, maxLength: 160, size: 'max' },
  ),
  tags: fc.uniqueArray(
    fc.record({
      name: fc.nat(400).map((number) => `v1.${number}.0`),
      at: fc.integer({ min: 0, max: 140 }),
      annotated: fc.boolean(),
      seconds: fc.constant(0),
    }),
    { minLength: 1, maxLength: 6, selector: ({ name }) => name },
  ),
  branch: fc.constant('main'),
  detached: fc.constant(false),
  dirty: fc.constant(false),
})

const seed = Date.now()

describe('the nearest tag, from a remote alone', () => {
  let root = ''
  let server: GitServer
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'towpath-remote-'))
    server = await serveGit(root)
  })
  afterAll(async () => {
    await server.close()
    rmSync(root, { recursive: true, force: true })
  })

  const remote = (name: string) => {
    const folder = mkdtempSync(join(root, 'side-'))
    return remoteAt(server.url(`${name}/.git`), folder, process.env, [['http.extraheader', HEADER]])
  }

  const searchOf = async (from: Remote): Promise<TagSearch> => {
    const tags = await from.tags()
    const likely = tags.find(
      ({ name }) =>
        name ===
        highestTag(
          tags.map((tag) => tag.name),
          'v',
        ),
    )
    return { tagged: new Set(tags.map(({ commit }) => commit)), likely: likely?.commit }
  }

  /** Returns the distance of the nearest tag and the number of all commits, as git counts them in the complete clone. */
  function truth(folder: string): { least: number; all: number } {
    const names = git(folder, 'tag', '--merged', 'HEAD').split('\n').filter(Boolean)
    const counts = names.map((name) => Number(git(folder, 'rev-list', '--count', `${name}..HEAD`)))
    return { least: Math.min(...counts), all: Number(git(folder, 'rev-list', '--count', 'HEAD')) }
  }

  test('has the same distance as in a complete clone, on 25 histories with merges', async () => {
    for (const [index, history] of fc.sample(long, { numRuns: 25, seed }).entries()) {
      const folder = join(root, `long-${index}`)
      makeHistory(folder, history)
      const head = git(folder, 'rev-parse', 'HEAD')
      const from = remote(`long-${index}`)
      const nearest = await nearestTag(from, head, await searchOf(from))
      const { least, all } = truth(folder)
      const expected = Number.isFinite(least) ? least : all
      expect({ seed, index, distance: nearest.distance }).toEqual({
        seed,
        index,
        distance: expected,
      })
      if (nearest.commit !== '') {
        expect(Number(git(folder, 'rev-list', '--count', `${nearest.commit}..HEAD`))).toBe(expected)
      }
    }
  }, 300_000)

  const chain = (length: number, tags: History['tags']): History => ({
    commits: Array.from({ length }, () => ({ parents: [1], seconds: 60 })),
    tags,
    branch: 'main',
    detached: false,
    dirty: false,
  })
  const tag = (name: string, at: number) => ({ name, at, annotated: true, seconds: 0 })

  test.each([
    ['a tag on HEAD needs no history', 'on', chain(60, [tag('v2', 60), tag('v1', 0)]), 0, 'exact'],
    [
      'a near tag needs little history',
      'near',
      chain(400, [tag('v2', 390), tag('v1', 0)]),
      10,
      'deepened',
    ],
    ['a far tag needs more', 'far', chain(400, [tag('v1', 250)]), 150, 'deepened'],
    ['without tags all commits are counted', 'none', chain(70, []), 71, 'complete'],
    ['a tag on another branch does not count', 'side', chain(70, []), 71, 'complete'],
  ] as const)('%s', async (_, name, history, distance, strategy) => {
    const folder = join(root, name)
    makeHistory(folder, history)
    const head = git(folder, 'rev-parse', 'HEAD')
    if (name === 'side') {
      git(folder, 'checkout', '--quiet', '--orphan', 'other')
      git(folder, 'commit', '--quiet', '--message=Other')
      git(folder, 'tag', 'v9')
    }
    const from = remote(name)
    expect(await nearestTag(from, head, await searchOf(from))).toMatchObject({
      distance,
      strategy,
    })
  })

  test('a server that does not support filters gives the same answer', async () => {
    const folder = join(root, 'plain')
    makeHistory(folder, chain(80, [tag('v1', 60)]))
    git(folder, 'config', 'uploadpack.allowFilter', 'false')
    const from = remote('plain')
    const head = git(folder, 'rev-parse', 'HEAD')
    expect(await nearestTag(from, head, await searchOf(from))).toMatchObject({
      distance: 20,
    })
  })

  test('as git describe finds it: a tag on a side branch that was merged later costs at most 3 % of the whole', async () => {
    const folder = join(root, 'large')
    makeLargeHistory(folder, { commits: 3000, mergeEvery: 9, tagEvery: 150, after: 30, files: 400 })
    git(folder, 'config', 'uploadpack.allowFilter', 'true')
    for (const [branch, fork, names] of [
      ['patches', 'v1.17.0', ['v1.17.1', 'v1.17.2']],
      ['ancient', 'v1.2.0', ['v1.2.1']],
    ] as const) {
      git(folder, 'checkout', '--quiet', '-b', branch, fork)
      for (const name of names) {
        git(folder, 'commit', '--quiet', '--allow-empty', '--message=fix: x')
        git(folder, 'tag', '--annotate', '--message=x', name)
      }
      git(folder, 'checkout', '--quiet', 'main')
      git(folder, 'merge', '--quiet', '--strategy=ours', '--message=Merge', branch)
    }
    const [, name = '', distance] =
      /^(.*)-(\d+)-g/.exec(git(folder, 'describe', '--long', '--match', 'v*')) ?? []
    const from = remote('large')
    const search = { ...(await searchOf(from)), choice: asDescribed }
    const found = await nearestTag(from, git(folder, 'rev-parse', 'HEAD'), search)
    const commit = git(folder, 'rev-parse', `${name}^{commit}`)
    expect(found).toEqual({ commit, distance: Number(distance), strategy: 'deepened' })
    const whole = git(folder, 'count-objects', '-v').match(/size-pack: (\d+)/)?.[1]
    expect(from.fetched()).toBeLessThan(0.03 * 1024 * Number(whole))
  }, 120_000)

  test('wrong credentials are an error that does not show them', async () => {
    const folder = join(root, 'closed')
    makeHistory(folder, chain(1, []))
    const wrong: [string, string][] = [['http.extraheader', 'AUTHORIZATION: basic c2VjcmV0']]
    const from = remoteAt(server.url('closed/.git'), root, process.env, wrong)
    const error = await from.tags().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ reason: 'git-failed' })
    expect(String(error)).not.toContain('c2VjcmV0')
  })
})
