import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { fingerprint } from '../../support/git/checkouts.ts'
import { makeHistory } from '../../support/git/histories.ts'
import { computeVersion } from '../../support/version-action.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-unusual-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

type Commit = readonly [parents: readonly number[], seconds?: number]

/** Makes a history with tags. Each commit has its parents as distances: 1 is the previous commit. */
function history(name: string, commits: readonly Commit[], tags: Readonly<Record<string, number>>) {
  const folder = join(root, name)
  makeHistory(folder, {
    commits: commits.map(([parents, seconds = 60]) => ({ parents, seconds })),
    tags: Object.entries(tags).map(([tag, at]) => ({
      name: tag,
      at,
      annotated: true,
      seconds: at,
    })),
    branch: 'main',
    detached: false,
    dirty: false,
  })
  return folder
}

const chain = (length: number): Commit[] => Array.from({ length }, () => [[1]] as const)

/** Clones a folder by a file URL: a path would ignore --depth. */
function clone(from: string, to: string, ...args: readonly string[]): string {
  git(root, 'clone', '--quiet', ...args, pathToFileURL(from).href, join(root, to))
  return join(root, to)
}

const outputs = async (folder: string, inputs: Record<string, string> = {}, env = {}) => {
  const { outputs: found, error } = await computeVersion(folder, inputs, { env, temp: root })
  return error ? { error: `${error.reason}: ${error.message}` } : found
}

test('history: local counts the distance of every tag separately', async () => {
  // v1.0.0; a branch of one commit with v1.1.0; another of five, then v1.2.0 and one more commit; merged.
  const commits: Commit[] = [...chain(12), [[1]], [[2]], ...chain(4), [[1]], [[1]], [[1, 8]]]
  const folder = history('parallel', commits, { 'v1.0.0': 12, 'v1.1.0': 13, 'v1.2.0': 19 })
  const described = git(folder, 'describe', '--tags', '--long')
  expect(described).toMatch(/^v1\.2\.0-3-/)
  const shallow = clone(folder, 'parallel-shallow', '--depth=11')
  git(shallow, 'fetch', '--quiet', '--tags', '--depth=11')
  for (const versioneer of ['repaired', 'exact']) {
    const expected = { tag: 'v1.2.0', distance: '3' }
    expect(await outputs(shallow, { history: 'local', versioneer })).toMatchObject(expected)
    expect(await outputs(shallow, { versioneer })).toMatchObject(expected)
    expect(await outputs(folder, { versioneer })).toMatchObject(expected)
  }
})

test('user settings that change how git fetches', async () => {
  const folder = history('settings', [...chain(60), [[1, 30]], ...chain(3)], { 'v1.0.0': 45 })
  const distance = git(folder, 'rev-list', '--count', 'v1.0.0..HEAD')
  const shallow = clone(folder, 'settings-shallow', '--depth=1', '--no-tags')
  for (const [key, value] of [
    ['fetch.negotiationAlgorithm', 'noop'],
    ['safe.bareRepository', 'explicit'],
    ['protocol.version', '0'],
    ['i18n.logOutputEncoding', 'UTF-16'],
    ['log.date', 'relative'],
    ['fetch.prune', 'true'],
  ] as const) {
    const file = join(root, 'config')
    writeFileSync(file, '')
    execFileSync('git', ['config', '--file', file, key, value])
    const env = { GIT_CONFIG_GLOBAL: file }
    expect([key, await outputs(shallow, {}, env)]).toEqual([
      key,
      expect.objectContaining({ tag: 'v1.0.0', distance }),
    ])
  }
})

test('insteadOf is applied once, and credentials in the address are never an argument of git', async () => {
  const folder = history('instead', chain(30), { 'v1.0.0': 10 })
  const shallow = clone(folder, 'instead-shallow', '--depth=1', '--no-tags')
  const address = pathToFileURL(root).href
  git(shallow, 'config', `url.${address}/instead.insteadOf`, `${address}/ins`)
  git(shallow, 'config', 'remote.origin.url', `${address}/ins`)
  expect(await outputs(shallow)).toMatchObject({ distance: '20' })
  const spy = join(root, 'spy')
  mkdirSync(spy)
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const lines = ['#!/bin/sh', `echo "$@" >>${spy}/arguments`, `exec ${real} "$@"`]
  writeFileSync(join(spy, 'git'), lines.join('\n'))
  chmodSync(join(spy, 'git'), 0o755)
  git(shallow, 'config', 'remote.origin.url', 'http://x-access-token:secret%20one@127.0.0.1:9/x')
  const env = { PATH: `${spy}:${process.env['PATH']}`, GIT_TRACE2: join(spy, 'trace') }
  expect(await outputs(shallow, {}, env)).toMatchObject({
    error: expect.stringContaining('//127.0.0.1:9/x'),
  })
  expect(readFileSync(join(spy, 'arguments'), 'utf8')).not.toContain('secret')
})

