// finish: merges, tag and the end of the release branch, in one push.
import { describe, expect, test } from '@jest/globals'
import { wrongInstants } from '../../support/release/instants.ts'
import type { NewCommit } from '../../support/release/shop.ts'
import { releaseWorld, type Shop, said } from '../../support/release/world.ts'

const world = releaseWorld()

/** Starts 1.3.0, and adds commits. */
async function started(...commits: readonly NewCommit[]): Promise<Shop> {
  const shop = world.shop()
  const { outputs } = await world.run(shop, 'start')
  expect(outputs['reason']).toBe('started')
  shop.add(...commits)
  return shop
}

const parentsOf = (shop: Shop, ref: string): string[] =>
  shop.git('log', '-1', '--format=%P', ref).split(' ')

describe('a release', () => {
  test('is merged into both branches and tagged at once, as real merges also where a fast-forward would do', async () => {
    const shop = await started()
    const before = shop.refs()
    const { outputs, success, summary } = await world.run(shop, 'finish')
    const after = shop.refs()
    const merge = after['refs/heads/master'] ?? ''
    expect(success).toBe(true)
    expect(outputs).toMatchObject({
      reason: 'finished',
      version: '1.3.0',
      tag: 'v1.3.0',
      sha: merge,
      'same-tree': 'true',
      changed: 'true',
      conflicts: '',
    })
    const pushed = JSON.parse(outputs['pushed'] ?? '') as {
      ref: string
      from: string
      to: string
    }[]
    expect(Object.fromEntries(pushed.map(({ ref, from, to }) => [ref, [from, to]]))).toEqual({
      'refs/heads/develop': [before['refs/heads/develop'], after['refs/heads/develop']],
      'refs/heads/master': [before['refs/heads/master'], merge],
      'refs/heads/release/1.3.0': [before['refs/heads/release/1.3.0'], ''],
      'refs/tags/v1.3.0': ['', after['refs/tags/v1.3.0']],
    })
    expect(parentsOf(shop, 'master')).toEqual([
      before['refs/heads/master'],
      before['refs/heads/release/1.3.0'],
    ])
    expect(parentsOf(shop, 'develop')).toEqual([before['refs/heads/develop'], merge])
    expect(shop.git('cat-file', '-t', 'v1.3.0')).toBe('tag')
    expect(shop.git('rev-parse', 'v1.3.0^{commit}')).toBe(merge)
    expect(shop.git('describe', 'develop')).toMatch(/^v1\.3\.0-1-g/)
    expect(shop.file('develop', 'VERSION')).toBe('1.3.0')
    expect(shop.git('fsck')).not.toMatch(/error|missing/)
    expect(wrongInstants(shop)).toEqual([])
    expect(shop.log.transactions()).toHaveLength(2)
    expect(summary).toContain('```mermaid')
    expect(summary).toContain('gitGraph')
  })

  test('run again is already finished, by its run, by its version, and by its tag alone', async () => {
    const shop = await started()
    const { outputs: first } = await world.run(shop, 'finish')
    const same = {
      reason: 'already-finished',
      version: '1.3.0',
      tag: 'v1.3.0',
      sha: first['sha'],
      changed: 'false',
      pushed: '[]',
    }
    const again = await world.run(shop, 'finish')
    expect([again.success, again.outputs]).toMatchObject([true, same])
    const other = await world.run(shop, 'finish', { id: '1', inputs: { version: '1.3.0' } })
    expect([other.success, other.outputs]).toMatchObject([true, same])
    expect(shop.log.transactions()).toHaveLength(2)
  })

  test('of another run is finished by its version, or on its branch; else it is not guessed', async () => {
    const shop = await started()
    const none = await world.run(shop, 'finish', { id: '1' })
    expect(none.success).toBe(false)
    expect(said(none)).toMatch(/^which-release\n.*1\.3\.0/s)
    const env = { GITHUB_REF: 'refs/heads/release/1.3.0' }
    const planned = await world.run(shop, 'finish', { id: '1', env, inputs: { 'dry-run': 'true' } })
    expect(planned.outputs).toMatchObject({ reason: 'planned', version: '1.3.0' })
    expect(shop.log.transactions()).toHaveLength(1)
    const { outputs } = await world.run(shop, 'finish', { id: '1', inputs: { version: '1.3.0' } })
    expect(outputs).toMatchObject({ reason: 'finished' })
  })

  test('keeps its branch, into one branch only, without a prefix', async () => {
    const shop = world.shop()
    const inputs = { 'tag-prefix': '', into: 'master', version: '1.3.0' }
    await world.run(shop, 'start', { inputs: { 'tag-prefix': '', version: '1.3.0' } })
    const { outputs } = await world.run(shop, 'finish', {
      inputs: { ...inputs, 'keep-branch': 'true' },
    })
    expect(outputs).toMatchObject({ reason: 'finished', tag: '1.3.0' })
    expect(Object.keys(shop.refs())).toEqual(
      expect.arrayContaining(['refs/heads/release/1.3.0', 'refs/tags/1.3.0']),
    )
    expect(wrongInstants(shop, { into: ['master'], keepsBranch: true })).toEqual([])
    const again = await world.run(shop, 'finish', { inputs: { ...inputs, 'keep-branch': 'true' } })
    expect(again.outputs).toMatchObject({ reason: 'already-finished' })
  })

  test('only at the commit that was deployed', async () => {
    const shop = await started()
    const deployed = shop.refs()['refs/heads/release/1.3.0'] ?? ''
    shop.add({ branch: 'release/1.3.0', message: 'fix: late', files: { late: 'x' } })
    const moved = await world.run(shop, 'finish', { inputs: { 'expect-sha': deployed } })
    expect(said(moved)).toMatch(/^branch-moved\n/)
    const now = shop.refs()['refs/heads/release/1.3.0'] ?? ''
    const { outputs } = await world.run(shop, 'finish', { inputs: { 'expect-sha': now } })
    expect(outputs).toMatchObject({ reason: 'finished' })
    expect(shop.file('v1.3.0', 'late')).toBe('x')
  })
})

