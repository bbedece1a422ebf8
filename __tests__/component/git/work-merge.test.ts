import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { divergenceOf } from '../../../kit/git/merge-bases.ts'
import { type Remote, remoteAt } from '../../../kit/git/remote.ts'
import type { MergeResult } from '../../../kit/git/work-repository.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-merge-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const env = { PATH: process.env['PATH'] ?? '' }
const PERSON = ['-c', 'user.name=Shop', '-c', 'user.email=shop@example.org']

type Change = (folder: string) => void

const write =
  (path: string, text: string): Change =>
  (folder) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
const move =
  (from: string, to: string): Change =>
  (folder) => {
    mkdirSync(dirname(join(folder, to)), { recursive: true })
    renameSync(join(folder, from), join(folder, to))
  }
const remove =
  (path: string): Change =>
  (folder) =>
    unlinkSync(join(folder, path))
const link =
  (path: string, to: string): Change =>
  (folder) => {
    rmSync(join(folder, path), { force: true })
    symlinkSync(to, join(folder, path))
  }
const runnable =
  (path: string): Change =>
  (folder) =>
    chmodSync(join(folder, path), 0o755)

const lines = (...changed: readonly (readonly [number, string])[]): string => {
  const all = Array.from({ length: 20 }, (_, index) => `line ${index}`)
  for (const [index, text] of changed) all[index] = text
  return `${all.join('\n')}\n`
}

function commit(folder: string, message: string, ...changes: readonly Change[]): void {
  for (const change of changes) change(folder)
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--allow-empty', `--message=${message}`)
}

const BASE = [
  write('a.txt', lines()),
  write('docs/CHANGELOG.md', lines()),
  write('docs/deep/notes.md', lines()),
  write('tool', lines()),
  link('link', 'a.txt'),
]

/** Makes a repository with a base, and a commit on each of two branches. */
function repository(
  name: string,
  base: readonly Change[],
  ours: readonly Change[],
  theirs: readonly Change[],
  filter = 'true',
): string {
  const folder = join(root, name)
  git(root, 'init', '--quiet', '--initial-branch=ours', name)
  git(folder, 'config', 'uploadpack.allowFilter', filter)
  commit(folder, 'base', ...BASE, ...base)
  git(folder, 'branch', 'theirs')
  commit(folder, 'ours', ...ours)
  git(folder, 'checkout', '--quiet', 'theirs')
  commit(folder, 'theirs', ...theirs)
  git(folder, 'checkout', '--quiet', 'ours')
  return folder
}

const remoteOf = (folder: string): Remote =>
  remoteAt(`file://${folder}`, mkdtempSync(join(root, 'temp-')), env, [])

/** Merges two branches from their tips alone. */
async function merged(folder: string): Promise<MergeResult> {
  const remote = remoteOf(folder)
  const [ours, theirs] = ['ours', 'theirs'].map((name) => git(folder, 'rev-parse', name))
  if (ours === undefined || theirs === undefined) throw new Error('no branches')
  const { bases } = await divergenceOf(remote, [ours], [theirs])
  const work = await remote.work()
  await work.fetchTrees([ours, theirs, ...bases.map((base) => base.commit)])
  return work.mergeTrees({
    bases: await Promise.all(
      bases.map(async (base) => ({ ...base, tree: await work.treeOf(base.commit) })),
    ),
    ours: await work.treeOf(ours),
    theirs: await work.treeOf(theirs),
  })
}

/** Merges them in the clone itself, which has everything. */
function mergedByGit(folder: string): MergeResult {
  const options = { cwd: folder, env: { ...env, GIT_CONFIG_GLOBAL: '/dev/null' } }
  const merge = [...PERSON, 'merge', '--quiet', '--no-commit', '--no-ff', 'theirs']
  const { status } = spawnSync('git', merge, options)
  if (status === 0) return { tree: git(folder, 'write-tree') }
  const paths = git(folder, 'diff', '--name-only', '--diff-filter=U', '-z').split('\0')
  // git invents a path where both sides need the same one.
  const found = paths.filter(Boolean).map((path) => path.replace(/~\w+$/, ''))
  return { conflicts: [...new Set(found)].sort() }
}

