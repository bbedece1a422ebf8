import { describe, expect, test } from '@jest/globals'
import type { Changes } from '../../../actions/find-images/src/checkout/checkout.ts'
import { OUTPUTS } from '../../../actions/find-images/src/outputs.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { changed, type Files, find } from '../../support/find-images/find.ts'

const SHOP: Files = {
  'base/Dockerfile': 'FROM debian:13\n',
  'tools/Dockerfile': 'FROM acme/base:2.1\n',
  'web/Dockerfile': 'FROM acme/base\nCOPY a /\n',
  'web/a': 'a',
  'worker/Dockerfile':
    'FROM acme/web:sha-1 AS web\nFROM docker.io/acme/base:latest\nCOPY --from=acme/base /a /\n',
}

const names = (matrices: readonly { include: readonly { image: string }[] }[]) =>
  matrices.map(({ include }) => include.map(({ image }) => image))

describe('the matrix', () => {
  test('has every image, after all it builds on, with what docker/build-push-action needs', async () => {
    const inputs = {
      namespace: 'acme',
      tags: 'sha-1\nuat\n\nsha-1',
      'build-args': 'A=1\nB=2',
      platforms: 'linux/amd64,linux/arm64',
    }
    const { outputs, levels } = await find(SHOP, inputs)
    expect(names(levels)).toEqual([['acme/base', 'acme/tools'], ['acme/web'], ['acme/worker']])
    expect(levels[2]?.include).toEqual([
      {
        name: 'worker',
        image: 'acme/worker',
        context: 'worker',
        dockerfile: 'worker/Dockerfile',
        tags: 'acme/worker:sha-1\nacme/worker:uat',
        'build-args': 'A=1\nB=2',
        platforms: 'linux/amd64,linux/arm64',
        needs: ['acme/base', 'acme/web'],
        'build-contexts': [
          'docker.io/acme/base:latest=docker-image://acme/base:sha-1',
          'acme/base=docker-image://acme/base:sha-1',
          'acme/web:sha-1=docker-image://acme/web:sha-1',
        ].join('\n'),
      },
    ])
    expect(JSON.parse(outputs['matrix'] ?? '')).toEqual({
      include: levels.flatMap(({ include }) => include),
    })
    expect(outputs).toMatchObject({ count: '4', 'level-count': '3', reason: 'found' })
    expect(Object.keys(outputs).sort()).toEqual([...OUTPUTS].sort())
  })

  test('without tags has neither references nor build contexts, but the same order', async () => {
    const { levels } = await find(SHOP, { namespace: 'acme' })
    // acme/web:sha-1 is no tag of this run, and so an earlier publication.
    expect(names(levels)).toEqual([
      ['acme/base', 'acme/tools'],
      ['acme/web', 'acme/worker'],
    ])
    for (const entry of levels.flatMap(({ include }) => include))
      expect([entry.tags, entry['build-contexts']]).toEqual(['', ''])
  })

  test('paths start at the workspace, in a folder of a checkout and in a nested one', async () => {
    const files = { 'sub/Dockerfile': 'FROM debian\n', 'sub/web/Dockerfile': 'FROM acme/sub\n' }
    const entries = async (prefix: string, folder: string) => {
      const { levels } = await find(files, { namespace: 'acme' }, { prefix, folder })
      return levels.flatMap(({ include }) =>
        include.map(({ name, dockerfile, context }) => [name, dockerfile, context]),
      )
    }
    expect(await entries('sub/', 'sub')).toEqual([
      ['sub', 'sub/Dockerfile', 'sub'],
      ['web', 'sub/web/Dockerfile', 'sub/web'],
    ])
    expect(await entries('', 'shop')).toEqual([
      ['sub', 'shop/sub/Dockerfile', 'shop/sub'],
      ['web', 'shop/sub/web/Dockerfile', 'shop/sub/web'],
    ])
    expect(await entries('sub/', 'shop/sub')).toEqual([
      ['sub', 'shop/sub/Dockerfile', 'shop/sub'],
      ['web', 'shop/sub/web/Dockerfile', 'shop/sub/web'],
    ])
  })

  test.each([
    ['shop', 'shop'],
    ['', 'folder'],
  ])('the Dockerfile at the top is named after the repository %j: %s', async (repository, name) => {
    const { levels } = await find({ Dockerfile: 'FROM debian\n' }, {}, { repository })
    expect(levels[0]?.include[0]).toMatchObject({ name, image: name, context: '.' })
  })

  test('a context is no option of a command, whatever it is called', async () => {
    const { images } = await find({ '-x/Dockerfile': 'FROM a\n' }, { name: 'x' })
    expect(images[0]).toMatchObject({ context: './-x', dockerfile: '-x/Dockerfile' })
  })

  test('one context for all', async () => {
    const { levels } = await find(SHOP, { namespace: 'acme', context: '.' })
    expect(levels[0]?.include[0]).toMatchObject({ context: '.', dockerfile: 'base/Dockerfile' })
  })

  test('build-args and platforms count for what a Dockerfile builds on', async () => {
    const files = {
      'base-arm64/Dockerfile': 'FROM x\n',
      'base-amd64/Dockerfile': 'FROM x\n',
      'web/Dockerfile': 'ARG BASE\nFROM $BASE-$TARGETARCH\n',
    }
    const needs = async (inputs: Record<string, string>) => {
      const { levels } = await find(files, { namespace: 'acme', ...inputs })
      return levels.flatMap(({ include }) => include).find(({ name }) => name === 'web')?.needs
    }
    const base = { 'build-args': 'BASE=acme/base' }
    expect(await needs({})).toEqual([])
    expect(await needs(base)).toEqual(['acme/base-amd64'])
    expect(await needs({ ...base, platforms: 'linux/arm64\nlinux/amd64' })).toEqual([
      'acme/base-amd64',
      'acme/base-arm64',
    ])
  })
})

