import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { makeHistory } from '../../support/git/histories.ts'
import { go, repositoryOf } from '../../support/git/steps.ts'
import { computeVersion } from '../../support/version-action.ts'

let root = ''
let count = 0
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-version-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const repository = (...steps: readonly string[]): string => {
  count += 1
  return repositoryOf(join(root, `r${count}`), steps)
}

const outputs = async (folder: string, inputs: Record<string, string> = {}, now?: string) => {
  const { outputs: found, error } = await computeVersion(folder, inputs, now ? { now } : {})
  if (error) throw new Error(`${error.reason}: ${error.message}`)
  return found
}

const problem = async (folder: string, inputs: Record<string, string> = {}) => {
  const { error, outputs: found } = await computeVersion(folder, inputs)
  expect(found).toEqual({})
  return error
}

describe('a version', () => {
  test('has all notations', async () => {
    const folder = repository('one', '@@v1.2.0', 'two', 'three', 'four')
    const found = await outputs(folder)
    const short = found['short']
    expect(found).toMatchObject({
      version: `1.2.0+3.g${short}`,
      pep440: `1.2.0+3.g${short}`,
      semver: `1.2.0+3.g${short}`,
      docker: `1.2.0_3.g${short}`,
      tag: 'v1.2.0',
      base: '1.2.0',
      distance: '3',
      sha: git(folder, 'rev-parse', 'HEAD'),
      branch: 'main',
      dirty: 'false',
      exact: 'false',
      next: '',
      'next-tag': '',
      moves: '',
      strategy: 'local',
      fetched: '0',
    })
    expect(found['date']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
    expect(JSON.parse(found['json'] ?? '')).toMatchObject({ schema: 1, distance: 3, dirty: false })
  })

  test('on a tagged commit is that of the tag, and moves the names of the lines whose newest version it is', async () => {
    const folder = repository(
      'a',
      '@v1.9.0',
      '@v1.2',
      '>old',
      'b',
      '@v1.9.1',
      '<main',
      'c',
      '@v2.0.1',
    )
    expect(await outputs(folder)).toMatchObject({ exact: 'true', moves: '2.0\n2\nlatest' })
    go(folder, '<old')
    expect(await outputs(folder)).toMatchObject({ version: '1.9.1', moves: '1.9\n1' })
    go(folder, '<v1.9.0')
    expect(await outputs(folder)).toMatchObject({ tag: 'v1.9.0', exact: 'true', moves: '' })
    go(folder, '@20200101', '@2020.01.01')
    const dated = { moves: '', next: '1.9.2' }
    expect(await outputs(folder, { next: 'patch' })).toMatchObject(dated)
    go(folder, '<main', '@v3.0.0rc1')
    expect(await outputs(folder)).toMatchObject({ version: '3.0.0rc1', moves: '' })
  })

  test.each([
    ['the highest of two tags', ['@v1.9.0', '@v1.10.0'], 'v1.10.0'],
    ['the release rather than its candidate', ['@@v1.2.0rc1', '@v1.2.0'], 'v1.2.0'],
    ['the full version, not moving tags', ['@@v1', '@@v1.3', '@v1.3.0'], 'v1.3.0'],
    ['a moving tag that is the only tag', ['@v1'], 'v1'],
    ['the post-release rather than its release', ['@v1.2.0', '@v1.2.0.post1'], 'v1.2.0.post1'],
    ['an older tag rather than a malformed one', ['@v1.0', 'b', '@v1.2-foo'], 'v1.0'],
    ['a malformed tag that is the only tag', ['@v1.2-foo'], 'v1.2-foo'],
    ['the tag by its ref, whatever its object is named', ['@@v9.9', '!rename'], 'v1.0.0'],
  ])('takes %s', async (_, steps, expected) => {
    const folder = repository('a', ...steps.filter((step) => !step.startsWith('!')))
    if (steps.includes('!rename')) {
      git(folder, 'update-ref', 'refs/tags/v1.0.0', 'refs/tags/v9.9')
      git(folder, 'tag', '--delete', 'v9.9')
    }
    expect(await outputs(folder)).toMatchObject({ tag: expected })
  })

  test('without tags counts all commits, however many there are', async () => {
    const folder = repository(...Array.from({ length: 300 }, (_, index) => `c${index}`))
    expect(await outputs(folder)).toMatchObject({ distance: '300', tag: '' })
    git(folder, 'tag', 'v1', 'HEAD~290')
    expect(await outputs(folder)).toMatchObject({ distance: '290', tag: 'v1' })
  })

  test('counts correctly if clocks were wrong, unlike git describe', async () => {
    const folder = join(root, 'skewed')
    const commit = (seconds: number, ...parents: number[]) => ({ parents, seconds })
    makeHistory(folder, {
      // A branch from before the tag, much later by its clock, and merged.
      commits: [commit(60, 1), commit(9e6, 2), commit(60, 1), commit(-9.2e6, 3), commit(60, 1, 2)],
      tags: [{ name: 'v1.0.0', at: 1, annotated: true, seconds: 0 }],
      branch: 'main',
      detached: false,
      dirty: false,
    })
    const count = git(folder, 'rev-list', '--count', 'v1.0.0..HEAD')
    expect(await outputs(folder)).toMatchObject({ distance: count, tag: 'v1.0.0' })
    const described = git(folder, 'describe', '--long').split('-')[1] ?? ''
    expect(await outputs(folder, { versioneer: 'exact' })).toMatchObject({ distance: described })
  })

  test('a repaired version is explained in a notice', async () => {
    const folder = repository('a', '@v1.0.post1', 'b')
    const { outputs: found, logged } = await computeVersion(folder, { style: 'pep440-post' })
    expect(found['version']).toMatch(/^1\.0\.post2\+g/)
    expect(logged.join('\n')).toMatch(
      /annotate: \["notice","Repaired: Versioneer prints .*1\.0\.post1\.post1\+g/,
    )
    const exact = await outputs(folder, { style: 'pep440-post', versioneer: 'exact' })
    expect(exact['version']).toMatch(/^1\.0\.post1\.post1\+g/)
    expect(exact['pep440']).toMatch(/^1\.0\.post2\+g/)
    expect(exact['date']).toMatch(/[+-]\d{4}$/)
  })
})

describe('tags that are not versions', () => {
  test('with another prefix are suggested in a warning', async () => {
    const folder = repository('a', '@1.2.0', '@pkg/2.0')
    const { outputs: found, logged } = await computeVersion(folder)
    expect(found['version']).toMatch(/^0\+untagged\.1/)
    expect(logged.join()).toMatch(
      /No tag starts with .*v.* and a digit; there are versions such as .*1\.2\.0.* \(prefix .*pkg\/2\.0.* \(prefix .*pkg\//,
    )
    expect(await outputs(folder, { 'tag-prefix': '' })).toMatchObject({ tag: '1.2.0' })
    expect(await outputs(folder, { 'tag-prefix': 'pkg/' })).toMatchObject({ base: '2.0' })
  })

  test('malformed, moving and colliding ones are listed', async () => {
    const tags = ['@v1.0.0', '@v1', '@v1.0-foo', '@0.26.0.b5069', '@v0.26.0.b5069', '@untagged-1a']
    const { logged } = await computeVersion(repository('a', ...tags))
    const group = logged.find((line) => line.startsWith('group')) ?? ''
    expect(group).toContain('v1.0-foo')
    expect(group).toContain('\\"v1\\" is ignored: a moving tag')
    expect(group).toMatch(/0\.26\.0\.b5069.* and .*v0\.26\.0\.b5069.* are the same version/)
  })
})

describe('what is unusual is said:', () => {
  const said = async (folder: string, inputs: Record<string, string> = {}): Promise<string> =>
    (await computeVersion(folder, inputs)).logged.join('\n').replaceAll('\\"', '"')

  test('an epoch, which SemVer can not express', async () => {
    const folder = repository('a', '@v1!1.2.0')
    expect(await outputs(folder)).toMatchObject({ pep440: '1!1.2.0', semver: '' })
    expect(await said(folder)).toContain(
      'SemVer can\'t express the epoch of "1!1.2.0": the output "semver" is empty',
    )
    expect(await said(repository('a', '@v1.2.0'))).not.toContain('SemVer')
  })

  test('a malformed tag that counts, as it is the only one', async () => {
    const folder = repository('a', '@v1.2-foo', 'b')
    expect(await said(folder)).toContain(
      '"v1.2-foo" is not a PEP 440 version; without any other, it counts',
    )
    expect(await said(folder)).not.toContain('ignored')
    go(folder, '@v1.0')
    expect(await said(folder)).toContain('"v1.2-foo" is ignored: not a PEP 440 version')
    expect(await said(folder, { versioneer: 'exact' })).not.toContain('ignored')
  })

  test.each(['v9.9', 'rel-9.9'])('a tag whose object is named %s, by its ref', async (inner) => {
    const folder = repository('a', `@@${inner}`, 'b')
    git(folder, 'update-ref', 'refs/tags/v1.0.0', `refs/tags/${inner}`)
    git(folder, 'tag', '--delete', inner)
    const shallow = join(root, `shallow-${inner}`)
    git(root, 'clone', '--quiet', '--depth=1', '--no-tags', pathToFileURL(folder).href, shallow)
    for (const where of [folder, shallow]) {
      const { error } = await computeVersion(where, { versioneer: 'exact' })
      const name = `The object of the tag "v1.0.0" is named "${inner}"`
      expect(error?.message ?? (await said(where, { versioneer: 'exact' }))).toContain(name)
      expect(error?.reason).toBe(inner === 'v9.9' ? undefined : 'unknown-version')
    }
  })
})

describe('changed files', () => {
  const changed = (): string => {
    const folder = repository('a')
    for (const name of ['a file', 'b']) writeFileSync(join(folder, name), name)
    git(folder, 'add', '.')
    go(folder, 'b', '@v1.0.0')
    writeFileSync(join(folder, 'a file'), 'changed')
    writeFileSync(join(folder, 'new'), 'new')
    return folder
  }

  test('are marked, ignored or an error that lists them', async () => {
    const folder = changed()
    const { short } = await outputs(folder)
    const marked = { version: `1.0.0+0.g${short}.dirty`, dirty: 'true', exact: 'false' }
    expect(await outputs(folder)).toMatchObject(marked)
    const ignored = { version: '1.0.0', dirty: 'false', exact: 'true' }
    expect(await outputs(folder, { dirty: 'ignore' })).toMatchObject(ignored)
    const refused = {
      reason: 'dirty',
      message: expect.stringMatching(/^Files are changed: "a file"; /),
    }
    expect(await problem(folder, { dirty: 'fail' })).toEqual(refused)
    git(folder, 'mv', 'b', 'c')
    expect((await problem(folder, { dirty: 'fail' }))?.message).toContain('"a file", "b" and "c"')
  })

  test('untracked files do not count', async () => {
    const folder = repository('a', '@v1')
    writeFileSync(join(folder, 'new'), 'new')
    expect(await outputs(folder)).toMatchObject({ dirty: 'false', exact: 'true' })
  })
})

describe('the branch', () => {
  test('affects the -branch styles, whatever the default branch is named', async () => {
    const folder = repository('a', '@v1.0.0', 'b')
    const style = { style: 'pep440-branch' }
    expect((await outputs(folder, style))['version']).toMatch(/^1\.0\.0\+1\.g/)
    go(folder, '>feature/x')
    expect(await outputs(folder, style)).toMatchObject({ branch: 'feature/x' })
    expect((await outputs(folder, style))['version']).toMatch(/^1\.0\.0\.dev0\+1\.g/)
    const own = { ...style, 'default-branch': 'feature/x' }
    expect((await outputs(folder, own))['version']).toMatch(/^1\.0\.0\+1\.g/)
    const { outputs: found } = await computeVersion(folder, style, {
      event: { payload: { repository: { default_branch: 'feature/x' } } },
    })
    expect(found['version']).toMatch(/^1\.0\.0\+1\.g/)
  })

  test('of a detached HEAD comes from the event, and is never the default one for a pull request', async () => {
    const folder = repository('a', '@v1.0.0', 'b')
    git(folder, 'checkout', '--quiet', '--detach')
    const sha = git(folder, 'rev-parse', 'HEAD')
    const pull = {
      base: { ref: 'main', repo: { full_name: 'o/r' } },
      head: { ref: 'main', sha: 'f'.repeat(40), repo: { full_name: 'a/b' } },
      number: 7,
    }
    const payload = { pull_request: pull, repository: { default_branch: 'main', full_name: 'o/r' } }
    const event = { event: 'pull_request', ref: 'refs/pull/7/merge', sha, payload }
    const { outputs: found } = await computeVersion(folder, { style: 'pep440-branch' }, { event })
    expect(found).toMatchObject({ branch: 'main' })
    expect(found['version']).toMatch(/^1\.0\.0\.dev0\+1\.g/)
    const push = { event: 'push', ref: 'refs/heads/dev', sha, payload: {} }
    expect((await computeVersion(folder, {}, { event: push })).outputs).toMatchObject({
      branch: 'dev',
    })
    expect(await outputs(folder)).toMatchObject({ branch: 'main' })
  })

  test('is found if there is a tag of the same name', async () => {
    const folder = repository('a', '@v1.0.0', '@main')
    expect(await outputs(folder)).toMatchObject({ branch: 'main' })
  })
})

describe('the next version', () => {
  test.each([
    ['nothing yet', [], 'patch', '0.0.1'],
    ['nothing yet', [], 'minor', '0.1.0'],
    ['nothing yet', [], 'major', '1.0.0'],
    ['a release', ['@v1.2.3', 'b'], 'patch', '1.2.4'],
    ['a release', ['@v1.2.3', 'b'], 'minor', '1.3.0'],
    ['a release and later candidates', ['@v1.2.3', 'b', '@v1.3.0rc1', 'c'], 'minor', '1.3.0'],
    ['a candidate of a higher version', ['@v1.2.3', 'b', '@v2.0.0rc1', 'c'], 'patch', '2.0.0'],
    [
      'a release on another branch',
      ['@v1.9.0', '>x', 'b', '@v2.0.1', '<main', 'c'],
      'patch',
      '1.9.1',
    ],
    ['a number that is taken', ['@v1.2.0', '>x', 'b', '@v1.2.1', '<main', 'c'], 'patch', '1.2.2'],
    ['a moving tag', ['@v1.2.3', '@v1', 'b'], 'patch', '1.2.4'],
    ['fixes', ['@v1.2.3', 'fix: a', 'docs: b'], 'conventional', '1.2.4'],
    ['a feature', ['@v1.2.3', 'fix: a', 'feat(x): b'], 'conventional', '1.3.0'],
    ['a breaking change', ['@v1.2.3', 'feat!: b'], 'conventional', '2.0.0'],
    ['a breaking change on 0.x', ['@v0.2.3', 'fix!: b'], 'conventional', '0.3.0'],
    ['nothing to release', ['@v1.2.3', 'docs: b', 'Merge x'], 'conventional', ''],
    ['a first feature', ['feat: b'], 'conventional', '0.1.0'],
  ])('after %s %j, a %s step gives "%s"', async (_, steps, next, expected) => {
    const folder = repository('a', ...steps)
    const tag = expected === '' ? '' : `v${expected}`
    expect(await outputs(folder, { next })).toMatchObject({ next: expected, 'next-tag': tag })
  })

  test.each(['repaired', 'exact'])(
    'starts from the tags of a clone without a remote, mode %s',
    async (versioneer) => {
      const folder = repository('a', '@v1.2.0', 'b', 'c')
      expect(await outputs(folder, { next: 'minor', versioneer })).toMatchObject({ next: '1.3.0' })
      const inputs = { next: 'patch', versioneer, history: 'local' }
      expect(await outputs(folder, inputs)).toMatchObject({ next: '1.2.1' })
    },
  )

  test('of a channel has one more than the highest number of all tags, with and without the prefix', async () => {
    const tags = ['@v1.3.0b2', '@1.3.0.b3', '@v1.3.0-beta.11', '@v1.3.0rc4', '@v1.4.0b40']
    const folder = repository('a', '@v1.2.0', '>x', 'b', ...tags, '<main', 'c')
    const next = (channel: string) => outputs(folder, { next: 'minor', channel })
    // 1.3.0 is not released yet: its candidates on another branch don't count.
    expect(await next('beta')).toMatchObject({ next: '1.3.0b12' })
    expect(await next('rc')).toMatchObject({ next: '1.3.0rc5' })
    expect(await next('alpha')).toMatchObject({ next: '1.3.0a1' })
    expect(await next('stable')).toMatchObject({ next: '1.3.0' })
  })

  test.each([
    [[], '201704.1'],
    [['@201704.9', '@201704.10'], '201704.11'],
    [['@201703.77', '@v201704.2'], '201704.3'],
    [['@1.2.0', '@201704.1rc1'], '201704.1'],
  ])('by the calendar after %j is %s', async (steps, expected) => {
    const folder = repository('a', ...steps)
    const inputs = { next: 'calver', 'tag-prefix': '' }
    const found = await outputs(folder, inputs, '2017-04-30T23:30:00Z')
    expect(found).toMatchObject({ next: expected, 'next-tag': expected })
  })

  test('by the calendar supports time zones and channels', async () => {
    const folder = repository('a', '@201705.1b3')
    const inputs = { next: 'calver', 'tag-prefix': '', timezone: 'Europe/Berlin', channel: 'beta' }
    expect(await outputs(folder, inputs, '2017-04-30T23:30:00Z')).toMatchObject({
      next: '201705.1b4',
    })
  })

  test('is an error if it would go backwards, or if no tag has the prefix', async () => {
    const folder = repository('a', '@201912.1')
    const { error } = await computeVersion(
      folder,
      { next: 'calver', 'tag-prefix': '' },
      { now: '2019-11-30T12:00:00Z' },
    )
    expect(error).toMatchObject({ reason: 'future-tag' })
    expect(error?.message).toContain('"201912.1" lies in the future')
    const other = await problem(repository('a', '@1.9.0', 'b'), { next: 'minor' })
    expect(other).toMatchObject({ reason: 'unknown-prefix' })
  })
})

describe('errors:', () => {
  test.each([
    ['no folder', () => join(root, 'none'), 'no-repository', /does not exist/],
    [
      'no repository',
      () => mkdtempSync(join(root, 'plain-')),
      'no-repository',
      /not in a git repo.*actions\/checkout/,
    ],
    ['no commits', () => repository(), 'no-commits', /no commits yet/],
  ])('%s', async (_, make, reason, message) => {
    const error = await problem(make())
    expect(error).toMatchObject({ reason })
    expect(error?.message).toMatch(message)
  })

  test.each(['repaired', 'exact'])('a damaged shallow file, mode %s', async (versioneer) => {
    const folder = repository('a', '@v1', 'b')
    writeFileSync(join(folder, '.git/shallow'), 'damaged\n')
    const error = await problem(folder, { versioneer })
    expect(error?.message).toContain('bad shallow line: damaged')
  })

  test('a tag on which Versioneer fails', async () => {
    const folder = repository('a', '@v1.0.post1.dev2', 'b')
    const inputs = { versioneer: 'exact', style: 'pep440-pre' }
    expect(await problem(folder, inputs)).toMatchObject({ reason: 'unknown-version' })
  })

  test('invalid inputs, all in one message', async () => {
    const wrong = {
      'tag-prefix': 'v*',
      calver: 'YYYY',
      timezone: 'Mars/Crater',
      stamp: '../out\n/etc/passwd',
      next: 'bigger',
    }
    const error = await problem(repository('a'), wrong)
    expect(error?.reason).toBe('bad-input')
    expect(error?.message.split('\n')).toHaveLength(6)
  })
})

describe('unusual checkouts and environments', () => {
  test('a worktree and a folder below the root', async () => {
    const folder = repository('a', '@v1.0.0', 'b')
    mkdirSync(join(folder, 'below'))
    expect(await outputs(join(folder, 'below'))).toMatchObject({ distance: '1' })
    const tree = join(root, 'tree')
    git(folder, 'worktree', 'add', '--quiet', '--detach', tree)
    expect(await outputs(tree)).toMatchObject({ tag: 'v1.0.0', distance: '1', dirty: 'false' })
  })

  test('environment variables that point git to another repository', async () => {
    const folder = repository('a', '@v1.0.0', 'b')
    const other = repository('x', '@v9.0.0')
    const env = {
      GIT_DIR: join(other, '.git'),
      GIT_WORK_TREE: other,
      GIT_INDEX_FILE: join(other, '.git/index'),
      GIT_OBJECT_DIRECTORY: join(other, '.git/objects'),
      GIT_CEILING_DIRECTORIES: root,
      GIT_NAMESPACE: 'x',
      GIT_TRACE: '1',
    }
    expect((await computeVersion(folder, {}, { env })).outputs).toMatchObject({ tag: 'v1.0.0' })
  })

  const asRoot = process.getuid?.() === 0 ? test : test.skip
  asRoot('a checkout that belongs to another user, as in a container', async () => {
    const folder = repository('a', '@v1.0.0', 'b')
    chmodSync(folder, 0o755)
    const { execFileSync } = await import('node:child_process')
    execFileSync('chown', ['--recursive', '12345:12345', folder])
    const { spawnSync } = await import('node:child_process')
    const plain = spawnSync('git', ['-C', folder, 'status'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', HOME: root },
    })
    expect(plain.stderr).toContain('dubious ownership')
    expect(await outputs(folder)).toMatchObject({ distance: '1' })
  })

  test('a configuration that changes what git prints', async () => {
    const folder = repository('a', '@v1.0.0', '>x', 'b')
    for (const [key, value] of [
      ['color.ui', 'always'],
      ['log.showSignature', 'true'],
      ['column.ui', 'always'],
      ['status.branch', 'true'],
      ['log.date', 'relative'],
      ['format.pretty', 'oneline'],
      ['core.quotePath', 'true'],
    ] as const) {
      git(folder, 'config', key, value)
    }
    expect(await outputs(folder)).toMatchObject({ distance: '1', branch: 'x', dirty: 'false' })
    expect(readdirSync(root).filter((name) => name.startsWith('towpath-history'))).toEqual([])
  })
})
