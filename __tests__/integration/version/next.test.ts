import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { type GitServer, serveGit } from '../../../fakes/git/git-server.ts'
import { checkout, fingerprint } from '../../support/git/checkouts.ts'
import { go, repositoryOf } from '../../support/git/steps.ts'
import { computeVersion } from '../../support/version-action.ts'

let root = ''
let count = 0
let server: GitServer
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'towpath-next-'))
  server = await serveGit(root)
})
afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true, force: true })
})

/** Computes the next version in a complete clone and in one of depth 1: both must say the same. Returns it and the notices. */
async function nextOf(steps: readonly string[], inputs: Record<string, string>, now?: string) {
  count += 1
  const folder = repositoryOf(join(root, `r${count}`), steps)
  const branch = git(folder, 'symbolic-ref', '--short', 'HEAD')
  const clone = await checkout(server, root, `r${count}`, branch)
  const [whole, shallow] = await Promise.all(
    [folder, clone].map(async (where) => {
      const { outputs, error, logged } = await computeVersion(where, inputs, now ? { now } : {})
      const notices = logged
        .filter((one) => one.startsWith('annotate: ["notice"'))
        .map((one) => JSON.parse(one.slice('annotate: '.length))[1] as string)
      return {
        next: outputs['next'],
        tag: outputs['next-tag'],
        moves: outputs['moves'],
        error,
        notices,
      }
    }),
  )
  expect(shallow).toEqual(whole)
  return whole ?? { next: '', tag: '', moves: '', error: undefined, notices: [] }
}

describe('tags without the prefix are released versions:', () => {
  const SPELLING =
    /^The spelling of the tags changed: "(.*)" counts as released, .*; the next tag is "(.*)"$/

  test.each<[string, string[], Record<string, string>, string, string]>([
    ['the last release', ['@v1.0.23', 'b', '@1.2.0', 'c'], { next: 'patch' }, 'v1.2.1', '1.2.0'],
    [
      'a minor step after it',
      ['@v1.0.23', 'b', '@1.2.0', 'c'],
      { next: 'minor' },
      'v1.3.0',
      '1.2.0',
    ],
    [
      'a major step after it',
      ['@v1.0.23', 'b', '@1.2.0', 'c'],
      { next: 'major' },
      'v2.0.0',
      '1.2.0',
    ],
    [
      'the commits since it',
      ['@v1.0.23', 'feat: b', '@1.2.0', 'fix: c'],
      { next: 'conventional' },
      'v1.2.1',
      '1.2.0',
    ],
    [
      'a lower one nearer',
      ['@v1.0.23', 'b', '@1.2.0', 'c', '@v1.0.24', 'd'],
      { next: 'patch' },
      'v1.2.1',
      '1.2.0',
    ],
    [
      'with a prefix, where none is the rule',
      ['@1.0.23', 'b', '@v1.2.0', 'c'],
      { next: 'patch', 'tag-prefix': '' },
      '1.2.1',
      'v1.2.0',
    ],
    [
      'another prefix is the rule',
      ['@release-1.0', 'b', '@v1.2.0', 'c'],
      { next: 'patch', 'tag-prefix': 'release-' },
      'release-1.2.1',
      'v1.2.0',
    ],
    [
      'on another branch, in the way',
      ['@v1.2.0', '>x', 'b', '@1.2.1', '<main', 'c'],
      { next: 'patch' },
      'v1.2.2',
      '1.2.1',
    ],
    [
      'a pre-release that announces more',
      ['@v1.2.0', 'b', '@2.0.0rc1', 'c'],
      { next: 'patch' },
      'v2.0.0',
      '2.0.0rc1',
    ],
    [
      'in a channel',
      ['@v1.2.0', 'b', '@v1.3.0b1', '@1.3.0b2', 'c'],
      { next: 'minor', channel: 'beta' },
      'v1.3.0b3',
      '1.3.0b2',
    ],
    [
      'by the calendar',
      ['@v202611.1', 'b', '@202611.2', 'c'],
      { next: 'calver' },
      'v202611.3',
      '202611.2',
    ],
  ])('%s', async (_, steps, inputs, tag, decisive) => {
    const { tag: found, notices } = await nextOf(['a', ...steps], inputs)
    expect(found).toBe(tag)
    const said = notices.flatMap((one) => SPELLING.exec(one)?.slice(1) ?? [])
    expect(said).toEqual([decisive, tag])
  })

  test.each<[string, string[], Record<string, string>, string]>([
    ['lower ones', ['@1.0.0', 'b', '@v1.2.0', 'c'], { next: 'patch' }, 'v1.2.1'],
    ['one version in both spellings', ['@v1.2.0', '@1.2.0', 'b'], { next: 'patch' }, 'v1.2.1'],
    ['dates', ['@v1.2.0', 'b', '@20240131', '@2024.01.31', 'c'], { next: 'patch' }, 'v1.2.1'],
    ['numbers of builds', ['@v1.2.0', 'b', '@1042', 'c'], { next: 'patch' }, 'v1.2.1'],
    ['other words', ['@v1.2.0', 'b', '@tool-9.0.0', 'c'], { next: 'patch' }, 'v1.2.1'],
    ['moving names', ['@v1.2.0', 'b', '@1', '@1.2', 'c'], { next: 'patch' }, 'v1.2.1'],
    [
      'other packages',
      ['@pkg/1.2.0', 'b', '@9.0.0', 'c'],
      { next: 'patch', 'tag-prefix': 'pkg/' },
      'pkg/1.2.1',
    ],
    [
      'those of a repository with several packages',
      ['@api@1.2.0', '@web@3.0.0', 'b', '@9.0.0', '@v10.0.0', 'c'],
      { next: 'patch', 'tag-prefix': 'api@' },
      'api@1.2.1',
    ],
    [
      'those beside a package with a prefix of its own',
      ['@api-v1.2.0', 'b', '@v9.0.0', 'c'],
      { next: 'patch', 'tag-prefix': 'api-v' },
      'api-v1.2.1',
    ],
    ['another line', ['@v1.2.0', '>x', 'b', '@2.0.0', '<main', 'c'], { next: 'patch' }, 'v1.2.1'],
  ])('%s do not matter', async (_, steps, inputs, tag) => {
    expect(await nextOf(['a', ...steps], inputs)).toMatchObject({ tag, notices: [] })
  })

  test('a release that is lower than one of them does not move "latest"', async () => {
    const steps = ['a', '@1.2.0', '>old', 'b', '@v1.0.24']
    expect(await nextOf(steps, {})).toMatchObject({ moves: '1.0' })
  })
})