describe('which files are Dockerfiles', () => {
  const found = async (files: Files, inputs: Record<string, string> = {}) =>
    (await find(files, { name: '{path}-{suffix}', ...inputs })).images.map(
      ({ dockerfile }) => dockerfile,
    )

  test('tracked files and links to them, but no ignore files and no submodules', async () => {
    const files: Files = {
      'a/Dockerfile': 'FROM debian\n',
      'a/Dockerfile.x': 'FROM debian\n',
      'a/Dockerfile.dockerignore': 'x',
      'a/Dockerfile.x.dockerignore': 'x',
      'a/dockerfile': 'x',
      'a/My.Dockerfile': 'x',
      'b/Dockerfile': '-> a/Dockerfile',
      'c/Dockerfile': '-> nowhere',
      'd/Dockerfile': null,
    }
    expect(await found(files)).toEqual(['a/Dockerfile', 'a/Dockerfile.x', 'b/Dockerfile'])
  })

  test('as the patterns say, from `path` on', async () => {
    const files: Files = {
      'sub/a/Dockerfile': 'FROM debian\n',
      'sub/b/Dockerfile': 'FROM debian\n',
      'sub/b/x.Dockerfile': 'FROM debian\n',
    }
    expect(await found(files, { patterns: '**/*.Dockerfile' })).toEqual(['sub/b/x.Dockerfile'])
    expect(await found(files, { patterns: '**/Dockerfile\n!sub/a/**' })).toEqual([
      'sub/b/Dockerfile',
    ])
    expect(await found(files, { exclude: 'sub/b/**' })).toEqual(['sub/a/Dockerfile'])
    expect(await found(files, { patterns: 'a/*' })).toEqual([])
    const { images } = await find(files, { patterns: 'a/*' }, { prefix: 'sub/', folder: 'sub' })
    expect(images.map(({ dockerfile }) => dockerfile)).toEqual(['sub/a/Dockerfile'])
  })

  test('none: a warning, and an empty matrix', async () => {
    const { outputs, annotations } = await find({ a: '' }, { tags: 'x' })
    expect(outputs).toEqual({
      matrix: '{"include":[]}',
      levels: '[]',
      count: '0',
      'level-count': '0',
      reason: 'none-found',
      json: '{"schema":1,"images":[]}',
    })
    expect(annotations).toEqual([['warning', expect.stringContaining('No tracked file')]])
  })
})