describe('what others did in the meantime:', () => {
  test('a hotfix on master: a warning lists its files, and the tagged files are not what was tested', async () => {
    const shop = await started(
      { branch: 'master', message: 'hotfix', files: { 'other.txt': 'mended\n' } },
      { branch: 'develop', message: 'feat: next', files: { 'next.txt': 'x\n' } },
    )
    const { outputs, annotations } = await world.run(shop, 'finish')
    expect(outputs).toMatchObject({ reason: 'finished', 'same-tree': 'false' })
    expect(annotations.map(({ level, message }) => `${level} ${message}`).join()).toMatch(
      /warning.*other\.txt/s,
    )
    expect(shop.file('v1.3.0', 'other.txt')).toBe('mended')
    expect(shop.file('develop', 'other.txt')).toBe('mended')
    expect(shop.git('show', 'v1.3.0:next.txt')).toBe('')
    expect(shop.file('develop', 'next.txt')).toBe('x')
    expect(wrongInstants(shop)).toEqual([])
  })

  test('stamped places alone are no conflict: the higher version stays, the tagged files say the version', async () => {
    const shop = await started(
      {
        branch: 'master',
        message: 'hotfix',
        files: {
          VERSION: '1.2.1\n',
          'package.json': '{\n  "name": "shop",\n  "version": "1.2.1",\n  "private": true\n}\n',
        },
      },
      {
        branch: 'develop',
        message: 'open 1.4',
        files: {
          VERSION: '1.4.0\n',
          'package.json': '{\n  "name": "shop",\n  "version": "1.4.0",\n  "private": true\n}\n',
        },
      },
    )
    const { outputs } = await world.run(shop, 'finish')
    expect(outputs).toMatchObject({ reason: 'finished' })
    expect(shop.file('v1.3.0', 'VERSION')).toBe('1.3.0')
    expect(shop.file('v1.3.0', 'package.json')).toContain('"version": "1.3.0"')
    expect(shop.file('develop', 'VERSION')).toBe('1.4.0')
    expect(shop.file('develop', 'package.json')).toContain('"version": "1.4.0"')
  })

  test('a conflict: nothing pushed, its files by branch, and the commands that mend it work', async () => {
    const shop = await started(
      {
        branch: 'release/1.3.0',
        message: 'fix: three',
        files: { 'app.txt': 'ONE\ntwo\nTHREE\nfour\nfive\nsix\nseven\n' },
      },
      {
        branch: 'master',
        message: 'hotfix',
        files: { 'app.txt': 'one\ntwo\n3\nfour\nfive\nsix\nseven\n' },
      },
    )
    const result = await world.run(shop, 'finish')
    expect(result.success).toBe(false)
    expect(result.outputs).toMatchObject({
      reason: 'conflict',
      conflicts: 'master: app.txt',
      changed: 'false',
    })
    expect(said(result)).toMatch(/git merge/)
    expect(shop.log.transactions()).toHaveLength(3)
    shop.add({
      branch: 'release/1.3.0',
      message: 'Merge master',
      merge: 'master',
      files: { 'app.txt': 'mended\n' },
    })
    const { outputs } = await world.run(shop, 'finish')
    expect(outputs).toMatchObject({ reason: 'finished', 'same-tree': 'true' })
    expect(wrongInstants(shop)).toEqual([])
  })

  test('a conflict with develop alone is found before master changes', async () => {
    const shop = await started(
      {
        branch: 'release/1.3.0',
        message: 'fix: three',
        files: { 'app.txt': 'ONE\ntwo\nTHREE\nfour\nfive\nsix\nseven\n' },
      },
      {
        branch: 'develop',
        message: 'feat: 3',
        files: { 'app.txt': 'ONE\ntwo\n3\nfour\nfive\nsix\nseven\n' },
      },
    )
    const result = await world.run(shop, 'finish')
    expect(result.outputs).toMatchObject({ reason: 'conflict', conflicts: 'develop: app.txt' })
    expect(said(result)).toMatch(/merge "release\/1\.3\.0" into "develop" instead/)
    expect(shop.log.transactions()).toHaveLength(3)
    const both = 'ONE\ntwo\nTHREE, 3\nfour\nfive\nsix\nseven\n'
    shop.add({
      branch: 'develop',
      message: 'Both',
      merge: 'release/1.3.0',
      files: { 'app.txt': both },
    })
    expect((await world.run(shop, 'finish')).outputs).toMatchObject({ reason: 'finished' })
    expect(shop.file('v1.3.0', 'app.txt')).not.toContain('3')
    expect(shop.file('develop', 'app.txt')).toContain('THREE, 3')
  })

  test('renames, modes, symlinks and union merges are as git merge does them', async () => {
    const shop = world.shop()
    shop.add({
      branch: 'develop',
      message: 'attributes',
      files: { '.gitattributes': 'CHANGELOG.md merge=union\n' },
    })
    await world.run(shop, 'start')
    const log = (line: string): string =>
      `# Changes\n\n${line}\n## 1.2.0 (2026-01-01)\n\n- Everything\n`
    shop.git('update-ref', 'refs/heads/scratch', 'develop')
    shop.add(
      {
        branch: 'release/1.3.0',
        message: 'fix: log',
        files: {
          'CHANGELOG.md': log('release'),
          'app.txt': 'ONE\ntwo\nthree\nfour\nfive\nsix\nSEVEN\n',
          current: { link: 'other.txt' },
        },
      },
      {
        branch: 'master',
        message: 'hotfix',
        files: {
          'CHANGELOG.md': log('hotfix'),
          '.gitattributes': 'CHANGELOG.md merge=union\n',
          'other.txt': { executable: 'other\n' },
        },
      },
      {
        branch: 'develop',
        message: 'refactor: rename',
        files: { 'renamed.txt': 'ONE\ntwo\nthree\nfour\nfive\nsix\nseven\n' },
      },
    )
    // fast-import has no helper for a deletion here.
    const tree = shop
      .git('ls-tree', 'develop')
      .split('\n')
      .filter((line) => !line.endsWith('\tapp.txt'))
      .join('\n')
    expect(tree).toContain('renamed.txt')
    const { outputs } = await world.run(shop, 'finish')
    expect(outputs).toMatchObject({ reason: 'finished' })
    expect(shop.file('v1.3.0', 'CHANGELOG.md')).toMatch(/release.*hotfix|hotfix.*release/s)
    expect(
      shop
        .git('ls-tree', 'v1.3.0', 'other.txt', 'current', 'bin/run')
        .split('\n')
        .map((line) => line.slice(0, 6)),
    ).toEqual(['100755', '120000', '100755'])
  })

  test('a criss-cross of both branches', async () => {
    const shop = await started(
      { branch: 'side', from: 'develop', message: 'x', files: { x: 'x\n' } },
      { branch: 'master', message: 'hot', files: { hot: 'hot\n' } },
      { branch: 'release/1.3.0', message: 'fix: y', files: { y: 'y\n' } },
    )
    shop.git('branch', 'old-release', 'release/1.3.0')
    shop.git('branch', 'old-master', 'master')
    shop.add(
      {
        branch: 'release/1.3.0',
        message: 'Merge master',
        merge: 'old-master',
        files: { hot: 'hot\n' },
      },
      {
        branch: 'master',
        message: 'Merge release',
        merge: 'old-release',
        files: {
          y: 'y\n',
          VERSION: '1.3.0\n',
          'basket.txt': 'sum\n',
          'app.txt': 'ONE\ntwo\nthree\nfour\nfive\nsix\nseven\n',
        },
      },
      { branch: 'release/1.3.0', message: 'fix: z', files: { z: 'z\n' } },
      { branch: 'master', message: 'hot 2', files: { hot2: 'hot\n' } },
    )
    expect(shop.git('merge-base', '--all', 'master', 'release/1.3.0').split('\n')).toHaveLength(2)
    const { outputs } = await world.run(shop, 'finish')
    expect(outputs).toMatchObject({ reason: 'finished' })
    expect(['y', 'z', 'hot', 'hot2'].map((path) => shop.file('v1.3.0', path))).toEqual([
      'y',
      'z',
      'hot',
      'hot',
    ])
  })

  test('a branch that has the release already gets no merge', async () => {
    const shop = await started()
    const tip = shop.refs()['refs/heads/release/1.3.0'] ?? ''
    shop.git('update-ref', 'refs/heads/master', tip)
    shop.add({ branch: 'master', message: 'after' })
    const master = shop.refs()['refs/heads/master']
    const { outputs } = await world.run(shop, 'finish')
    expect(outputs).toMatchObject({ reason: 'finished', sha: tip })
    expect(shop.refs()['refs/heads/master']).toBe(master)
    expect(shop.git('rev-parse', 'v1.3.0^{commit}')).toBe(tip)
  })
})

