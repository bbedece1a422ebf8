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

/** A history whose parents are told by how far back they are, with tags at commits. */
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

/** A clone of a folder, as if it were elsewhere. */
function clone(from: string, to: string, ...args: readonly string[]): string {
  git(root, 'clone', '--quiet', ...args, pathToFileURL(from).href, join(root, to))
  return join(root, to)
}

const outputs = async (folder: string, inputs: Record<string, string> = {}, env = {}) => {
  const { outputs: found, error } = await computeVersion(folder, inputs, { env, temp: root })
  return error ? { error: `${error.reason}: ${error.message}` } : found
}

test('history: local weighs every tag by what is beside it, not beside another', async () => {
  // v1.0.0, a branch of one with v1.1.0, another of five and then v1.2.0 and one more; merged.
  const commits: Commit[] = [...chain(12), [[1]], [[2]], ...chain(4), [[1]], [[1]], [[1, 8]]]
  const folder = history('parallel', commits, { 'v1.0.0': 12, 'v1.1.0': 13, 'v1.2.0': 19 })
  const described = git(folder, 'describe', '--tags', '--long')
  expect(described).toMatch(/^v1\.2\.0-3-/)
  const cut = clone(folder, 'parallel-cut', '--depth=11')
  git(cut, 'fetch', '--quiet', '--tags', '--depth=11')
  for (const versioneer of ['repaired', 'exact']) {
    const expected = { tag: 'v1.2.0', distance: '3' }
    expect(await outputs(cut, { history: 'local', versioneer })).toMatchObject(expected)
    expect(await outputs(cut, { versioneer })).toMatchObject(expected)
    expect(await outputs(folder, { versioneer })).toMatchObject(expected)
  }
})

test('settings of the user that change how git fetches', async () => {
  const folder = history('settings', [...chain(60), [[1, 30]], ...chain(3)], { 'v1.0.0': 45 })
  const distance = git(folder, 'rev-list', '--count', 'v1.0.0..HEAD')
  const cut = clone(folder, 'settings-cut', '--depth=1', '--no-tags')
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
    expect([key, await outputs(cut, {}, env)]).toEqual([
      key,
      expect.objectContaining({ tag: 'v1.0.0', distance }),
    ])
  }
})

test('insteadOf is applied once, and a login in the address is in no list of arguments', async () => {
  const folder = history('instead', chain(30), { 'v1.0.0': 10 })
  const cut = clone(folder, 'instead-cut', '--depth=1', '--no-tags')
  const address = pathToFileURL(root).href
  git(cut, 'config', `url.${address}/instead.insteadOf`, `${address}/ins`)
  git(cut, 'config', 'remote.origin.url', `${address}/ins`)
  expect(await outputs(cut)).toMatchObject({ distance: '20' })
  const spy = join(root, 'spy')
  mkdirSync(spy)
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const lines = ['#!/bin/sh', `echo "$@" >>${spy}/arguments`, `exec ${real} "$@"`]
  writeFileSync(join(spy, 'git'), lines.join('\n'))
  chmodSync(join(spy, 'git'), 0o755)
  git(cut, 'config', 'remote.origin.url', 'http://x-access-token:secret%20one@127.0.0.1:9/x')
  const env = { PATH: `${spy}:${process.env['PATH']}`, GIT_TRACE2: join(spy, 'trace') }
  expect(await outputs(cut, {}, env)).toMatchObject({
    error: expect.stringContaining('//127.0.0.1:9/x'),
  })
  expect(readFileSync(join(spy, 'arguments'), 'utf8')).not.toContain('secret')
})

test('a tag that leads nowhere is told, and hides no other', async () => {
  const folder = history('dangling', chain(5), { 'v1.0.0': 3 })
  writeFileSync(join(folder, '.git/refs/tags/aaa'), `${'12'.repeat(20)}\n`)
  expect(await outputs(folder)).toMatchObject({ error: expect.stringContaining('refs/tags/aaa') })
  // Versioneer's own answer does not look at it.
  expect(await outputs(folder, { versioneer: 'exact' })).toMatchObject({ distance: '2' })
})