type Case = readonly [string, 'tree' | 'conflicts', ...(readonly Change[])[]]

const CASES: readonly Case[] = [
  [
    'a renamed file with changes',
    'tree',
    [],
    [move('a.txt', 'b.txt')],
    [write('a.txt', lines([3, 'theirs']))],
  ],
  [
    'a renamed folder',
    'tree',
    [],
    [move('docs', 'manual')],
    [write('docs/CHANGELOG.md', lines([3, 'theirs']))],
  ],
  [
    'a new file in a renamed folder',
    'conflicts',
    [],
    [move('docs', 'manual')],
    [write('docs/new.md', 'new\n')],
  ],
  [
    'changes of modes and content',
    'tree',
    [],
    [runnable('tool')],
    [write('tool', lines([3, 'theirs']))],
  ],
  ['links', 'tree', [], [link('link', 'tool')], [write('a.txt', lines([3, 'theirs']))]],
  ['a link in two directions', 'conflicts', [], [link('link', 'tool')], [link('link', 'docs')]],
  [
    'different lines',
    'tree',
    [],
    [write('a.txt', lines([3, 'o']))],
    [write('a.txt', lines([16, 't']))],
  ],
  [
    'the same line',
    'conflicts',
    [],
    [write('a.txt', lines([3, 'o']))],
    [write('a.txt', lines([3, 't']))],
  ],
  [
    'a removed and changed file',
    'conflicts',
    [],
    [remove('a.txt')],
    [write('a.txt', lines([3, 't']))],
  ],
  [
    'a file and a folder of one name',
    'conflicts',
    [],
    [write('new', 'file\n')],
    [write('new/file', 'folder\n')],
  ],
  [
    'a union, by the attributes of a folder',
    'tree',
    [write('docs/.gitattributes', 'CHANGELOG.md merge=union\n')],
    [write('docs/CHANGELOG.md', lines([3, 'o']))],
    [write('docs/CHANGELOG.md', lines([3, 't']))],
  ],
  [
    'a union that only our side has',
    'tree',
    [],
    [write('docs/CHANGELOG.md', lines([3, 'o'])), write('.gitattributes', '*.md merge=union\n')],
    [write('docs/CHANGELOG.md', lines([3, 't']))],
  ],
  [
    'a union that only their side has',
    'conflicts',
    [],
    [write('docs/CHANGELOG.md', lines([3, 'o']))],
    [write('docs/CHANGELOG.md', lines([3, 't'])), write('.gitattributes', '*.md merge=union\n')],
  ],
  [
    'files that may not be merged',
    'conflicts',
    [write('.gitattributes', '[attr]whole -merge\n*.txt whole\n')],
    [write('a.txt', lines([3, 'o']))],
    [write('a.txt', lines([16, 't']))],
  ],
  [
    'a driver that is not configured',
    'tree',
    [write('.gitattributes', '*.txt merge=keep-ours\n')],
    [write('a.txt', lines([3, 'o']))],
    [write('a.txt', lines([16, 't']))],
  ],
]

describe.each(['true', 'false'])('from the tips alone (filters: %s), git merges', (filter) => {
  test.each(CASES)('%s as in a clone: %s', async (name, kind, base, ours, theirs) => {
    const folder = repository(`${name}-${filter}`, base ?? [], ours ?? [], theirs ?? [], filter)
    const expected = mergedByGit(folder)
    expect(Object.keys(expected)).toEqual([kind])
    expect(await merged(folder)).toEqual(expected)
  })
})

