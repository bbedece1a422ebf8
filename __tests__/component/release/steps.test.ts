import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import {
  type InProcess,
  type Released,
  release as releaseAt,
} from '../../support/release/in-process.ts'
import { addCommits, makeBare, type NewCommit } from '../../support/release/shop.ts'

let root = ''
let folder = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-steps-'))
  folder = join(root, 'shop')
  makeBare(folder)
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

type Values = Readonly<Record<string, string>>

const release = (step: string, values: Values = {}, options: InProcess = {}): Promise<Released> => {
  const given = { stamp: 'VERSION\npackage.json', changelog: 'CHANGELOG.md', ...values }
  return releaseAt(`file://${folder}`, step, given, options)
}

const add = (...commits: readonly NewCommit[]): void => addCommits(folder, commits)
const at = (...args: readonly string[]): string => git(folder, ...args)
const refs = (): string => at('for-each-ref', '--format=%(refname) %(objectname)')
const reason = ({ outputs, error }: Released): string =>
  `${outputs['reason']} ${error ?? ''}`.trim()

/** A step that must change nothing. */
async function unchanged(step: string, values?: Values, options?: InProcess): Promise<Released> {
  const before = refs()
  const result = await release(step, values, options)
  expect(refs()).toBe(before)
  expect(result.outputs).toMatchObject({ changed: 'false', pushed: '[]' })
  return result
}

