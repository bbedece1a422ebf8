import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ImageResult } from '../../actions/find-images/src/plan/entries.ts'
import { git } from '../../fakes/git/git.ts'
import { runBundle } from '../../rehearsal/action-runner.ts'
import { ROOT } from '../../scripts/actions.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-find-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(repository: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(repository, path)
    mkdirSync(dirname(file), { recursive: true })
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), file)
    else writeFileSync(file, text)
  }
}

/** Commits files and returns the commit. */
function commit(repository: string, files: Readonly<Record<string, string>>): string {
  write(repository, files)
  git(repository, 'add', '--all')
  git(repository, 'commit', '--quiet', '--message=Files')
  return git(repository, 'rev-parse', 'HEAD').trim()
}

function newRepository(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, name)
  mkdirSync(path, { recursive: true })
  git(path, 'init', '--quiet', '--initial-branch=main')
  commit(path, files)
  return path
}

const find = (
  workspace: string,
  inputs: Record<string, string>,
  env: Record<string, string> = {},
) =>
  runBundle({
    action: join(ROOT, 'actions/find-images'),
    workspace,
    inputs,
    env: { GITHUB_REPOSITORY: 'acme/shop', ...env },
  })

const imagesOf = (outputs: Readonly<Record<string, string>>): readonly ImageResult[] =>
  JSON.parse(outputs['json'] ?? '').images

const SHOP = {
  Dockerfile: 'FROM acme/base\n',
  'base/Dockerfile': 'ARG V=13\nFROM debian:$V\n',
  'web/Dockerfile': 'FROM docker.io/acme/base:latest AS b\nFROM b\n',
  'web/a': 'a',
}