describe('never guessed, adopted or moved:', () => {
  test('a tag of somebody else', async () => {
    const shop = await started()
    shop.git('tag', 'v1.3.0', 'master')
    const result = await world.run(shop, 'finish')
    expect(said(result)).toMatch(/^tag-taken\n.*v1\.3\.0/s)
    expect(shop.log.transactions()).toHaveLength(2)
  })

  test('a higher release on master', async () => {
    const shop = await started({ branch: 'master', message: 'Release 2.0.0', tag: 'v2.0.0' })
    expect(said(await world.run(shop, 'finish'))).toMatch(/^newer-released\n.*2\.0\.0/s)
  })

  test('a branch that has no commit in common with the release', async () => {
    const shop = await started({ branch: 'orphan', message: 'Alone', files: { a: 'a' } })
    const result = await world.run(shop, 'finish', { inputs: { into: 'develop\norphan' } })
    expect(said(result)).toMatch(
      /^conflict\n"release\/1\.3\.0" and "orphan" have no commit in common/,
    )
  })

  test('several releases of one run, and none at all', async () => {
    const shop = await started()
    shop.git('branch', 'release/1.4.0', 'release/1.3.0')
    expect(said(await world.run(shop, 'finish', { id: '1' }))).toMatch(
      /^which-release\n.*1\.3\.0.*1\.4\.0/s,
    )
    const gone = await world.run(shop, 'finish', { inputs: { version: '9.9.9' } })
    expect(said(gone)).toMatch(/^no-release\n.*9\.9\.9/s)
    const branch = await world.run(shop, 'finish', { inputs: { into: 'develop\ngone' } })
    expect(said(branch)).toMatch(/^no-such-branch\n.*gone/s)
  })
})