describe('changed-since', () => {
  const SINCE = { namespace: 'acme', tags: 'sha-1', 'changed-since': 'main' }

  test.each(['', '0'.repeat(40), '0'.repeat(64)])('%j: all images', async (since) => {
    const { images } = await find(SHOP, { 'changed-since': since })
    expect(images.map(({ build, reason, cause }) => [build, reason, cause])).toEqual(
      images.map(() => [true, 'all', null]),
    )
  })

  test('a commit that nobody has: all images, and a warning', async () => {
    const { images, annotations } = await find(SHOP, SINCE, { changes: { kind: 'unknown-commit' } })
    expect(new Set(images.map(({ reason }) => reason))).toEqual(new Set(['commit-unknown']))
    expect(annotations).toEqual([['warning', expect.stringContaining('"main"')]])
  })

  test('an unchanged base is in no needs and no build contexts', async () => {
    const { levels, images, outputs } = await find(SHOP, SINCE, { changes: changed('web/a') })
    expect(names(levels)).toEqual([['acme/web'], ['acme/worker']])
    expect(levels[0]?.include[0]).toMatchObject({ needs: [], 'build-contexts': '' })
    expect(levels[1]?.include[0]).toMatchObject({
      needs: ['acme/web'],
      'build-contexts': 'acme/web:sha-1=docker-image://acme/web:sha-1',
    })
    expect(
      images.map(({ name, build, level, reason, cause }) => [name, build, level, reason, cause]),
    ).toEqual([
      ['base', false, null, 'unchanged', null],
      ['tools', false, null, 'unchanged', null],
      ['web', true, 0, 'context-changed', 'web/a'],
      ['worker', true, 1, 'base-changed', 'acme/web'],
    ])
    expect(outputs).toMatchObject({ count: '2', 'level-count': '2', reason: 'found' })
  })

  test('nothing changed', async () => {
    const { outputs, summary } = await find(SHOP, SINCE, { changes: changed('README.md') })
    expect(outputs).toMatchObject({
      matrix: '{"include":[]}',
      levels: '[]',
      count: '0',
      'level-count': '0',
      reason: 'none-changed',
    })
    expect(summary).not.toContain('mermaid')
  })

  const verdict = async (files: Files, path: string, inputs: Record<string, string> = {}) => {
    const { images } = await find(files, { ...SINCE, ...inputs }, { changes: changed(path) })
    const { reason, cause } = images.find(({ name }) => name === 'web') ?? {}
    return [reason, cause]
  }

  test('what a Dockerfile links to', async () => {
    const files = { ...SHOP, 'web/Dockerfile': '-> common/File', 'common/File': 'FROM debian\n' }
    expect(await verdict(files, 'common/File')).toEqual(['dockerfile-changed', 'common/File'])
  })

  test('the ignore file beside the Dockerfile hides that of the context, even if it is empty', async () => {
    const own = { ...SHOP, 'web/.dockerignore': 'a' }
    expect(await verdict(own, 'web/a')).toEqual(['unchanged', null])
    expect(await verdict(own, 'web/.dockerignore')).toEqual([
      'ignore-file-changed',
      'web/.dockerignore',
    ])
    const both = { ...own, 'web/Dockerfile.dockerignore': '' }
    expect(await verdict(both, 'web/a')).toEqual(['context-changed', 'web/a'])
    expect(await verdict(both, 'web/.dockerignore')).toEqual([
      'context-changed',
      'web/.dockerignore',
    ])
    expect(await verdict(both, 'web/Dockerfile.dockerignore')).toEqual([
      'ignore-file-changed',
      'web/Dockerfile.dockerignore',
    ])
    // Removed: what it hid counts again.
    expect(await verdict(own, 'web/Dockerfile.dockerignore')).toEqual([
      'ignore-file-changed',
      'web/Dockerfile.dockerignore',
    ])
  })

  test('with one context for all, its ignore file and its paths', async () => {
    const files = { ...SHOP, '.dockerignore': 'web\n!web/a', 'web/b': '' }
    expect(await verdict(files, 'web/b', { context: '.' })).toEqual(['unchanged', null])
    expect(await verdict(files, 'web/a', { context: '.' })).toEqual(['context-changed', 'web/a'])
    expect(await verdict(files, '.dockerignore', { context: '.' })).toEqual([
      'ignore-file-changed',
      '.dockerignore',
    ])
  })

  test('a context that is a link has the files and the ignore file of where it leads', async () => {
    const files = { ...SHOP, site: '-> shared/files', 'shared/files/.dockerignore': 'junk' }
    const inputs = { context: 'site' }
    expect(await verdict(files, 'shared/files/a', inputs)).toEqual([
      'context-changed',
      'shared/files/a',
    ])
    expect(await verdict(files, 'shared/files/junk', inputs)).toEqual(['unchanged', null])
    expect(await verdict(files, 'shared/files/.dockerignore', inputs)).toEqual([
      'ignore-file-changed',
      'shared/files/.dockerignore',
    ])
    expect(await verdict(files, 'site', inputs)).toEqual(['context-changed', 'site'])
    const { levels } = await find(files, inputs)
    expect(levels[0]?.include[0]?.context).toBe('site')
  })

  test('a submodule of which the ignore file lets in a part', async () => {
    const files = { ...SHOP, 'web/lib': null, 'web/.dockerignore': '*\n!lib/keep' }
    const changes: Changes = {
      kind: 'changed',
      commit: 'b'.repeat(40),
      paths: new Map([['web/lib', 'submodule']]),
    }
    const { images } = await find(files, SINCE, { changes })
    expect(images.find(({ name }) => name === 'web')?.cause).toBe('web/lib')
  })

  test('causes start at the workspace', async () => {
    const options = { changes: changed('web/a'), folder: 'shop' }
    const { images } = await find(SHOP, SINCE, options)
    expect(images.find(({ name }) => name === 'web')?.cause).toBe('shop/web/a')
  })
})