describe('find-images, as built', () => {
  test('levels, references and build contexts', async () => {
    const shop = newRepository('levels', SHOP)
    write(shop, { 'untracked/Dockerfile': 'FROM x\n' })
    const result = await find(shop, { namespace: 'acme', tags: 'sha-1' })
    expect(JSON.parse(result.outputs['levels'] ?? '')).toEqual([
      {
        include: [
          {
            name: 'base',
            image: 'acme/base',
            context: 'base',
            dockerfile: 'base/Dockerfile',
            tags: 'acme/base:sha-1',
            'build-args': '',
            platforms: '',
            needs: [],
            'build-contexts': '',
          },
        ],
      },
      {
        include: [
          expect.objectContaining({
            image: 'acme/shop',
            context: '.',
            dockerfile: 'Dockerfile',
            'build-contexts': 'acme/base=docker-image://acme/base:sha-1',
          }),
          expect.objectContaining({
            image: 'acme/web',
            needs: ['acme/base'],
            'build-contexts': 'docker.io/acme/base:latest=docker-image://acme/base:sha-1',
          }),
        ],
      },
    ])
    expect([result.exitCode, result.outputs['count'], result.outputs['level-count']]).toEqual([
      0,
      '3',
      '2',
    ])
    expect(result.summary).toContain('```mermaid')
    expect([result.annotations, result.left]).toEqual([[], []])
  })

  test('a checkout of its own, and a folder in it', async () => {
    const workspace = newRepository('nested', {
      'outer/Dockerfile': 'FROM x\n',
      '.gitignore': 'sub',
    })
    const sub = newRepository('nested/sub', { ...SHOP, 'tools/x/Dockerfile': 'FROM debian\n' })
    const places = async (path: string) =>
      imagesOf((await find(workspace, { path })).outputs).map(({ name, dockerfile, context }) => [
        name,
        dockerfile,
        context,
      ])
    expect(await places('sub')).toEqual([
      ['shop', 'sub/Dockerfile', 'sub'],
      ['base', 'sub/base/Dockerfile', 'sub/base'],
      ['x', 'sub/tools/x/Dockerfile', 'sub/tools/x'],
      ['web', 'sub/web/Dockerfile', 'sub/web'],
    ])
    expect(await places('sub/tools')).toEqual([['x', 'sub/tools/x/Dockerfile', 'sub/tools/x']])
    expect(await places('.')).toEqual([['outer', 'outer/Dockerfile', 'outer']])
    // Its remote says which repository it is of.
    git(sub, 'remote', 'add', 'origin', 'https://github.com/acme/engine.git')
    expect((await places('./sub/'))[0]).toEqual(['engine', 'sub/Dockerfile', 'sub'])
  })

  test('links: in the repository they count, out of it they do not', async () => {
    const shop = newRepository('links', {
      'common/File': 'FROM debian\n',
      'web/Dockerfile': '-> ../common/File',
      'out/Dockerfile': '-> /etc/passwd',
      'gone/Dockerfile': '-> ../nothing',
    })
    const since = git(shop, 'rev-parse', 'HEAD').trim()
    commit(shop, { 'common/File': 'FROM debian:13\n' })
    const { outputs } = await find(shop, { 'changed-since': since })
    expect(imagesOf(outputs).map(({ name, reason, cause }) => [name, reason, cause])).toEqual([
      ['web', 'dockerfile-changed', 'common/File'],
    ])
  })

  test('changed-since from depth 1: what is missing is fetched aside', async () => {
    const origin = newRepository('origin', SHOP)
    git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    const since = git(origin, 'rev-parse', 'HEAD').trim()
    commit(origin, { 'web/a': 'b' })
    const clone = join(folder, 'clone')
    execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${origin}`, clone])
    const inputs = { namespace: 'acme', tags: 'sha-2', 'changed-since': since }
    const { outputs, left, exitCode } = await find(clone, inputs)
    expect(imagesOf(outputs).map(({ name, build, reason }) => [name, build, reason])).toEqual([
      ['shop', true, 'context-changed'],
      ['base', false, 'unchanged'],
      ['web', true, 'context-changed'],
    ])
    expect([exitCode, left]).toEqual([0, []])
    expect(readFileSync(join(clone, '.git/shallow'), 'utf8').trim().split('\n')).toHaveLength(1)
    expect(git(clone, 'rev-list', '--all', '--count').trim()).toBe('1')
    rmSync(origin, { recursive: true })
    const gone = await find(clone, inputs)
    expect([gone.exitCode, gone.outputs]).toEqual([1, { reason: 'remote-unreachable' }])
  })

  test('hostile names are neither commands nor Markdown', async () => {
    const hostile = 'x\n::error::y/##[error]z/`|<img src=x>'
    const shop = newRepository('hostile', {
      'web/Dockerfile': 'FROM debian\n',
      [`web/${hostile}/a`]: 'a',
    })
    const since = git(shop, 'rev-parse', 'HEAD').trim()
    commit(shop, { [`web/${hostile}/a`]: 'b' })
    const found = await find(shop, { 'changed-since': since })
    expect([found.exitCode, found.annotations]).toEqual([0, []])
    expect(imagesOf(found.outputs)[0]?.cause).toBe(`web/${hostile}/a`)
    commit(shop, { [`${hostile}/Dockerfile`]: 'NO\n' })
    const failed = await find(shop, {})
    expect(failed.outputs).toEqual({ reason: 'dockerfile-invalid' })
    for (const { raw, summary } of [found, failed]) {
      expect(raw).not.toContain('##[')
      expect(raw).not.toMatch(/^::error::y/m)
      expect(summary).not.toMatch(/<img|`\|/)
    }
  })

  test('all errors at once, on their files and lines', async () => {
    const shop = newRepository('errors', {
      'a/Dockerfile': 'FROM x\n\nNO\n',
      'b/Dockerfile': 'FROM acme/b\n',
      'x/b/Dockerfile': 'FROM x\n',
    })
    const result = await find(shop, { namespace: 'acme', tags: 'a b' })
    expect(result.outputs).toEqual({ reason: 'invalid-tag' })
    expect(
      result.annotations
        .slice(0, -1)
        .map(({ properties }) => [properties['file'], Number(properties['line'])]),
    ).toEqual([
      ['a/Dockerfile', 3],
      ['b/Dockerfile', 1],
      ['x/b/Dockerfile', 1],
      ['b/Dockerfile', 1],
    ])
    expect(result.log).toContain('Reason code: invalid-tag')
  })

  test.each([
    ['..', 'invalid-input'],
    ['/', 'invalid-input'],
    ['none', 'no-checkout'],
    ['.', 'no-checkout'],
  ])('path %s without a checkout: %s', async (path, reason) => {
    const workspace = mkdtempSync(join(folder, 'empty-'))
    const { outputs, exitCode } = await find(workspace, { path })
    expect([exitCode, outputs]).toEqual([1, { reason }])
  })

  test('a link to a folder outside of the workspace is no path', async () => {
    const workspace = mkdtempSync(join(folder, 'empty-'))
    symlinkSync('/', join(workspace, 'root'))
    const { outputs } = await find(workspace, { path: 'root' })
    expect(outputs).toEqual({ reason: 'invalid-input' })
  })
})
