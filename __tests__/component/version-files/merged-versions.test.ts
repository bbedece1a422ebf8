import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import {
  withHigherVersions,
  withTheirVersions,
} from '../../../kit/version-files/merged-versions.ts'
import { filesOfTree } from '../../../kit/version-files/tree-files.ts'
import { treeInMemory } from '../../support/version-files/tree-in-memory.ts'

type Tree = Readonly<Record<string, string>>
type Line = { readonly path: string; readonly key: string }

const at = (path: string, key = ''): Line => ({ path, key })

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-merge-'))
  git(folder, 'init', '--quiet')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Commits a tree. */
function commit(tree: Tree, parents: readonly string[] = []): string {
  git(folder, 'rm', '-r', '--quiet', '--cached', '--ignore-unmatch', '.')
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
    git(folder, 'add', '--force', '--', path)
  }
  const id = git(folder, 'write-tree')
  return git(folder, 'commit-tree', ...parents.flatMap((one) => ['-p', one]), '-m', 'x', id)
}

/** Merges with git. Returns the files of the result, or undefined for a conflict. */
function gitMerge(base: Tree, ours: Tree, theirs: Tree): Tree | undefined {
  const root = commit(base)
  const sides = [commit(ours, [root]), commit(theirs, [root])]
  const { status, stdout } = spawnSync('git', ['merge-tree', '--write-tree', ...sides], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (status === 1) return undefined
  const tree = stdout.trim()
  const paths = git(folder, 'ls-tree', '-r', '--name-only', tree).split('\n')
  const show = (path: string): string =>
    execFileSync('git', ['show', `${tree}:${path}`], { cwd: folder, encoding: 'utf8' })
  return Object.fromEntries(paths.map((path) => [path, show(path)]))
}

/** Merges a release into a branch. Returns the result, and what is left of it on a branch with a higher version. */
async function merge(base: Tree, ours: Tree, theirs: Tree, lines: readonly Line[]) {
  const read = (tree: Tree) => filesOfTree(treeInMemory(tree), lines)
  const sides = { bases: [await read(base)], ours: await read(ours), theirs: await read(theirs) }
  const aligned = withTheirVersions(sides, lines)
  const merged = gitMerge(
    { ...base, ...Object.fromEntries(aligned.bases[0] ?? []) },
    { ...ours, ...Object.fromEntries(aligned.ours) },
    theirs,
  )
  if (!merged) return undefined
  const higher = withHigherVersions(await read(merged), sides.ours, lines)
  return { merged, higher: { ...merged, ...Object.fromEntries(higher) } }
}

const pack = (version: string, dependency = '1.0.0', name = 'shop'): string =>
  `{\n  "name": "${name}",\n  "version": "${version}",\n  "dependencies": { "a": "${dependency}" }\n}\n`
const pubspec = (version: string): string => `name: shop\nversion: ${version}\nfonts: none\n`

describe('a version that both sides changed is no conflict', () => {
  test.each([
    ['package.json', pack('1.0.0'), pack('1.1.0'), pack('1.2.0'), pack('1.2.0'), pack('1.2.0')],
    ['package.json', pack('1.0.0'), pack('2.0.0'), pack('1.2.0'), pack('1.2.0'), pack('2.0.0')],
    // Not by letters.
    ['package.json', pack('1.0.0'), pack('1.9.0'), pack('1.10.0'), pack('1.10.0'), pack('1.10.0')],
    // The line beside the version is merged as always.
    [
      'package.json',
      pack('1.0.0'),
      pack('1.1.0', '3.0.0'),
      pack('1.2.0'),
      pack('1.2.0', '3.0.0'),
      pack('1.2.0', '3.0.0'),
    ],
    ['VERSION', '1.0\n', '1.1rc1\n', '1.1\n', '1.1\n', '1.1\n'],
    ['VERSION', '201704.8\n', '201704.9\n', '201704.10\n', '201704.10\n', '201704.10\n'],
    ['VERSION', '1.0\n', '\n', '1.1\n', undefined, undefined],
    // The build number belongs to the version.
    [
      'pubspec.yaml',
      pubspec('1.0.0+5'),
      pubspec('1.0.1+6'),
      pubspec('1.1.0+6'),
      pubspec('1.1.0+6'),
      pubspec('1.1.0+6'),
    ],
    [
      'pubspec.yaml',
      pubspec('1.0.0+5'),
      pubspec('2.0.0+9'),
      pubspec('1.1.0+6'),
      pubspec('1.1.0+6'),
      pubspec('2.0.0+9'),
    ],
    // The side that quotes goes on to do so.
    [
      'Chart.yaml',
      'version: 1.0.0\n',
      'version: "1.0.1"\n',
      'version: 1.1.0\n',
      'version: "1.1.0"\n',
      'version: "1.1.0"\n',
    ],
    // Without quotes it would be a number.
    [
      'Chart.yaml',
      'version: "1.0"\n',
      'version: "2.10"\n',
      'version: 1.1.0\n',
      'version: 1.1.0\n',
      'version: "2.10"\n',
    ],
    // Added on both sides.
    [
      'Chart.yaml',
      'name: shop\n',
      'name: shop\nversion: 1.2.0\n',
      'name: shop\nversion: 1.1.0\n',
      'name: shop\nversion: 1.1.0\n',
      'name: shop\nversion: 1.2.0\n',
    ],
    [
      'app.yaml',
      'version: "1.9"\n',
      'version: "1.8"\n',
      'version: "1.10"\n',
      'version: "1.10"\n',
      'version: "1.10"\n',
    ],
  ])('%s: %j, %j and %j', async (path, base, ours, theirs, merged, higher) => {
    const lines = [at(path)]
    const done = await merge({ [path]: base }, { [path]: ours }, { [path]: theirs }, lines)
    expect(done?.merged[path]).toBe(merged)
    expect(done?.higher[path]).toBe(higher)
    // Without that it is one: the merge alone fails.
    expect(gitMerge({ [path]: base }, { [path]: ours }, { [path]: theirs })).toBeUndefined()
  })

  test('with several keys in a file, and a file that was added on both sides', async () => {
    const chart = (version: string, app: string): string =>
      `version: ${version}\nname: shop\nappVersion: "${app}"\n`
    const lines = [at('Chart.yaml'), at('Chart.yaml', 'appVersion'), at('VERSION')]
    const done = await merge(
      { 'Chart.yaml': chart('1.0.0', '1.0') },
      { 'Chart.yaml': chart('1.0.1', '3.0'), VERSION: '1.0.1\n' },
      { 'Chart.yaml': chart('1.1.0', '1.1.0'), VERSION: '1.1.0\n' },
      lines,
    )
    expect(done?.merged).toEqual({ 'Chart.yaml': chart('1.1.0', '1.1.0'), VERSION: '1.1.0\n' })
    expect(done?.higher).toEqual({ 'Chart.yaml': chart('1.1.0', '3.0'), VERSION: '1.1.0\n' })
  })

  test('a lock file beside its manifest', async () => {
    const lock = (own: string, other: string): string =>
      `[[package]]\nname = "other"\nversion = "${other}"\nsource = "registry+x"\n\n[[package]]\nname = "shop"\nversion = "${own}"\n`
    const manifest = (version: string): string =>
      `[package]\nname = "shop"\nversion = "${version}"\n`
    const tree = (own: string, other = '0.1.0') => ({
      'Cargo.toml': manifest(own),
      'Cargo.lock': lock(own, other),
    })
    const lines = [at('Cargo.toml'), at('Cargo.lock')]
    const done = await merge(tree('1.0.0'), tree('1.1.0', '0.2.0'), tree('1.2.0'), lines)
    expect(done?.merged).toEqual(tree('1.2.0', '0.2.0'))
  })
})

describe('what is no version is merged as git does it', () => {
  test('a conflict elsewhere in the file is one', async () => {
    const tree = (text: string) => ({ 'package.json': text })
    const sides = [pack('1.0.0'), pack('1.1.0', '1.0.0', 'a'), pack('1.2.0', '1.0.0', 'b')] as const
    const [base, ours, theirs] = sides.map(tree)
    expect(await merge(base ?? {}, ours ?? {}, theirs ?? {}, [at('package.json')])).toBeUndefined()
  })

  test('a file that our side moved keeps the version of the release', async () => {
    const text = (version: string): string => `${pack(version)}${'// more\n'.repeat(20)}`
    const lines = [at('client/shop.txt')]
    const marked = (version: string): string => `${text('x')}${version} # towpath:version\n`
    const done = await merge(
      { 'client/shop.txt': marked('1.0.0') },
      { 'web/shop.txt': marked('1.0.0') },
      { 'client/shop.txt': marked('1.1.0') },
      lines,
    )
    expect(done?.merged).toEqual({ 'web/shop.txt': marked('1.1.0') })
  })

  test('a file that our side deleted, and that the release changed, is a conflict', async () => {
    const lines = [at('VERSION')]
    expect(
      await merge({ VERSION: '1.0\n', a: '' }, { a: '' }, { VERSION: '1.1\n', a: '' }, lines),
    ).toBeUndefined()
  })
})