test('after an older line was merged, the next version is still above all that is behind the commit', async () => {
  const steps = ['a', '@v1.0.0', '>old', 'fix: b', 'b', 'b', '@v1.0.1', '<main']
  const ahead = ['c', '@v1.1.0', 'd', 'e', 'fix: f', '^old']
  const { next, notices } = await nextOf([...steps, ...ahead], { next: 'patch' })
  expect(next).toBe('1.1.1')
  expect(notices).toEqual([
    'The next version is counted from "v1.1.0"; "v1.0.1" is nearer, but of an older line, which was merged',
  ])
  const old = await nextOf([...steps, ...ahead, '<old', 'g'], { next: 'patch' })
  expect(old).toMatchObject({ next: '1.0.2', notices: [] })
})

test.each<[string, string[], string, string[]]>([
  ['in a line', ['@v2017.4.1', 'b', '@v0.1.0', 'fix: c', '@v0.2.0', 'd'], '0.2.1', []],
  [
    'and an older line of the new numbers was merged',
    [
      '@v2017.4.1',
      'b',
      '@v1.0.0',
      '>old',
      'c',
      'c',
      'c',
      '@v1.0.1',
      '<main',
      'd',
      '@v1.1.0',
      'e',
      'f',
      '^old',
    ],
    '1.1.1',
    [
      'The next version is counted from "v1.1.0"; "v1.0.1" is nearer, but of an older line, which was merged',
    ],
  ],
  [
    'on a branch that an earlier fork was merged into',
    [
      '>old',
      'b',
      'b',
      'b',
      'b',
      '@v0.9.1',
      '<main',
      'c',
      '@v5.0.0',
      'c',
      '@v0.9.0',
      'd',
      'd',
      '^old',
    ],
    '0.9.2',
    [],
  ],
])('after a restart at lower numbers, %s, they go on', async (_, steps, wanted, remarks) => {
  const { next, notices } = await nextOf(['a', ...steps], { next: 'patch' })
  expect(next).toBe(wanted)
  expect(notices).toEqual(remarks)
})

test('a lower tag without the prefix does not decide, even if it is the nearest', async () => {
  const steps = ['a', '@v2.0.0', 'b', '@1.5.0', 'fix: c']
  expect(await nextOf(steps, { next: 'patch' })).toMatchObject({ next: '2.0.1', notices: [] })
})

describe('a commit that is released already', () => {
  test.each<[string[], Record<string, string>, string, string]>([
    [['@v1.2.0'], { next: 'patch' }, '1.2.1', 'v1.2.0'],
    [['@1.2.0', '@v1.0.0'], { next: 'minor' }, '1.3.0', '1.2.0'],
    [['@v1.2.0', '@v1'], { next: 'conventional' }, '', 'v1.2.0'],
    [['@v202611.4'], { next: 'calver' }, '202611.5', 'v202611.4'],
    [['@v1.2.0', 'b', '@v1.3.0b4'], { next: 'minor', channel: 'beta' }, '1.3.0b5', 'v1.3.0b4'],
  ])('%j, with %j: the next version is "%s", with a notice', async (steps, inputs, next, tag) => {
    const { next: found, notices } = await nextOf(['a', ...steps], inputs)
    expect(found).toBe(next)
    expect(notices[0]).toBe(`This commit is released already, as "${tag}"`)
    if (next === '') expect(notices).toHaveLength(1)
  })

  test('is not one that only has a candidate', async () => {
    const made = await nextOf(['a', '@v1.2.0', 'b', '@v1.3.0rc1'], { next: 'minor' })
    expect(made).toMatchObject({ next: '1.3.0', notices: [] })
  })
})