describe('errors', () => {
  const NAMESPACE = { namespace: 'acme' }

  test('all of a run at once, on their files and lines', async () => {
    const files: Files = {
      'a/Dockerfile': 'FROM x\nNO y\n',
      'b/Dockerfile': 'FROM x\n',
      'c c/Dockerfile': 'FROM x\n',
      'd/Dockerfile': 'FROM x\n',
      'd/.dockerignore': 'x\n!\n',
      'e/d/Dockerfile': 'FROM x\n',
      'f/Dockerfile': 'FROM x\nCOPY --from=acme/g / /\n',
      'g/Dockerfile': 'FROM acme/f\n',
    }
    const options = {
      unreadable: ['b/Dockerfile'],
      changes: new UserError('remote-unreachable', 'no answer'),
    }
    const inputs = { ...NAMESPACE, tags: 'a b', 'changed-since': 'main' }
    const { error, outputs } = await find(files, inputs, options)
    expect(error?.reason).toBe('invalid-tag')
    expect(error?.problems.map(({ file, at }) => [file, at?.line])).toEqual([
      ['a/Dockerfile', 2],
      ['b/Dockerfile', 1],
      ['d/.dockerignore', 2],
      ['c c/Dockerfile', 1],
      ['d/Dockerfile', 1],
      ['e/d/Dockerfile', 1],
      ['f/Dockerfile', 2],
    ])
    for (const part of ['"a b"', 'NO', 'it can not be read', '"!"', 'c c', '{path}', 'no answer'])
      expect(error?.message).toContain(part)
    expect(error?.message).toContain('"acme/f" -> "acme/g" -> "acme/f"')
    expect(outputs).toEqual({})
  })

  test.each<[string, Files, Record<string, string>]>([
    ['dockerfile-invalid', { 'a/Dockerfile': '' }, {}],
    ['ignore-file-invalid', { 'a/Dockerfile': 'FROM x\n', 'a/.dockerignore': '!' }, {}],
    ['invalid-name', { '-/Dockerfile': 'FROM x\n' }, {}],
    ['duplicate-name', { 'a/Dockerfile': 'FROM x\n', 'A/Dockerfile': 'FROM x\n' }, {}],
    ['cycle', { 'a/Dockerfile': 'FROM acme/a\n' }, {}],
    ['too-many-levels', SHOP, { 'max-levels': '1' }],
    ['too-many-images', SHOP, { 'build-args': 'x'.repeat(200_000) }],
    ['invalid-input', SHOP, { name: '{x}' }],
    ['invalid-input', SHOP, { patterns: '[' }],
    ['invalid-input', SHOP, { namespace: 'a//b' }],
    ['invalid-input', SHOP, { context: '../x' }],
    ['invalid-input', SHOP, { platforms: 'a b' }],
    ['invalid-input', SHOP, { 'max-levels': '-1' }],
  ])('%s', async (reason, files, inputs) => {
    expect((await find(files, { ...NAMESPACE, ...inputs })).error?.reason).toBe(reason)
  })

  test('all invalid inputs are in one error', async () => {
    const { error } = await find(SHOP, { path: 'a/../..', platforms: 'a b', context: '..' })
    expect(error?.message.split('\n')).toEqual([
      '"path" must be a folder below the workspace, got "a/../.."',
      expect.stringContaining('"context" must be'),
      expect.stringContaining('"platforms": '),
    ])
  })

  test('an ignore file of several Dockerfiles is reported once', async () => {
    const files = { 'a/Dockerfile': 'FROM x\n', 'b/Dockerfile': 'FROM x\n', '.dockerignore': '!' }
    const { error } = await find(files, { context: '.' })
    expect(error?.problems).toHaveLength(1)
  })

  test('too many levels: which images would be left out', async () => {
    const { error } = await find(SHOP, { ...NAMESPACE, tags: 'sha-1', 'max-levels': '2' })
    expect(error?.message).toContain('need 3 levels, but "max-levels" is 2: "acme/worker"')
    const enough = await find(SHOP, { ...NAMESPACE, tags: 'sha-1', 'max-levels': '3' })
    expect(enough.error).toBeUndefined()
  })

  test('levels that are not built do not count', async () => {
    const inputs = { ...NAMESPACE, tags: 'sha-1', 'max-levels': '1', 'changed-since': 'main' }
    const { error } = await find(SHOP, inputs, { changes: changed('worker/Dockerfile') })
    expect(error).toBeUndefined()
  })

  test('an error that is none of a user is thrown as it is', async () => {
    await expect(find(SHOP, { 'changed-since': 'main' })).rejects.toThrow('nobody may ask')
  })
})