test('a tag whose commit is missing is an error, unless in mode exact', async () => {
  const folder = history('dangling', chain(5), { 'v1.0.0': 3 })
  writeFileSync(join(folder, '.git/refs/tags/aaa'), `${'12'.repeat(20)}\n`)
  expect(await outputs(folder)).toMatchObject({ error: expect.stringContaining('refs/tags/aaa') })
  // Versioneer does not read it, either.
  expect(await outputs(folder, { versioneer: 'exact' })).toMatchObject({ distance: '2' })
})

test('a remote that is itself a shallow clone is an error', async () => {
  const folder = history('mirrored', [...chain(20), [[1, 15]], ...chain(4)], { 'v1.0.0': 14 })
  const mirror = clone(folder, 'mirror.git', '--depth=6', '--bare')
  git(mirror, 'fetch', '--quiet', '--depth=12', 'origin', '+refs/tags/*:refs/tags/*')
  git(mirror, 'config', 'uploadpack.allowFilter', 'true')
  const shallow = clone(mirror, 'mirrored-shallow', '--depth=1', '--no-tags')
  expect(await outputs(shallow)).toMatchObject({
    error: expect.stringContaining('is itself a shallow clone'),
  })
})

test('a partial clone is not changed by fetching missing objects', async () => {
  const folder = history('partial', chain(9), { 'v1.0.0': 3 })
  const partial = clone(folder, 'partial-clone', '--filter=tree:0')
  expect(await outputs(partial)).toMatchObject({ distance: '6' })
  git(partial, 'update-ref', 'HEAD', 'HEAD~2')
  const before = fingerprint(partial)
  expect(await outputs(partial)).toMatchObject({ error: expect.stringContaining('git-failed') })
  expect(await outputs(partial, { dirty: 'ignore' })).toMatchObject({ distance: '4' })
  expect(fingerprint(partial)).toBe(before)
})

test('exact uses the names in the tag objects, even at depth 1', async () => {
  const folder = history('renamed', chain(30), { 'v1.2.0': 28 })
  git(folder, 'update-ref', 'refs/tags/v1.5.0', 'refs/tags/v1.2.0')
  git(folder, 'tag', '--delete', 'v1.2.0')
  const shallow = clone(folder, 'renamed-shallow', '--depth=1', '--no-tags')
  for (const one of [folder, shallow]) {
    expect(await outputs(one, { versioneer: 'exact' })).toMatchObject({
      base: '1.2.0',
      distance: '2',
    })
    expect(await outputs(one)).toMatchObject({ base: '1.5.0', distance: '2' })
  }
  expect(await outputs(shallow, { versioneer: 'exact', 'tag-prefix': 'v1.5.' })).toMatchObject({
    error: expect.stringContaining('"v1.5.0" is named "v1.2.0"'),
  })
})

test('a tag that only the clone has counts like those of the remote', async () => {
  const folder = history('own-tag', chain(30), { 'v1.0.0': 28 })
  const shallow = clone(folder, 'own-tag-shallow', '--depth=5', '--no-tags')
  git(shallow, 'tag', '--annotate', '--message=x', 'v1.1.0', 'HEAD~2')
  for (const versioneer of ['repaired', 'exact']) {
    expect(await outputs(shallow, { versioneer })).toMatchObject({ tag: 'v1.1.0', distance: '2' })
  }
})

test('many tags on merged branches do not cost a fetch each', async () => {
  const commits: Commit[] = chain(40)
  const tags: Record<string, number> = { 'v2.0.0': 40 }
  for (let index = 0; index < 20; index += 1) {
    // A commit on an old commit, and its merge.
    commits.push([[15 + index * 2]], [[2, 1]])
    tags[`v1.0.${index}`] = commits.length - 1
  }
  const folder = history('side-tags', commits, tags)
  const shallow = clone(folder, 'side-tags-shallow', '--depth=1', '--no-tags')
  const found = await outputs(shallow)
  expect(found).toMatchObject({ tag: 'v2.0.0', distance: '40' })
  expect(Number('fetched' in found ? found['fetched'] : 0)).toBeLessThan(40_000)
})

test('a branch may have the name that git prints for a detached HEAD', async () => {
  const folder = history('odd-branch', chain(3), { 'v1.0.0': 3 })
  git(folder, 'checkout', '--quiet', '-b', '(detached)')
  expect(await outputs(folder)).toMatchObject({ branch: '(detached)' })
})
