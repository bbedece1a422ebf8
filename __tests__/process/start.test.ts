import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../fakes/git/shop-repository.ts'
import { shown, type Told } from '../../rehearsal/describe-run.ts'
import { ROOT } from '../../scripts/actions.ts'

/** Runs the rehearsal as npm does for a user who stands in a folder. */
const startIn = (folder: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'rehearsal/main.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder },
  })

const start = (...args: readonly string[]) => startIn(ROOT, ...args)

test('the rehearsal decides a whole day through the built actions', () => {
  const { status, stdout } = start('--json')
  expect(status).toBe(0)
  const told = JSON.parse(stdout) as (Told & {
    deployment: {
      hosts?: { outcome: string; runs: { release: string }[] }[]
      reason?: string
      changed?: string
    }
  })[]
  expect(told.map(({ route }) => [route['action'], route['environment'], route['reason']])).toEqual(
    [
      ['none', '', 'no-route'],
      ['deploy', 'stage', 'routed'],
      ['deploy', 'uat', 'routed'],
      ['deploy', 'review-42', 'routed'],
      ['none', '', 'fork'],
      ['none', '', 'privileged-event'],
      ['teardown', 'review-42', 'pull-request-closed'],
      ['deploy', 'production', 'routed'],
      ['none', '', 'ref-deleted'],
      ...Array.from({ length: 14 }, () => [undefined, undefined, undefined]),
    ],
  )
  const [pushed, released, good, bad, now] = told.slice(-14, -9)
  expect(pushed?.version).toMatchObject({ tag: 'v1.8.0', distance: '40', strategy: 'deepened' })
  expect(Number(pushed?.version['fetched'])).toBeLessThan(25_000)
  expect(pushed?.log.join()).toMatch(/the rest of the history would have been \d{6,} bytes/)
  expect(released).toMatchObject({ tag: '1.8.1', ok: true })
  expect(released?.log.at(-1)).toBe(
    'images allume/shop:1.8.1, allume/shop:1.8, allume/shop:1, allume/shop:latest',
  )
  const outcomes = [good, bad, now].map((one) => one?.deployment.hosts?.map((row) => row.outcome))
  expect(outcomes).toEqual([
    ['deployed', 'deployed', 'deployed'],
    ['rolled-back', 'failed', 'not-reached'],
    ['unchanged', 'unchanged', 'unchanged'],
  ])
  expect(bad?.deployment.reason).toBe('unhealthy')
  expect(bad?.log).toContain('/healthz answers 500')
  for (const { runs } of now?.deployment.hosts ?? [])
    expect(runs.map(({ release }) => release)).toEqual(['v1'])
  const others = told
    .slice(-9)
    .map(({ ok, deployment: { reason, changed } }) => [ok, reason, changed])
  expect(others).toEqual([
    [true, '', 'true'],
    [true, '', 'true'],
    [true, 'checks-failed', 'false'],
    [true, '', 'false'],
    [true, 'restarting', 'false'],
    [true, '', 'true'],
    [true, 'migration-failed', 'false'],
    [true, 'update-failed', 'false'],
    [true, 'expired', 'false'],
  ])

  const lines = told.flatMap((one) => [one.title, ...shown(one, false)]).join('\n')
  expect(lines).toContain('  what answers: release 2')
  expect(lines.split('\n').filter((line) => line.length > 100)).toEqual([])
}, 120_000)

describe('with a repository of the user', () => {
  let repo = ''
  beforeAll(() => {
    repo = mkdtempSync(join(tmpdir(), 'towpath-start-'))
    git(repo, 'init', '--quiet', '--initial-branch=main')
  })
  afterAll(() => rmSync(repo, { recursive: true, force: true }))

  test('without commits says so', () => {
    expect(start('--repo', repo)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('has no commits yet'),
    })
  })

  test('tells the decision, each route, and every warning', () => {
    mkdirSync(join(repo, '.github'))
    writeFileSync(
      join(repo, '.github/towpath.yml'),
      `routes:
  - { on: push, branches: [main], environment: staging }
  - { on: push, branches: [main], environment: other }
  - { on: [push, delete], tags: ['v*'], environment: 'x-{slug}' }
environments:
  stagin: {}
`,
    )
    git(repo, 'add', '.')
    git(repo, 'commit', '--quiet', '--message=Routes')
    git(repo, 'tag', 'v1')
    const { status, stdout } = start('--repo', repo)
    expect(status).toBe(0)
    expect(stdout).toContain('deploys to "staging", as route 1 says')
    expect(stdout).toContain('route 3 -> "x-{slug}": it takes no branches')
    expect(stdout).toContain('warning: .github/towpath.yml:3:5: route 2 can never match')
    expect(stdout).toContain('a route says "staging"')
    expect(stdout).toContain('version of what is checked out: 1\n')
  })

  test.each([
    [['--ref', 'v1'], 'push of tag "v1" deploys to "x-v1"'],
    [['--ref', 'refs/heads/nope'], 'push of branch "nope" deploys nothing'],
    [['--event', 'delete', '--ref', 'v1'], 'delete of tag "v1" tears down "x-v1"'],
    [['--environment', 'other'], 'push of branch "main" deploys to "other"'],
  ])('%j', (args, says) => {
    expect(start('--repo', repo, ...args)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(says),
    })
  })

  test.each([
    [['--repo', '.', '--ref', 'nope'], '"nope" is no branch or tag there'],
    [['--repo', '.', '--ref', 'main~0'], '"main~0" is no branch or tag there'],
    [['--repo', '.', '--event', 'pusch'], 'did you mean "push"?'],
    [['--repo', '.', '--event', 'pull_request'], 'pull_request needs --payload FILE'],
    [['--repo', '.', '--payload', 'none.json'], 'none.json" can\'t be read as JSON'],
    [['--repo', '.', '--payload', '.github/list.json'], 'is not a JSON object'],
    [['--repo', 'nowhere'], '"nowhere" is not a folder'],
    [['--repo', tmpdir()], 'is not a git repository'],
    [['--repo'], 'argument missing'],
    [['--event', 'push'], '--event needs --repo'],
    [['--foo'], "Unknown option '--foo'"],
  ])('%j ends with 1 and one sentence', (args, says) => {
    writeFileSync(join(repo, '.github/list.json'), '[]')
    const { status, stdout, stderr } = startIn(repo, ...args)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(says)
    expect(stderr).not.toMatch(/\n {4}at /)
  })

  test('a mistake in the configuration ends with 1 and its place', () => {
    writeFileSync(join(repo, '.github/towpath.yml'), 'routes:\n  - { on: pusch, environment: x }\n')
    const { status, stdout } = startIn(repo, '--repo', '.')
    expect(status).toBe(1)
    expect(stdout).toContain('.github/towpath.yml:2:11: "pusch" is not an event')
  })
})

test('--help shows every option', () => {
  const { status, stdout } = start('--help')
  expect(status).toBe(0)
  for (const option of ['repo', 'event', 'ref', 'payload', 'environment', 'json']) {
    expect(stdout).toContain(`--${option}`)
  }
})