describe('the report', () => {
  test('a notice for each name that is made lower case, one for the namespace', async () => {
    const files = { 'Web/Dockerfile': 'FROM x\n', 'base/Dockerfile': 'FROM x\n' }
    const own = await find(files, { namespace: 'acme' })
    expect(own.annotations).toEqual([
      ['notice', expect.stringContaining('"acme/web"'), 'Web/Dockerfile'],
    ])
    const all = await find(files, { namespace: 'Acme' })
    expect(all.annotations[0]).toEqual(['notice', expect.stringContaining('"acme"')])
    expect(all.images.map(({ image }) => image)).toEqual(['acme/web', 'acme/base'])
  })

  test('a FROM that is no reference is a warning with its line', async () => {
    const files = { 'web/Dockerfile': 'ARG X\nFROM $X:y:z\n' }
    const { annotations, outputs } = await find(files)
    expect(annotations).toEqual([
      [
        'warning',
        expect.stringContaining('"web/Dockerfile", line 2'),
        'web/Dockerfile',
        { line: 2, column: 1 },
      ],
    ])
    expect(outputs['reason']).toBe('found')
  })

  test('a picture of the levels, and each image with its reason in log and summary', async () => {
    const inputs = { namespace: 'acme', tags: 'sha-1', 'changed-since': 'main' }
    const { summary, log } = await find(SHOP, inputs, { changes: changed('web/a') })
    expect(summary).toContain(
      [
        '```mermaid',
        'flowchart LR',
        '  subgraph l0 ["level 1"]',
        '    i0["acme/web"]',
        '  end',
        '  subgraph l1 ["level 2"]',
        '    i1["acme/worker"]',
        '  end',
        '  i0 --> i1',
        '```',
      ].join('\n'),
    )
    expect(log.join('\n')).toContain(
      'acme/web ("web/Dockerfile"): level 1 (context-changed: "web/a")',
    )
    expect(log.join('\n')).toContain('acme/base ("base/Dockerfile"): not built (unchanged)')
    expect(summary).toContain('| <code>acme/tools</code> |')
  })

  test('hostile paths are inert', async () => {
    const path = 'x/<img src=x>|`$(id)`\u202e::error::y\n::error::z/a'
    const files = { 'x/Dockerfile': 'FROM x\n', [path]: '' }
    const { summary, log } = await find(files, { 'changed-since': 'm' }, { changes: changed(path) })
    expect(summary).not.toMatch(/<img|`\$|\u202e|\n::/)
    expect(log.join('\n')).not.toMatch(/\u202e|\n::/)
  })
})
