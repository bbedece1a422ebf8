import { expect, test } from '@jest/globals'
import { refuseRefs } from '../../../fakes/git/refused-refs.ts'
import {
  closePullRequest,
  type MergeMethod,
  mergePullRequest,
} from '../../../fakes/github/maintainer.ts'
import type { ActionResult } from '../../../rehearsal/action-runner.ts'
import { type GitHubWorld, withGitHub } from '../../support/release/github-world.ts'
import { said } from '../../support/release/world.ts'

const via = { via: 'pull-request' }

const finish = (world: GitHubWorld, inputs = {}): Promise<ActionResult> =>
  world.run('finish', { inputs: { ...via, version: '1.3.0', ...inputs } })

/** Protects the branches as GitHub does: only pull requests change them. */
function protect({ state }: GitHubWorld): void {
  const words =
    'error: GH006: Protected branch update failed.\nerror: Changes must be made through a pull request.'
  const summary = 'protected branch hook declined'
  const refs = ['refs/heads/master', 'refs/heads/develop']
  refuseRefs(
    state.folder,
    refs.map((ref) => ({ ref, words, summary })),
  )
}

test('a pull request into the last branch, the tag on its merge, then pull requests into the others', async () => {
  await withGitHub(async (world) => {
    protect(world)
    await world.run('start')
    expect(said(await world.run('finish'))).toMatch(/^needs-pull-request/)
    const deployed = world.refs()['refs/heads/release/1.3.0'] ?? ''
    const first = await finish(world, { 'expect-sha': deployed })
    const page = `${world.serverUrl}/octo/shop/pull/`
    expect(first.outputs).toMatchObject({ reason: 'waiting', 'pull-requests': `${page}1` })
    expect(world.refs()).not.toHaveProperty(['refs/tags/v1.3.0'])
    const again = await finish(world, { 'expect-sha': deployed })
    expect(again.outputs).toMatchObject({ reason: 'waiting', changed: 'false' })
    const merge = mergePullRequest(world.state, 1)
    const second = await finish(world, { 'expect-sha': deployed })
    expect(second.outputs).toMatchObject({
      reason: 'waiting',
      sha: merge,
      'same-tree': 'true',
      'pull-requests': `${page}2`,
    })
    expect(world.inside('rev-parse', 'v1.3.0^{commit}')).toBe(merge)
    expect(world.refs()['refs/heads/release/1.3.0']).toBe(merge)
    expect(world.state.pullRequests).toMatchObject([{ base: 'master' }, { base: 'develop' }])
    mergePullRequest(world.state, 2)
    const last = await finish(world, { 'expect-sha': deployed })
    expect(said(last)).toBe('finished')
    expect(world.refs()).not.toHaveProperty(['refs/heads/release/1.3.0'])
    expect(world.inside('describe', 'develop')).toMatch(/^v1\.3\.0-/)
    expect((await finish(world)).outputs['reason']).toBe('already-finished')
    expect(world.state.pullRequests).toHaveLength(2)
  })
})

test.each<MergeMethod>(['squash', 'rebase'])(
  'merged by %s: warned of, and finished all the same',
  async (method) => {
    await withGitHub(async (world) => {
      world.add({ branch: 'master', message: 'fix: at once', files: { 'other.txt': 'mended\n' } })
      await world.run('start')
      await finish(world)
      const squashed = mergePullRequest(world.state, 1, method)
      const second = await finish(world, { 'github-release': 'publish' })
      expect(second.outputs).toMatchObject({
        reason: 'waiting',
        sha: squashed,
        'same-tree': 'false',
      })
      const warnings = second.annotations.map(({ message }) => message).join('\n')
      expect(warnings).toContain('Pull request #1 was squashed or rebased')
      // Pull requests into other branches may take days.
      expect(world.state.releases).toMatchObject([{ tag: 'v1.3.0', isDraft: false }])
      expect(world.inside('rev-parse', 'v1.3.0^{commit}')).toBe(squashed)
      mergePullRequest(world.state, world.state.pullRequests.at(-1)?.number ?? 0, method)
      const last = await finish(world)
      expect(last.outputs['reason']).toBe('finished')
      expect(world.refs()).not.toHaveProperty(['refs/heads/release/1.3.0'])
    })
  },
)

