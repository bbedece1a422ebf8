import { expect, test } from '@jest/globals'
import { PASSWORD } from '../../../fakes/git/git-server.ts'
import type { Fault } from '../../../fakes/github/fake-github.ts'
import { withGitHub } from '../../support/release/github-world.ts'
import { said } from '../../support/release/world.ts'

const NOTES = 'POST /repos/{owner}/{repo}/releases/generate-notes'
const CREATE = 'POST /repos/{owner}/{repo}/releases'
const publish = { 'github-release': 'publish' }

test('a draft with the notes, then published; finish again finds it', async () => {
  await withGitHub(async (world) => {
    await world.run('start')
    const first = await world.run('finish', { inputs: publish })
    expect(said(first)).toBe('finished')
    expect(world.state.releases).toMatchObject([
      { tag: 'v1.3.0', isDraft: false, isLatest: true, isPrerelease: false },
    ])
    expect(world.state.releases[0]?.body).toContain('a basket')
    expect(first.outputs).toMatchObject({
      'release-id': '1',
      'release-url': `${world.serverUrl}/octo/shop/releases/tag/v1.3.0`,
    })
    const again = await world.run('finish', { inputs: publish })
    expect(again.outputs).toMatchObject({ reason: 'already-finished', 'release-id': '1' })
    expect(world.state.releases).toHaveLength(1)
  })
})

test('GitHub\u2019s own notes are told the tag, the commit and the previous tag', async () => {
  await withGitHub(async (world) => {
    await world.run('start')
    const done = await world.run('finish', {
      inputs: { 'github-release': 'draft', notes: 'github' },
    })
    const asked = world.requests.filter(({ operation }) => operation === NOTES)
    expect(asked.at(-1)?.body).toEqual({
      tag_name: 'v1.3.0',
      target_commitish: done.outputs['sha'],
      previous_tag_name: 'v1.2.0',
    })
    expect(world.state.releases).toMatchObject([{ isDraft: true }])
    expect(done.outputs['notes']).toContain('compare/v1.2.0...v1.3.0')
    expect(world.state.releases[0]?.body).toBe(done.outputs['notes'])
  })
})

test('a token that may not is refused before anything is pushed', async () => {
  await withGitHub(async (world) => {
    await world.run('start')
    const before = world.refs()
    world.state.logins.set(PASSWORD, { kind: 'workflow', permissions: { contents: 'read' } })
    const refused = await world.run('finish', { inputs: publish })
    expect(said(refused)).toMatch(/^github-release-failed\n.*nothing was pushed.*contents: write/)
    expect(world.refs()).toEqual(before)
  })
})

const PAGE = { status: 502, body: '<html></html>', headers: { 'content-type': 'text/html' } }

test.each<[string, Fault]>([
  ['502 after the draft', { when: 'after', operation: CREATE, reply: PAGE }],
  ['cut after the draft', { when: 'after', operation: CREATE }],
])('one release, whatever fails: %s', async (_, fault) => {
  await withGitHub(async (world) => {
    await world.run('start')
    world.faults.push(fault)
    expect(said(await world.run('finish', { inputs: publish }))).toBe('finished')
    expect(world.state.releases).toMatchObject([{ tag: 'v1.3.0', isDraft: false }])
  })
})

test('a failure after the push says that git\u2019s part is done, and the next run does the rest', async () => {
  await withGitHub(async (world) => {
    await world.run('start')
    const reply = { status: 422, body: { message: 'Validation Failed', errors: ['no'] } }
    world.faults.push({ when: 'before', operation: CREATE, reply })
    const failed = await world.run('finish', { inputs: publish })
    expect(said(failed)).toMatch(
      /^github-release-failed\nThe branches and the tag "v1\.3\.0" are done, but the GitHub Release is not: .*"Validation Failed: no"/,
    )
    expect(world.refs()).toHaveProperty(['refs/tags/v1.3.0'])
    const next = await world.run('finish', { inputs: publish })
    expect(next.outputs).toMatchObject({ reason: 'finished', changed: 'true', pushed: '[]' })
    expect(world.state.releases).toMatchObject([{ isDraft: false }])
  })
})

test('a tag that an immutable release had', async () => {
  await withGitHub(
    async (world) => {
      world.state.immutableTags.add('v1.3.0')
      await world.run('start')
      const failed = await world.run('finish', { inputs: publish })
      expect(said(failed)).toMatch(/used by an immutable release.*release under another version/)
    },
    { hasImmutableReleases: true },
  )
})

test('six at once make one release', async () => {
  await withGitHub(async (world) => {
    await world.run('start')
    const all = await Promise.all(
      Array.from({ length: 6 }, () => world.run('finish', { inputs: publish })),
    )
    expect(all.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 0])
    expect(world.state.releases).toMatchObject([{ tag: 'v1.3.0', isDraft: false }])
  })
})

test('a pre-release, and an older release beside a higher one, are not the latest', async () => {
  await withGitHub(async (world) => {
    const into = { into: 'master' }
    await world.run('start', { inputs: { version: '1.3.0rc1' } })
    await world.run('finish', { inputs: { ...publish, ...into } })
    expect(world.state.releases).toMatchObject([{ isPrerelease: true, isLatest: false }])
    world.inside('branch', 'support', 'v1.2.0')
    world.add({ branch: 'support', message: 'fix: it' })
    world.inside('tag', 'v2.0.0', 'develop')
    const old = { version: '1.2.1', from: 'support' }
    expect(said(await world.run('start', { id: '78', inputs: old }))).toBe('started')
    const done = await world.run('finish', { id: '78', inputs: { ...publish, into: 'support' } })
    expect(said(done)).toMatch(/^finished/)
    expect(world.state.releases.map(({ tag, isLatest }) => [tag, isLatest])).toEqual([
      ['v1.3.0rc1', false],
      ['v1.2.1', false],
    ])
  })
})

test.each([
  ['none of the login', { remote: 'git@127.0.0.1:octo/shop.git' }, {}],
  ['of another host', {}, { GITHUB_SERVER_URL: 'https://github.com' }],
])('the API is not asked with a login %s', async (_, inputs, env) => {
  await withGitHub(async (world) => {
    await world.run('start')
    const refused = await world.run('finish', {
      inputs: { ...publish, version: '1.3.0', ...inputs },
      env,
    })
    expect(said(refused)).toMatch(/^token-needed\n/)
    expect(world.requests).toEqual([])
  })
})