describe('abandon', () => {
  test('deletes the branch; its number is free again; run again it is done', async () => {
    const shop = await started()
    const { outputs } = await world.run(shop, 'abandon')
    expect(outputs).toMatchObject({ reason: 'abandoned', version: '1.3.0', changed: 'true' })
    expect(Object.keys(shop.refs())).toHaveLength(3)
    const again = await world.run(shop, 'abandon', { inputs: { version: '1.3.0' } })
    expect([again.success, again.outputs['reason']]).toEqual([true, 'already-abandoned'])
    expect((await world.run(shop, 'start', { id: '2' })).outputs).toMatchObject({
      version: '1.3.0',
    })
  })

  test('keeps commits that are nowhere else, unless they are to be discarded', async () => {
    const shop = await started({ branch: 'release/1.3.0', message: 'fix: only here' })
    const result = await world.run(shop, 'abandon')
    expect(said(result)).toMatch(/^has-commits\n.*only here/s)
    const { outputs } = await world.run(shop, 'abandon', { inputs: { discard: 'true' } })
    expect(outputs).toMatchObject({ reason: 'abandoned' })
  })

  test('not what is released, or merged in part', async () => {
    const shop = await started()
    shop.git('update-ref', 'refs/heads/master', 'release/1.3.0')
    expect(said(await world.run(shop, 'abandon'))).toMatch(/^already-released\n/)
    await world.run(shop, 'finish')
    expect(said(await world.run(shop, 'abandon', { inputs: { version: '1.3.0' } }))).toMatch(
      /^already-released\n/,
    )
  })
})