describe('start', () => {
  test('makes one commit with the version, the changelog and the trailers', async () => {
    const started = await release('start')
    expect(started.outputs).toMatchObject({
      reason: 'started',
      version: '1.3.0',
      tag: 'v1.3.0',
      branch: 'release/1.3.0',
      'previous-tag': 'v1.2.0',
      changed: 'true',
      sha: at('rev-parse', 'release/1.3.0'),
    })
    expect(at('rev-parse', 'release/1.3.0^')).toBe(at('rev-parse', 'develop'))
    expect(at('show', 'release/1.3.0:VERSION')).toBe('1.3.0')
    expect(at('show', 'release/1.3.0:package.json')).toContain('"version": "1.3.0"')
    expect(at('show', 'release/1.3.0:CHANGELOG.md')).toContain(
      '## 1.3.0 (2026-11-21)\n\n### Features\n\n- feat: a basket\n\n### Fixes\n\n- fix: its sum\n\n## 1.2.0',
    )
    expect(at('log', '-1', '--format=%B', 'release/1.3.0')).toBe(
      'Release 1.3.0\n\nRelease: 1.3.0\nRelease-Run: 7 release\nRelease-Tag: v1.3.0',
    )
    expect(at('ls-tree', '-r', 'release/1.3.0', 'bin/run', 'current')).toMatch(
      /^100755 .*\n120000 /,
    )
  })

  test('is empty when there is nothing to write', async () => {
    await release('start', { stamp: '', changelog: '' })
    expect(at('rev-parse', 'release/1.3.0^{tree}')).toBe(at('rev-parse', 'develop^{tree}'))
  })

  test('goes on with the branch of its run, whatever was committed to it', async () => {
    await release('start')
    add({ branch: 'release/1.3.0', message: 'fix: more', files: { 'more.txt': 'more\n' } })
    const again = await unchanged('start')
    expect(again.outputs).toMatchObject({
      reason: 'resumed',
      version: '1.3.0',
      sha: at('rev-parse', 'release/1.3.0'),
    })
    // Also if it was merged in the meantime.
    add({ branch: 'develop', message: 'Merge', merge: 'release/1.3.0' })
    expect(reason(await unchanged('start'))).toBe('resumed')
  })

  test('goes on also if the branch that it started from is gone', async () => {
    await release('start', { from: 'develop' })
    at('branch', '-D', 'develop')
    expect(reason(await unchanged('start'))).toBe('resumed')
    expect(reason(await unchanged('start', { version: '1.3.0' }))).toBe('resumed')
  })

  test.each([
    ['another run', { id: '8' }, {}],
    ['another job', { job: 'other' }, {}],
    ['another prefix', {}, { 'tag-prefix': 'w', version: '' }],
  ])('is not resumed by %s', async (_, options, values) => {
    if ('tag-prefix' in values) at('tag', 'w1.2.0', 'v1.2.0')
    await release('start')
    const other = await release('start', values, options)
    expect(other.outputs).toMatchObject({ reason: 'started', version: '1.4.0' })
  })

  test('takes the version that is given, and goes on with its branch', async () => {
    expect((await release('start', { version: '2.0.0' })).outputs).toMatchObject({
      reason: 'started',
      branch: 'release/2.0.0',
    })
    expect(reason(await unchanged('start', { version: 'v2.0.0' }, { id: '9' }))).toBe('resumed')
  })

  test('refuses a version that is tagged', async () => {
    expect(reason(await unchanged('start', { version: '1.2.0' }))).toMatch(/^already-released /)
  })

  test('counts calendar versions over all tags and release branches', async () => {
    at('tag', '202611.4', 'master')
    at('branch', 'release/202611.6', 'develop')
    const started = await release('start', { scheme: 'calver', 'tag-prefix': '' })
    expect(started.outputs).toMatchObject({ reason: 'started', version: '202611.7' })
  })

  test('has nothing to release without new commits', async () => {
    await release('start')
    await release('finish')
    const again = await unchanged('start', {}, { id: '8' })
    expect(again).toMatchObject({ outputs: { reason: 'nothing-to-release', version: '' } })
  })

  test.each(['patch', 'calver'])('has nothing to release with %s either', async (scheme) => {
    const values = { scheme, ...(scheme === 'calver' ? { 'tag-prefix': '' } : {}) }
    if (scheme === 'calver') at('tag', '202611.1', 'v1.2.0')
    await release('start', values)
    await release('finish', values)
    expect(reason(await unchanged('start', values, { id: '8' }))).toBe('nothing-to-release')
  })

  test('releases a tag or a commit', async () => {
    at('tag', 'candidate', 'develop~1')
    await release('start', { from: 'candidate' })
    expect(at('rev-parse', 'release/1.3.0^')).toBe(at('rev-parse', 'develop~1'))
    await release('start', { from: at('rev-parse', 'develop') }, { id: '8' })
    expect(at('rev-parse', 'release/1.4.0^')).toBe(at('rev-parse', 'develop'))
  })

  test.each(['nowhere', 'abcdef1', '0123456789012345678901234567890123456789'])(
    'says that %s is not there',
    async (from) => {
      expect(reason(await unchanged('start', { from }))).toMatch(/^no-such-branch /)
    },
  )

  test('names the branch that bars its name', async () => {
    at('branch', 'release', 'master')
    expect(reason(await unchanged('start'))).toMatch(/^ref-conflict .*"refs\/heads\/release"/)
  })

  test('reports every file that can not be stamped', async () => {
    const result = await unchanged('start', { stamp: 'VERSION\nnone.txt\napp.txt' })
    expect(reason(result)).toMatch(/^bad-stamp .*"none.txt".*\n.*"app.txt"/)
  })

  test('plans and writes nothing with dry-run', async () => {
    const result = await unchanged('start', { 'dry-run': 'true' })
    expect(result.outputs).toMatchObject({ reason: 'planned', version: '1.3.0' })
    expect(JSON.parse(result.outputs['plan'] ?? '')).toMatchObject({
      schema: 1,
      step: 'start',
      updates: [{ ref: 'refs/heads/release/1.3.0', from: '' }],
    })
  })

  test('takes the branch back if its number was tagged meanwhile, and takes the next one', async () => {
    const started = await release('start', {}, { ports: tagging(folder, 'v1.3.0', 'push') })
    expect(started.outputs).toMatchObject({ reason: 'started', version: '1.4.0' })
    expect(at('branch', '--list', 'release/*')).toBe('  release/1.4.0')
    expect(JSON.parse(started.outputs['pushed'] ?? '')).toMatchObject([
      { ref: 'refs/heads/release/1.4.0' },
    ])
  })

  test('takes the branch back of an attempt that was killed before it could', async () => {
    await release('start')
    at('tag', 'v1.3.0', 'develop~1')
    const again = await release('start')
    expect(again.outputs).toMatchObject({ reason: 'started', version: '1.4.0' })
    expect(at('branch', '--list', 'release/*')).toBe('  release/1.4.0')
  })
})