test('reverts count as in the clone, from a clone of depth 1', async () => {
  count += 1
  const folder = repositoryOf(join(root, `r${count}`), ['a', '@v1.2.0'])
  const last = (): string => git(folder, 'rev-parse', 'HEAD')
  const revert = (id: string): void => {
    git(folder, 'revert', '--no-edit', id)
  }
  const next = async (): Promise<(string | undefined)[]> => {
    const clone = await checkout(server, root, `r${count}`, 'main')
    const found = await Promise.all(
      [folder, clone].map((where) => computeVersion(where, { next: 'conventional' })),
    )
    rmSync(clone, { recursive: true })
    return found.map(({ outputs }) => outputs['next'])
  }
  writeFileSync(join(folder, 'a'), 'a')
  git(folder, 'add', '.')
  go(folder, 'feat: a')
  const added = last()
  revert(added)
  expect(await next()).toEqual(['', ''])
  revert(last())
  expect(await next()).toEqual(['1.3.0', '1.3.0'])
  git(folder, 'tag', 'v1.3.0')
  revert(added)
  expect(await next()).toEqual(['1.3.1', '1.3.1'])
})

describe('paths: only commits that change a file there count', () => {
  /** Makes a monorepo with the packages api and web from commits with their files, released before. */
  async function monorepo(commits: readonly (readonly [string, ...string[]])[]) {
    count += 1
    const folder = repositoryOf(join(root, `r${count}`), ['a', '@v1.2.0'])
    for (const [message, ...files] of commits) {
      for (const file of files) {
        mkdirSync(join(folder, file, '..'), { recursive: true })
        appendFileSync(join(folder, file), 'x\n')
      }
      git(folder, 'add', '--all')
      git(folder, 'commit', '--quiet', '--allow-empty', `--message=${message}`)
    }
    const clone = await checkout(server, root, `r${count}`, 'main')
    return async (paths: string) => {
      const inputs = { next: 'conventional', paths }
      const whole = await computeVersion(folder, inputs)
      const before = fingerprint(clone)
      const shallow = await computeVersion(clone, inputs)
      expect(fingerprint(clone)).toBe(before)
      expect(shallow.outputs['next']).toBe(whole.outputs['next'])
      return whole
    }
  }

  test('in a clone and from a clone of depth 1', async () => {
    const compute = await monorepo([
      ['feat!: another package', 'packages/web/a.ts'],
      ['feat: no file'],
      ['fix: this one', 'packages/api/a.ts'],
      ['feat: its documents', 'packages/api/README.md'],
      ['feat: `$(touch x)` "é"\n\nThis reverts commit \u2028', 'odd "é" $(x)/a'],
    ])
    const next = async (paths: string) => (await compute(paths)).outputs['next']
    expect(await next('packages/api/**')).toBe('1.3.0')
    expect(await next('packages/api/**\n!**.md')).toBe('1.2.1')
    expect(await next('# both\npackages/*/*.ts')).toBe('2.0.0')
    expect(await next('odd "é" $(x)/*')).toBe('1.3.0')
    const none = await compute('packages/other/**')
    expect(none.outputs['next']).toBe('')
    expect(none.logged.join()).toContain('0 of them change a file in')
  })

  test('in a complete clone without trees, they come from the remote', async () => {
    await monorepo([
      ['feat: a', 'packages/api/a'],
      ['fix: b', 'packages/web/b'],
    ])
    git(join(root, `r${count}`), 'config', 'uploadpack.allowFilter', 'true')
    const clone = await checkout(server, root, `r${count}`, 'v1.2.0', [
      '--filter=tree:0',
      '--no-checkout',
    ])
    git(clone, 'update-ref', '--no-deref', 'HEAD', 'refs/remotes/origin/main')
    const inputs = { next: 'conventional', paths: 'packages/web/**', dirty: 'ignore' }
    const { outputs } = await computeVersion(clone, inputs)
    expect(outputs).toMatchObject({ next: '1.2.1', strategy: 'local' })
  })

  test.each([
    ['./api/**', 'write "api/**"'],
    ['!/api/**', 'write "!api/**"'],
    ['api/', 'write "api/**"'],
    ['[', 'has no "]"'],
    ['!api/**', 'all patterns start with "!"'],
  ])('the pattern %s is an error', async (paths, advice) => {
    count += 1
    const folder = repositoryOf(join(root, `r${count}`), ['a'])
    const { error } = await computeVersion(folder, { next: 'conventional', paths })
    expect(error).toMatchObject({ reason: 'bad-input' })
    expect(error?.message).toContain(advice)
  })
})
