import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { PASSWORD } from '../../../fakes/git/git-server.ts'
import type { Run } from '../../../kit/events/subject.ts'
import { routeOn, type ShopRemote, shopRemote } from '../../support/route/shop-remote.ts'

const on = 'on: [push, release, workflow_dispatch, deployment, delete]'
const route = (branches: string, more = ''): string =>
  `- { ${on}, tags: ['**'], tags-on: ${branches}, environment: production${more} }`
const MAIN = route('main')

let remote: ShopRemote
let commits: Readonly<Record<string, string>> = {}

/**
 *   first --- second ----- merge --- tip     main
 *     \          \         /
 *      \          merged -+                  deleted after the merge
 *       side --- 'side tip'                  side
 *        \
 *         release                            release/1.x
 */
beforeAll(async () => {
  remote = await shopRemote()
  const { shop, commit } = remote
  const first = git(shop, 'rev-parse', 'HEAD')
  const second = commit('second')
  git(shop, 'checkout', '--quiet', '-b', 'topic')
  const merged = commit('merged')
  git(shop, 'checkout', '--quiet', 'main')
  git(shop, 'merge', '--quiet', '--no-ff', '-m', 'merge', 'topic')
  git(shop, 'branch', '--quiet', '-D', 'topic')
  const tip = commit('tip')
  git(shop, 'checkout', '--quiet', '-b', 'side', first)
  const side = commit('side')
  const sideTip = commit('side tip')
  git(shop, 'checkout', '--quiet', '-b', 'release/1.x', side)
  const release = commit('release')
  git(shop, 'checkout', '--quiet', '--detach', first)
  const gone = commit('on no branch any more')
  git(shop, 'checkout', '--quiet', 'main')
  commits = { first, second, merged, tip, side, sideTip, release, gone }
  for (const [name, id] of Object.entries(commits)) {
    git(shop, 'tag', name, id)
    git(shop, 'tag', '-a', '-m', 'x', `annotated-${name}`, id)
  }
})
afterAll(() => remote.close())

const tag = (name: string): Partial<Run> => ({
  ref: `refs/tags/${name}`,
  sha: commits[name.replace('annotated-', '')] ?? '',
  payload: { ref: `refs/tags/${name}` },
})
const reason = async (name: string, routes: string) =>
  (await routeOn(remote, routes, tag(name))).reason