/** Tags a number just before a push, as another run would. */
function tagging(repository: string, tag: string, _when: 'push'): NonNullable<InProcess['ports']> {
  let isDone = false
  return (ports) => ({
    ...ports,
    work: {
      ...ports.work,
      push: (updates) => {
        if (!isDone) git(repository, 'tag', tag, 'develop~1')
        isDone = true
        return ports.work.push(updates)
      },
    },
  })
}

describe('finish', () => {
  test('merges, tags and deletes the branch in one push', async () => {
    await release('start')
    const [develop, master] = [at('rev-parse', 'develop'), at('rev-parse', 'master')]
    const tip = at('rev-parse', 'release/1.3.0')
    const finished = await release('finish')
    const tagged = at('rev-parse', 'v1.3.0^{commit}')
    expect(finished.outputs).toMatchObject({
      reason: 'finished',
      sha: tagged,
      'same-tree': 'true',
      'previous-tag': 'v1.2.0',
      changed: 'true',
    })
    expect(finished.outputs['notes']).toContain('feat: a basket')
    expect(at('log', '-1', '--format=%P', 'master')).toBe(`${master} ${tip}`)
    expect(at('log', '-1', '--format=%P', 'develop')).toBe(`${develop} ${tagged}`)
    expect(at('log', '-1', '--format=%s', 'develop')).toBe('Merge release/1.3.0 into develop')
    expect(tagged).toBe(at('rev-parse', 'master'))
    expect(
      at('for-each-ref', '--format=%(objecttype) %(contents:subject)', 'refs/tags/v1.3.0'),
    ).toBe('tag Release 1.3.0')
    expect(at('branch', '--list', 'release/*')).toBe('')
    expect(at('describe', 'develop')).toMatch(/^v1\.3\.0-1-g/)
    expect(JSON.parse(finished.outputs['pushed'] ?? '')).toHaveLength(4)
    expect(at('fsck', '--strict')).toBe('')
  })

  test('is done once: afterwards it is already finished', async () => {
    await release('start')
    await release('finish')
    expect((await unchanged('finish')).outputs).toMatchObject({
      reason: 'already-finished',
      version: '1.3.0',
      sha: at('rev-parse', 'v1.3.0^{commit}'),
      'same-tree': 'true',
    })
    expect(reason(await unchanged('finish', { version: '1.3.0' }, { id: '9' }))).toBe(
      'already-finished',
    )
  })

  test.each([
    ['the version', { version: '1.3.0' }, {}],
    ['the branch that the run is on', {}, { env: { GITHUB_REF: 'refs/heads/release/1.3.0' } }],
  ])('of another run is named by %s', async (_, values, options) => {
    await release('start')
    await release('start', {}, { id: '8' })
    expect(reason(await release('finish', values, { id: '9', ...options }))).toBe('finished')
    expect(at('branch', '--list', 'release/*')).toBe('  release/1.4.0')
  })

  test('never guesses', async () => {
    await release('start')
    expect(reason(await unchanged('finish', {}, { id: '9' }))).toMatch(
      /^which-release .*"release\/1\.3\.0"; give "version"/,
    )
    await release('start', {}, { id: '8' })
    expect(reason(await unchanged('finish', {}, { id: '9' }))).toMatch(
      /"release\/1\.3\.0" and "release\/1\.4\.0"/,
    )
  })

  test('of what does not exist', async () => {
    expect(reason(await unchanged('finish', { version: '9.9.9' }))).toMatch(/^no-release /)
    await release('start')
    expect(reason(await unchanged('finish', { into: 'develop\nmain' }))).toMatch(
      /^no-such-branch .*"main"/,
    )
  })

  test('finishes only what was deployed', async () => {
    const { outputs } = await release('start')
    const values = { 'expect-sha': outputs['sha'] ?? '' }
    add({ branch: 'release/1.3.0', message: 'fix: late', files: { 'late.txt': '' } })
    expect(reason(await unchanged('finish', values))).toMatch(/^branch-moved /)
    const now = { 'expect-sha': at('rev-parse', 'release/1.3.0') }
    expect(reason(await release('finish', now))).toBe('finished')
    expect(reason(await unchanged('finish', now))).toBe('already-finished')
    expect(reason(await unchanged('finish', { 'expect-sha': at('rev-parse', 'develop^') }))).toBe(
      'already-finished',
    )
  })

  test('keeps the branch', async () => {
    await release('start')
    expect(reason(await release('finish', { 'keep-branch': 'true' }))).toBe('finished')
    expect(at('branch', '--list', 'release/*')).toBe('  release/1.3.0')
    expect(reason(await unchanged('finish', { 'keep-branch': 'true' }))).toBe('already-finished')
  })

  test('a hotfix on master is no part of what was tested', async () => {
    await release('start')
    add({ branch: 'master', message: 'fix: hot', files: { 'other.txt': 'hot\n' } })
    const finished = await release('finish')
    expect(finished.outputs).toMatchObject({ reason: 'finished', 'same-tree': 'false' })
    expect(finished.logged.join()).toContain('other.txt')
    expect(at('show', 'develop:other.txt')).toBe('hot')
  })

  test('the version is no conflict: the tag has it, and a branch that is ahead keeps its own', async () => {
    await release('start')
    add({ branch: 'develop', message: 'Next', files: { VERSION: '1.5.0\n' } })
    add({ branch: 'master', message: 'Odd', files: { VERSION: '1.2.1\n' } })
    expect(reason(await release('finish'))).toBe('finished')
    expect(at('show', 'v1.3.0:VERSION')).toBe('1.3.0')
    expect(at('show', 'develop:VERSION')).toBe('1.5.0')
  })

  test('the changelogs of two releases that started together are no conflict', async () => {
    await release('start')
    await release('start', {}, { id: '8' })
    expect(reason(await release('finish', { version: '1.3.0' }))).toBe('finished')
    const second = { version: '1.4.0' }
    const alone = await unchanged('finish', { ...second, changelog: '' })
    expect(alone.outputs).toMatchObject({ conflicts: expect.stringContaining('CHANGELOG.md') })
    expect(reason(await release('finish', second))).toBe('finished')
    for (const ref of ['v1.4.0', 'develop', 'master']) {
      const headings = at('show', `${ref}:CHANGELOG.md`).match(/^## \S+/gm)
      expect(headings?.slice(0, 3)).toEqual(['## 1.4.0', '## 1.3.0', '## 1.2.0'])
    }
  })

  test('other conflicts push nothing, and say how to mend them', async () => {
    await release('start')
    add({ branch: 'release/1.3.0', message: 'Ours', files: { 'other.txt': 'ours\n' } })
    add({ branch: 'master', message: 'Theirs', files: { 'other.txt': 'theirs\n' } })
    add({ branch: 'develop', message: 'Third', files: { 'other.txt': 'third\n' } })
    const result = await unchanged('finish')
    expect(reason(result)).toMatch(/^conflict /)
    expect(result.outputs['conflicts']?.split('\n').sort()).toEqual([
      'develop: other.txt',
      'master: other.txt',
    ])
    expect(result.error).toContain('git checkout -B release/1.3.0 origin/release/1.3.0')
    expect(result.error).toContain('git merge origin/master')
    // Dry runs find them too.
    expect(reason(await unchanged('finish', { 'dry-run': 'true' }))).toMatch(/^conflict /)
  })

  test('mended as the message says, it goes on', async () => {
    await release('start')
    add({ branch: 'release/1.3.0', message: 'Ours', files: { 'other.txt': 'ours\n' } })
    add({ branch: 'master', message: 'Theirs', files: { 'other.txt': 'theirs\n' } })
    expect(reason(await unchanged('finish'))).toMatch(/^conflict /)
    add({
      branch: 'release/1.3.0',
      message: 'Mend',
      merge: 'master',
      files: { 'other.txt': 'both\n' },
    })
    expect(reason(await release('finish'))).toBe('finished')
    expect(at('show', 'v1.3.0:other.txt')).toBe('both')
  })

  test('the tag of something else is neither taken nor moved', async () => {
    await release('start')
    at('tag', 'v1.3.0', 'develop~1')
    expect(reason(await unchanged('finish'))).toMatch(/^tag-taken /)
    at('branch', '-D', 'release/1.3.0')
    at('tag', '--force', 'v1.3.0', 'develop')
    expect(reason(await unchanged('finish', { version: '1.3.0' }))).toMatch(/^tag-taken /)
  })

  test('never goes back behind a higher release', async () => {
    await release('start')
    await release('start', {}, { id: '8' })
    await release('finish', {}, { id: '8' })
    expect(reason(await unchanged('finish'))).toMatch(/^newer-released .*"v1\.4\.0"/)
  })

  test('a branch that has the release already gets no merge', async () => {
    await release('start')
    const tip = at('rev-parse', 'release/1.3.0')
    add({ branch: 'master', message: 'By hand', merge: 'release/1.3.0' })
    const merge = at('rev-parse', 'master')
    add({ branch: 'master', message: 'Later', files: { 'later.txt': '' } })
    const finished = await release('finish')
    expect(finished.outputs).toMatchObject({ reason: 'finished', sha: merge })
    expect(at('rev-parse', 'v1.3.0^{commit}')).toBe(merge)
    expect(at('rev-parse', 'v1.3.0^2')).toBe(tip)
    expect(at('log', '-1', '--format=%s', 'master')).toBe('Later')
    expect(at('merge-base', '--is-ancestor', merge, 'develop')).toBe('')
  })

  test('after a fast-forward by hand, the tag is on the release itself', async () => {
    await release('start')
    at('update-ref', 'refs/heads/master', 'release/1.3.0')
    const tip = at('rev-parse', 'release/1.3.0')
    expect((await release('finish')).outputs).toMatchObject({ reason: 'finished', sha: tip })
  })

  test('done in part by somebody else, the rest is done', async () => {
    await release('start')
    add({ branch: 'master', message: 'By hand', merge: 'release/1.3.0' })
    at('tag', 'v1.3.0', 'master')
    at('branch', '-D', 'release/1.3.0')
    const finished = await release('finish', { version: '1.3.0' })
    expect(finished.outputs).toMatchObject({ reason: 'finished' })
    expect(at('describe', 'develop')).toMatch(/^(?:v1\.2\.0|v1\.3\.0)/)
    expect(at('merge-base', '--is-ancestor', 'v1.3.0', 'develop')).toBe('')
    expect(JSON.parse(finished.outputs['pushed'] ?? '')).toHaveLength(1)
  })

  test('into one branch only', async () => {
    add({ branch: 'trunk', from: 'develop', message: 'Work' })
    await release('start', { from: 'trunk' })
    expect(reason(await release('finish', { into: 'trunk' }))).toBe('finished')
    expect(at('rev-parse', 'v1.3.0^{commit}')).toBe(at('rev-parse', 'trunk'))
  })

  test('merges again what another push has moved', async () => {
    await release('start')
    let isDone = false
    const finished = await release(
      'finish',
      {},
      {
        ports: (ports) => ({
          ...ports,
          random: () => 0,
          work: {
            ...ports.work,
            push: (updates) => {
              if (!isDone) add({ branch: 'develop', message: 'Meanwhile', files: { 'm.txt': '' } })
              isDone = true
              return ports.work.push(updates)
            },
          },
        }),
      },
    )
    expect(finished.outputs).toMatchObject({ reason: 'finished' })
    expect(at('ls-tree', '--name-only', 'develop', 'm.txt')).toBe('m.txt')
    expect(at('log', '--oneline', '--merges', 'develop', 'master').split('\n')).toHaveLength(2)
  })
})

/** A remote that is silent once, while the first merge is made; tells whether that still runs when the attempt pauses. */
function silentDuringMerge(seen: { mergesAtPause: number[] }): NonNullable<InProcess['ports']> {
  let [running, isSilent] = [0, false]
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  return (ports) => ({
    ...ports,
    clock: {
      ...ports.clock,
      sleep: async () => void seen.mergesAtPause.push(running),
    },
    remote: {
      ...ports.remote,
      history: {
        ...ports.remote.history,
        graph: async (...asked) => {
          if (isSilent) return ports.remote.history.graph(...asked)
          isSilent = true
          await begun
          throw new UserError('remote-unreachable', 'silence')
        },
      },
    },
    work: {
      ...ports.work,
      mergeTrees: async (merge) => {
        running += 1
        begin()
        try {
          return await ports.work.mergeTrees(merge)
        } finally {
          running -= 1
        }
      },
    },
  })
}

test('an attempt that fails has ended before the next one begins', async () => {
  await release('start')
  const seen = { mergesAtPause: [] as number[] }
  expect(reason(await release('finish', {}, { ports: silentDuringMerge(seen) }))).toBe('finished')
  expect(seen.mergesAtPause).toEqual([0])
})

describe('abandon', () => {
  test('deletes the branch, and its number is free again', async () => {
    await release('start')
    const abandoned = await release('abandon')
    expect(abandoned.outputs).toMatchObject({ reason: 'abandoned', changed: 'true' })
    expect(at('branch', '--list', 'release/*')).toBe('')
    expect(reason(await unchanged('abandon', { version: '1.3.0' }))).toBe('already-abandoned')
    expect(reason(await unchanged('abandon'))).toBe('already-abandoned')
    expect((await release('start', {}, { id: '8' })).outputs['version']).toBe('1.3.0')
  })

  test('loses no commits', async () => {
    await release('start')
    add({ branch: 'release/1.3.0', message: 'fix: only here', files: { 'x.txt': '' } })
    expect(reason(await unchanged('abandon'))).toMatch(/^has-commits [\s\S]*fix: only here/)
    expect(reason(await release('abandon', { discard: 'true' }))).toBe('abandoned')
  })

  test('commits that are on another branch are not lost', async () => {
    await release('start')
    add({ branch: 'release/1.3.0', message: 'fix: x', files: { 'x.txt': '' } })
    at('branch', 'other', 'release/1.3.0')
    expect(reason(await unchanged('abandon'))).toMatch(/^has-commits /)
  })

  test('does not undo a release', async () => {
    await release('start')
    add({ branch: 'master', message: 'By hand', merge: 'release/1.3.0' })
    expect(reason(await unchanged('abandon'))).toMatch(/^already-released .*"finish"/)
    await release('finish', { 'keep-branch': 'true' })
    expect(reason(await unchanged('abandon'))).toMatch(/^already-released /)
    at('branch', '-D', 'release/1.3.0')
    expect(reason(await unchanged('abandon', { version: '1.3.0' }))).toMatch(/^already-released /)
  })

  test('of another run is named, never guessed', async () => {
    await release('start')
    expect(reason(await unchanged('abandon', {}, { id: '9' }))).toMatch(/^which-release /)
    expect(reason(await release('abandon', { version: '1.3.0' }, { id: '9' }))).toBe('abandoned')
  })

  test('of this run, which is finished already', async () => {
    await release('start')
    await release('finish')
    expect(reason(await unchanged('abandon'))).toMatch(/^already-released .*"v1\.3\.0"/)
  })
})

test('refused pushes change nothing, and are not tried again', async () => {
  const hooks = join(folder, 'hooks')
  mkdirSync(hooks)
  const text = `#!/bin/sh
echo "GH006: Protected branch update failed for $1." >&2
echo "Changes must be made through a pull request." >&2
exit 1
`
  writeFileSync(join(hooks, 'update'), text, { mode: 0o755 })
  const result = await unchanged('start')
  expect(reason(result)).toMatch(/^needs-pull-request /)
  expect(result.error).toContain('Changes must be made through a pull request.')
  expect(result.logged.join()).not.toContain('Trying again')
})
