import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../fakes/git/git.ts'
import { sceneLines, sceneTable } from '../../rehearsal/print.ts'
import { EMPTY_RESULT, type SceneResult } from '../../rehearsal/scene-result.ts'
import { ROOT } from '../../scripts/actions.ts'
import { withTool } from '../support/tools.ts'

/** Runs `npm start` as for a user who calls it in a folder. */
const startIn = (folder: string, env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'rehearsal/main.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder, ...env },
  })

const start = (...args: readonly string[]) => startIn(ROOT, {}, ...args)

type DayResult = SceneResult & {
  readonly deployment: {
    readonly hosts?: readonly { outcome: string; runs: { release: string }[] }[]
    readonly reason?: string
    readonly changed?: string
  }
}

withTool('ssh', () => {
  test('npm start plays a whole day through the built actions', () => {
    const { status, stdout } = start('--json')
    const results = JSON.parse(stdout) as DayResult[]
    expect(results.filter(({ ok }) => !ok)).toEqual([])
    expect(status).toBe(0)
    expect(
      results.map(({ route }) => [route['action'], route['environment'], route['reason']]),
    ).toEqual([
      ['none', '', 'no-route'],
      ['deploy', 'stage', 'routed'],
      ['deploy', 'uat', 'routed'],
      ['deploy', 'review-42', 'routed'],
      ['none', '', 'fork'],
      ['none', '', 'privileged-event'],
      ['teardown', 'review-42', 'pull-request-closed'],
      ['deploy', 'production', 'routed'],
      ['none', '', 'ref-deleted'],
      ...Array.from({ length: 23 }, () => [undefined, undefined, undefined]),
    ])
    const [pushed, tagged, first, second, good, better, bad, now, ...others] = results.slice(-23)
    expect(pushed?.version).toMatchObject({ tag: 'v1.8.0', distance: '40', strategy: 'deepened' })
    expect(Number(pushed?.version['fetched'])).toBeLessThan(25_000)
    expect(pushed?.decided).toMatch(/of the \d{6,} that the rest of the history has/)
    expect(tagged?.tag).toBe(
      'allume/shop:1.8.1, allume/shop:1.8, allume/shop:1, allume/shop:latest',
    )
    expect([first?.decided, second?.decided]).toEqual([
      'base (all) -> game (all), worker (all)',
      'game (context-changed: game/game.py); unchanged: base, worker',
    ])
    const deployments = [good, better, bad, now]
    const outcomes = deployments.map((one) => one?.deployment.hosts?.map((row) => row.outcome))
    expect(outcomes).toEqual([
      ['deployed', 'deployed', 'deployed'],
      ['deployed', 'deployed', 'deployed'],
      ['rolled-back', 'failed', 'rolled-back'],
      ['unchanged', 'unchanged', 'unchanged'],
    ])
    expect(bad?.deployment.reason).toBe('unhealthy')
    expect(bad?.log).toContain('no database')
    for (const one of [better, bad]) {
      expect(one?.decided).toMatch(
        /; [1-9]\d* requests to web-1 meanwhile, 0 lost, slowest \d+ ms$/,
      )
      expect(one?.log).toContain('Applied 2 migrations')
    }
    expect(
      now?.log.filter((line) => line.includes(': shop.example.org -> staging/shop')),
    ).toHaveLength(3)
    for (const { runs } of now?.deployment.hosts ?? [])
      expect(runs.map(({ release }) => release)).toEqual(['v2'])
    expect(
      others
        .slice(0, -6)
        .map(({ serves, deployment: { reason, changed } }) => [serves, reason, changed]),
    ).toEqual([
      ['staging flight v1', '', 'true'],
      ['staging flight v1, production flight v1', '', 'true'],
      ['staging flight v1, production flight v1', 'checks-failed', 'false'],
      ['staging flight v1, production flight v1', '', 'false'],
      ['staging flight v1', 'restarting', 'false'],
      ['release 2', '', 'true'],
      ['release 2', 'migration-failed', 'false'],
      ['release 2', 'update-failed', 'false'],
      ['release 2', 'expired', 'false'],
    ])
    const number = String.raw`\d{6}\.`
    for (const [index, decided] of [
      `release/${number}1, then develop, master, tag ${number}1$`,
      `^${number}2 has the fix$`,
      `^${number}3 and ${number}4 were started; ${number}3 is released, ${number}4 is abandoned$`,
    ].entries())
      expect(others.at(index - 6)?.decided).toMatch(new RegExp(decided))

    expect(others.slice(-3).map(({ deployment: { reason } }) => reason)).toEqual([
      'succeeded',
      'run-failure',
      'cancelled',
    ])

    const folded = [...results.flatMap((one) => sceneLines(one, 'folded')), ...sceneTable(results)]
    // With the lines that npm itself prints.
    expect(folded.length + 4).toBeLessThanOrEqual(190)
    expect(folded.filter((line) => line.length > 100)).toEqual([])
    for (const { shows } of results) expect(folded.join('\n')).toContain(shows)
    const verbose = results.flatMap((one) => sceneLines(one, 'all')).join('\n')
    expect(verbose).toContain('no database')
    expect(folded.join('\n')).not.toContain('Building flight-staging')
    expect(verbose).toContain('Building flight-staging')
  }, 120_000)
})