describe('tags-on', () => {
  test.each(['first', 'second', 'merged', 'tip'])('takes a tag on the branch: %s', async (name) => {
    expect(await reason(name, MAIN)).toBe('routed')
    expect(await reason(`annotated-${name}`, MAIN)).toBe('routed')
  })

  test.each(['side', 'sideTip', 'release', 'gone'])('passes over %s', async (name) => {
    const { outputs } = await routeOn(remote, MAIN, tag(name))
    expect(outputs).toMatchObject({ action: 'none', reason: 'tag-off-branch', count: '0' })
    expect(JSON.parse(outputs['plan'] ?? '').routes[0]).toMatchObject({
      matched: false,
      reason: 'tag-off-branch',
      detail: `the tag's commit is not on "main"`,
    })
    expect(await reason(`annotated-${name}`, MAIN)).toBe('tag-off-branch')
  })

  test('leaves what it passes over to later routes, each with its own branches', async () => {
    const routes = [
      MAIN,
      `- { on: push, tags: ['**'], tags-on: ['release/*'], environment: maintenance }`,
      "- { on: push, tags: ['**'], environment: staging }",
    ].join('\n')
    const environment = async (name: string) =>
      (await routeOn(remote, routes, tag(name))).outputs['environment']
    expect(await environment('merged')).toBe('production')
    expect(await environment('release')).toBe('maintenance')
    expect(await environment('sideTip')).toBe('staging')
    expect(await environment('gone')).toBe('staging')
  })

  test.each([
    ["['**']", 'release', 'routed'],
    ["['**']", 'gone', 'tag-off-branch'],
    ["['**', '!release/**']", 'release', 'tag-off-branch'],
    ["['**', '!release/**']", 'side', 'routed'],
    ['[main, side]', 'sideTip', 'routed'],
    ['nothing', 'tip', 'tag-off-branch'],
    ['release', 'release', 'tag-off-branch'],
    ["['!main']", 'tip', 'tag-off-branch'],
  ])('%s takes %s: %s', async (branches, name, expected) => {
    expect(await reason(name, route(branches))).toBe(expected)
  })

  test('restricts tags only', async () => {
    const routes = "- { on: push, branches: [side], tags: ['**'], tags-on: main, environment: e }"
    const branch = { ...tag('side'), payload: { ref: 'refs/heads/side' } }
    const { reason: given, opened } = await routeOn(remote, routes, branch)
    expect([given, opened]).toEqual(['routed', 0])
  })

  test('is not asked for a deleted tag, nor if an earlier route decides', async () => {
    const deleted = { payload: { ref: 'refs/tags/side', deleted: true } }
    const review = "- { on: push, tags: ['**'], tags-on: main, environment: 'r-{slug}' }"
    expect(await routeOn(remote, review, deleted)).toMatchObject({
      outputs: { action: 'teardown', environment: 'r-side' },
      opened: 0,
    })
    const { outputs, opened } = await routeOn(
      remote,
      `- { on: push, environment: first }\n${MAIN}`,
      tag('side'),
    )
    expect([outputs['environment'], opened]).toEqual(['first', 0])
    expect(JSON.parse(outputs['plan'] ?? '').routes[1]).toMatchObject({
      matched: false,
      reason: 'undecided',
    })
  })

  test('with stale: deny, the tag must also still be on that commit', async () => {
    const routes = route('main', ', stale: deny')
    expect(await reason('second', routes)).toBe('routed')
    const moved = { ...tag('second'), sha: commits['first'] ?? '' }
    expect((await routeOn(remote, routes, moved)).reason).toBe('stale')
  })

  test('for other events of tags: a release, a run by hand, a deployment', async () => {
    const of = (event: string, name: string, payload: Run['payload'], environment = '') =>
      routeOn(remote, MAIN, { ...tag(name), event, payload }, { environment })
    const released = (tag_name: string) => ({ action: 'published', release: { tag_name } })
    expect((await of('release', 'tip', released('tip'))).reason).toBe('routed')
    expect((await of('release', 'side', released('side'))).reason).toBe('tag-off-branch')
    expect((await of('workflow_dispatch', 'tip', {}, 'production')).reason).toBe('routed')
    const chosen = await of('workflow_dispatch', 'side', {}, 'production')
    expect(chosen.reason).toBe('environment-not-reachable')
    expect(chosen.error?.message).toContain(`the tag's commit is not on "main"`)
    const deployed = { deployment: { environment: 'production', sha: commits['side'] } }
    expect((await of('deployment', 'side', deployed)).reason).toBe('tag-off-branch')
  })

  test('fetches commits alone, with a token and without a checkout', async () => {
    const { shop, server, root } = remote
    writeFileSync(`${shop}/large`, randomBytes(500_000))
    git(shop, 'add', 'large')
    const large = remote.commit('large')
    git(shop, 'tag', 'large')
    const GITHUB_SERVER_URL = server.url('').slice(0, -1)
    const options = {
      workspace: root,
      env: { GITHUB_SERVER_URL, GITHUB_REPOSITORY: 'shop/.git' },
      token: PASSWORD,
    }
    const before = server.sent()
    const event = { ref: 'refs/tags/large', sha: large, payload: {} }
    expect((await routeOn(remote, MAIN, event, options)).reason).toBe('routed')
    expect((await routeOn(remote, MAIN, tag('sideTip'), options)).reason).toBe('tag-off-branch')
    expect(server.sent() - before).toBeLessThan(20_000)
  })

  test('no answer is an error', async () => {
    const { reason: given } = await routeOn(remote, MAIN, tag('tip'), { token: 'wrong' })
    expect(given).toBe('remote-unreachable')
    const { error } = await routeOn(remote, MAIN, { ...tag('tip'), sha: 'b'.repeat(40) })
    expect(error?.reason).toBe('remote-unreachable')
  })
})