test('a repository that deletes merged branches', async () => {
  await withGitHub(
    async (world) => {
      await world.run('start')
      const deployed = { 'expect-sha': world.refs()['refs/heads/release/1.3.0'] ?? '' }
      await finish(world, deployed)
      const merge = mergePullRequest(world.state, 1)
      expect(world.refs()).not.toHaveProperty(['refs/heads/release/1.3.0'])
      const other = await finish(world, { 'expect-sha': 'a'.repeat(40) })
      expect(said(other)).toMatch(/^branch-moved\n.*pull request #1 merged [0-9a-f]{40};/)
      const second = await finish(world, deployed)
      expect(second.outputs).toMatchObject({ reason: 'waiting', sha: merge })
      mergePullRequest(world.state, 2)
      expect((await finish(world)).outputs['reason']).toBe('already-finished')
      expect(world.inside('describe', 'develop')).toMatch(/^v1\.3\.0-/)
    },
    { deletesMergedBranches: true },
  )
})

test('what is committed to the release branch after the merge is merged as well', async () => {
  await withGitHub(async (world) => {
    await world.run('start')
    await finish(world)
    mergePullRequest(world.state, 1)
    world.add({ branch: 'release/1.3.0', message: 'fix: late', files: { 'late.txt': 'late\n' } })
    const second = await finish(world)
    expect(second.outputs).toMatchObject({ reason: 'waiting', sha: '' })
    expect(world.state.pullRequests).toMatchObject([
      { state: 'merged' },
      { base: 'master', state: 'open' },
    ])
    expect(world.refs()).not.toHaveProperty(['refs/tags/v1.3.0'])
    const merge = mergePullRequest(world.state, 2)
    expect((await finish(world)).outputs['sha']).toBe(merge)
  })
})

test('a pull request that was closed is opened anew; one that was merged and undone does not count', async () => {
  await withGitHub(async (world) => {
    await world.run('start')
    const master = world.refs()['refs/heads/master'] ?? ''
    await finish(world)
    closePullRequest(world.state, 1)
    expect((await finish(world)).outputs['pull-requests']).toMatch(/\/pull\/2$/)
    mergePullRequest(world.state, 2)
    world.inside('update-ref', 'refs/heads/master', master)
    const undone = await finish(world)
    expect(undone.outputs).toMatchObject({ reason: 'waiting', sha: '' })
    expect(undone.outputs['pull-requests']).toMatch(/\/pull\/3$/)
    expect(world.refs()).not.toHaveProperty(['refs/tags/v1.3.0'])
  })
})

test('not permitted: the setting, and a link to open it by hand, which works', async () => {
  await withGitHub(
    async (world) => {
      await world.run('start')
      const refused = await finish(world)
      expect(said(refused)).toMatch(/^pull-request-refused\n/)
      const page = `${world.serverUrl}/octo/shop`
      for (const part of [
        'GitHub Actions is not permitted to create or approve pull requests.',
        `"Allow GitHub Actions to create and approve pull requests" at ${page}/settings/actions`,
        `${page}/compare/master...release/1.3.0?expand=1`,
      ])
        expect(said(refused)).toContain(part)
      // Merged by hand, without a pull request.
      world.add({ branch: 'master', message: 'By hand', merge: 'release/1.3.0' })
      const next = await finish(world, { into: 'master' })
      expect(next.outputs['reason']).toBe('finished')
      expect(next.outputs['sha']).toBe(world.refs()['refs/heads/master'])
    },
    { actionsMayOpenPullRequests: false },
  )
})

test('dry-run opens nothing', async () => {
  await withGitHub(async (world) => {
    await world.run('start')
    expect((await finish(world, { 'dry-run': 'true' })).exitCode).toBe(0)
    expect(world.state.pullRequests).toEqual([])
  })
})

test('a tag that is not what the pull request brought is not taken for it', async () => {
  await withGitHub(async (world) => {
    await world.run('start')
    world.inside('tag', 'v1.3.0', 'develop')
    expect(said(await finish(world))).toMatch(/^tag-taken\n/)
  })
})

test('a conflict with another branch that is mended on the release branch', async () => {
  await withGitHub(async (world) => {
    await world.run('start')
    await finish(world)
    mergePullRequest(world.state, 1)
    await finish(world)
    world.add({ branch: 'release/1.3.0', message: 'Mended', merge: 'develop' })
    const again = await finish(world)
    expect(again.outputs['reason']).toBe('waiting')
    mergePullRequest(world.state, 2)
    expect((await finish(world)).outputs['reason']).toBe('finished')
    expect(world.refs()).not.toHaveProperty(['refs/heads/release/1.3.0'])
  })
})