test('without the programs that they need, npm start skips scenes and says what is missing', () => {
  const bin = mkdtempSync(join(tmpdir(), 'towpath-start-bin-'))
  for (const name of ['git', 'sh']) symlinkSync(pathOf(name), join(bin, name))
  const { status, stdout } = startIn(ROOT, { PATH: bin }, '--json')
  rmSync(bin, { recursive: true, force: true })
  const results = JSON.parse(stdout) as DayResult[]
  expect([status, results.filter(({ ok }) => !ok)]).toEqual([0, []])
  expect(results.map(({ decided }) => decided)).toContain(
    'skipped: it needs the SSH client of OpenSSH',
  )
}, 120_000)

/** The path of a program that npm start can't do without. */
const pathOf = (name: string): string =>
  execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()

test('a scene that ends differently than expected is marked, with its whole log', () => {
  const failed: SceneResult = {
    ...EMPTY_RESULT,
    title: '10:00  a scene',
    shows: 'something',
    ok: false,
    decided: 'deployed',
    errors: ['the first line', 'the last line'],
  }
  expect(sceneLines(failed, 'folded').slice(1)).toEqual([
    '  the first line',
    '  the last line',
    '  deployed',
  ])
  expect(sceneTable([failed]).map(stripVTControlCharacters)).toEqual([
    '0 of 1 scenes ended as expected:',
    '  FAILED  10:00  something',
  ])
})

describe('with a repository of the user', () => {
  let repo = ''
  beforeAll(() => {
    repo = mkdtempSync(join(tmpdir(), 'towpath-start-'))
    git(repo, 'init', '--quiet', '--initial-branch=main')
  })
  afterAll(() => rmSync(repo, { recursive: true, force: true }))

  test('without commits is an error', () => {
    expect(start('--repo', repo)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('has no commits yet'),
    })
  })

  test('shows the decision, each route, and every warning', () => {
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
    expect(stdout).toContain('route 3 -> "x-{slug}": it matches no branches')
    expect(stdout).toContain('warning: .github/towpath.yml:3:5: route 2 can never match')
    expect(stdout).toContain('a route uses "staging"')
    expect(stdout).toContain('  version: 1\n')
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

  describe('whose routes ask the remote', () => {
    let asking = ''
    beforeAll(() => {
      asking = mkdtempSync(join(tmpdir(), 'towpath-start-asking-'))
      git(asking, 'init', '--quiet', '--initial-branch=main')
      git(asking, 'commit', '--quiet', '--allow-empty', '--message=first')
      git(asking, 'tag', 'v1')
      git(asking, 'checkout', '--quiet', '-b', 'side')
      mkdirSync(join(asking, '.github'))
      writeFileSync(
        join(asking, '.github/towpath.yml'),
        [
          'routes:',
          "  - { on: push, tags: ['v*'], tags-on: main, stale: deny, environment: production }",
          "  - { on: push, tags: ['v*'], environment: staging }",
          '  - { on: push, stale: deny, environment: dev }\n',
        ].join('\n'),
      )
      git(asking, 'add', '.')
      git(asking, 'commit', '--quiet', '--message=Routes')
      git(asking, 'tag', 'v2')
    })
    afterAll(() => rmSync(asking, { recursive: true, force: true }))

    const environment = (...args: readonly string[]): string => {
      const { stdout } = start('--repo', asking, '--json', ...args)
      const [result] = JSON.parse(stdout) as SceneResult[]
      return String(result?.route['environment'] ?? result?.errors)
    }

    test.each([
      ['', 'refs/heads/side', 'dev'],
      ['https://shop:pass@git.invalid/acme/shop.git', 'v1', 'production'],
      ['https://shop:pass@git.invalid/acme/shop.git', 'refs/heads/new', 'dev'],
      ['../none', 'v2', 'staging'],
    ])('as if the event had happened: remote %j, %s', (address, ref, expected) => {
      spawnSync('git', ['-C', asking, 'remote', 'remove', 'origin'])
      if (address !== '') git(asking, 'remote', 'add', 'origin', address)
      expect(environment('--ref', ref)).toBe(expected)
    })
  })

  test.each([
    [['--repo', '.', '--ref', 'nope'], '"nope" is not a branch or tag there'],
    [['--repo', '.', '--ref', 'main~0'], '"main~0" is not a branch or tag there'],
    [['--repo', '.', '--event', 'pusch'], 'did you mean "push"?'],
    [['--repo', '.', '--event', 'pull_request'], 'pull_request needs --payload FILE'],
    [['--repo', '.', '--payload', 'none.json'], 'none.json" can\'t be read: no such file'],
    [['--repo', '.', '--payload', '.github/list.json'], 'is not a JSON object'],
    [['--repo', 'nowhere'], '"nowhere" is not a folder'],
    [['--repo', tmpdir()], 'is not a git repository'],
    [['--repo'], 'argument missing'],
    [['--event', 'push'], '--event needs --repo'],
    [['--foo'], "Unknown option '--foo'"],
  ])('%j exits with 1 and one sentence', (args, says) => {
    writeFileSync(join(repo, '.github/list.json'), '[]')
    const { status, stdout, stderr } = startIn(repo, {}, ...args)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(says)
    expect(stderr).not.toMatch(/\n {4}at /)
  })

  test('a mistake in the configuration exits with 1 and its position', () => {
    writeFileSync(join(repo, '.github/towpath.yml'), 'routes:\n  - { on: pusch, environment: x }\n')
    const { status, stdout } = startIn(repo, {}, '--repo', '.')
    expect(status).toBe(1)
    expect(stdout).toContain('.github/towpath.yml:2:11: "pusch" is not an event')
  })
})

test('--help shows every option', () => {
  const { status, stdout } = start('--help')
  expect(status).toBe(0)
  for (const option of ['repo', 'event', 'ref', 'payload', 'environment', 'json', 'verbose']) {
    expect(stdout).toContain(`--${option}`)
  }
})