test('merges in both directions: the bases are merged first, as in a clone', async () => {
  const change = (path: string, at: number, text: string) => write(path, lines([at, text]))
  const folder = repository('both', [], [change('a.txt', 3, 'o')], [change('tool', 3, 't')])
  git(folder, 'branch', 'old')
  git(folder, 'merge', '--quiet', '--no-edit', 'theirs')
  git(folder, 'checkout', '--quiet', 'theirs')
  git(folder, 'merge', '--quiet', '--no-edit', 'old')
  commit(folder, 'more', change('docs/CHANGELOG.md', 3, 't'))
  git(folder, 'checkout', '--quiet', 'ours')
  commit(folder, 'more', change('a.txt', 4, 'o'))
  const [ours, theirs] = ['ours', 'theirs'].map((name) => git(folder, 'rev-parse', name))
  const { bases } = await divergenceOf(remoteOf(folder), [ours ?? ''], [theirs ?? ''])
  expect(bases.map(({ ancestors }) => ancestors.length)).toEqual([1, 1, 0])
  const expected = mergedByGit(folder)
  expect(expected).toHaveProperty('tree')
  expect(await merged(folder)).toEqual(expected)
})

test('a side branch from below the base, merged into a long branch: at depth 50 git finds a wrong base', async () => {
  const folder = join(root, 'deep')
  git(root, 'init', '--quiet', '--initial-branch=theirs', 'deep')
  git(folder, 'config', 'uploadpack.allowFilter', 'true')
  commit(folder, 'old', write('VERSION', '1\n'))
  git(folder, 'branch', 'side')
  commit(folder, 'version', write('VERSION', '2\n'))
  git(folder, 'branch', 'ours')
  for (let index = 0; index < 60; index += 1) commit(folder, `release ${index}`)
  commit(folder, 'release', write('VERSION', '3\n'))
  git(folder, 'checkout', '--quiet', 'side')
  commit(folder, 'side', write('side', 'x\n'))
  git(folder, 'checkout', '--quiet', 'theirs')
  git(folder, 'merge', '--quiet', '--no-edit', 'side')
  git(folder, 'checkout', '--quiet', 'ours')
  commit(folder, 'fix', write('fix', 'x\n'))
  const shallow = join(root, 'shallow')
  git(root, 'clone', '--quiet', '--depth=50', '--no-single-branch', `file://${folder}`, shallow)
  const wrong = git(shallow, 'merge-base', 'origin/ours', 'origin/theirs')
  const right = git(folder, 'merge-base', 'ours', 'theirs')
  expect(wrong).not.toBe(right)
  const tips = ['ours', 'theirs'].map((name) => [git(folder, 'rev-parse', name)])
  const { bases } = await divergenceOf(remoteOf(folder), tips[0] ?? [], tips[1] ?? [])
  expect(bases.map((base) => base.commit)).toEqual([right])
  const expected = mergedByGit(folder)
  expect(expected).toHaveProperty('tree')
  expect(await merged(folder)).toEqual(expected)
})

test('histories without a common commit are not merged', async () => {
  const folder = repository('unrelated', [], [], [])
  git(folder, 'checkout', '--quiet', '--orphan', 'other')
  commit(folder, 'other')
  git(folder, 'branch', '--force', 'theirs', 'other')
  await expect(merged(folder)).rejects.toMatchObject({ reason: 'conflict' })
})

test('a hostile path of attributes is not written', async () => {
  const folder = repository(
    'hostile',
    [],
    [write('a.txt', lines([3, 'o']))],
    [write('tool', 'x\n')],
  )
  const blob = git(folder, 'hash-object', '-w', 'a.txt')
  const mktree = (entry: string): string =>
    execFileSync('git', ['mktree'], { cwd: folder, input: entry, encoding: 'utf8' }).trim()
  const tree = mktree(`040000 tree ${mktree(`100644 blob ${blob}\t.gitattributes\n`)}\t..\n`)
  const made = git(folder, 'commit-tree', '-m', 'x', '-p', 'ours', tree)
  git(folder, 'update-ref', 'refs/heads/ours', made)
  const remote = remoteOf(folder)
  const work = await remote.work()
  await work.fetchTrees([made])
  const base = { commit: made, time: 0, ancestors: [], tree }
  expect(await work.mergeTrees({ bases: [base], ours: tree, theirs: tree })).toEqual({ tree })
})