test('a remote that is cut itself is no remote to count in', async () => {
  const folder = history('mirrored', [...chain(20), [[1, 15]], ...chain(4)], { 'v1.0.0': 14 })
  const mirror = clone(folder, 'mirror.git', '--depth=6', '--bare')
  git(mirror, 'fetch', '--quiet', '--depth=12', 'origin', '+refs/tags/*:refs/tags/*')
  git(mirror, 'config', 'uploadpack.allowFilter', 'true')
  const cut = clone(mirror, 'mirrored-cut', '--depth=1', '--no-tags')
  expect(await outputs(cut)).toMatchObject({
    error: expect.stringContaining('is itself a shallow clone'),
  })
})

test('a partial clone fetches nothing into itself', async () => {
  const folder = history('partial', chain(9), { 'v1.0.0': 3 })
  const partial = clone(folder, 'partial-clone', '--filter=tree:0')
  expect(await outputs(partial)).toMatchObject({ distance: '6' })
  git(partial, 'update-ref', 'HEAD', 'HEAD~2')
  const before = fingerprint(partial)
  expect(await outputs(partial)).toMatchObject({ error: expect.stringContaining('git-failed') })
  expect(await outputs(partial, { dirty: 'ignore' })).toMatchObject({ distance: '4' })
  expect(fingerprint(partial)).toBe(before)
})

test('exact goes by the names in the objects of tags, from depth 1 as well', async () => {
  const folder = history('renamed', chain(30), { 'v1.2.0': 28 })
  git(folder, 'update-ref', 'refs/tags/v1.5.0', 'refs/tags/v1.2.0')
  git(folder, 'tag', '--delete', 'v1.2.0')
  const cut = clone(folder, 'renamed-cut', '--depth=1', '--no-tags')
  for (const one of [folder, cut]) {
    expect(await outputs(one, { versioneer: 'exact' })).toMatchObject({
      base: '1.2.0',
      distance: '2',
    })
    expect(await outputs(one)).toMatchObject({ base: '1.5.0', distance: '2' })
  }
  expect(await outputs(cut, { versioneer: 'exact', 'tag-prefix': 'v1.5.' })).toMatchObject({
    error: expect.stringContaining('the tag object is named'),
  })
})

test('a tag that is here alone counts beside those of the remote', async () => {
  const folder = history('own-tag', chain(30), { 'v1.0.0': 28 })
  const cut = clone(folder, 'own-tag-cut', '--depth=5', '--no-tags')
  git(cut, 'tag', '--annotate', '--message=x', 'v1.1.0', 'HEAD~2')
  for (const versioneer of ['repaired', 'exact']) {
    expect(await outputs(cut, { versioneer })).toMatchObject({ tag: 'v1.1.0', distance: '2' })
  }
})

test('many tags that were merged from the side cost no fetch each', async () => {
  const commits: Commit[] = chain(40)
  const tags: Record<string, number> = { 'v2.0.0': 40 }
  for (let index = 0; index < 20; index += 1) {
    // A commit on an old one, and its merge.
    commits.push([[15 + index * 2]], [[2, 1]])
    tags[`v1.0.${index}`] = commits.length - 1
  }
  const folder = history('side-tags', commits, tags)
  const cut = clone(folder, 'side-tags-cut', '--depth=1', '--no-tags')
  const found = await outputs(cut)
  expect(found).toMatchObject({ tag: 'v2.0.0', distance: '40' })
  expect(Number('fetched' in found ? found['fetched'] : 0)).toBeLessThan(40_000)
})

test('a branch may be called as git calls none', async () => {
  const folder = history('odd-branch', chain(3), { 'v1.0.0': 3 })
  git(folder, 'checkout', '--quiet', '-b', '(detached)')
  expect(await outputs(folder)).toMatchObject({ branch: '(detached)' })
})
