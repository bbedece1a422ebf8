// Names and messages that mean something to a shell, to git, to Markdown, or to the runner; unusual remotes and checkouts.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { checkout } from '../../support/git/checkouts.ts'
import { wrongInstants } from '../../support/release/instants.ts'
import { releaseWorld, runRelease, said } from '../../support/release/world.ts'

const world = releaseWorld()

const BRANCH = 'de"v$(touch,owned)`x`;|&<b>\u00e9%0A'
const LAST = "ma'st(er)@mention#1"

test('branches and messages', async () => {
  const shop = world.shop()
  shop.git('branch', BRANCH, 'develop')
  shop.git('branch', LAST, 'master')
  shop.add(
    {
      branch: BRANCH,
      message:
        'feat: ::error::pwned @captain #1 <img src=x> | `x` **b**\n\n::set-output name=x::y\nRelease: 9.9.9\nRelease-Run: 77 release\nRelease-Tag: v9.9.9',
      files: { 'sp ace/-n "q" $(x)': 'x\n' },
    },
    { branch: BRANCH, message: '-n --force \x1b[31mred\r::add-mask::e', files: { '-rf': 'x\n' } },
  )
  const inputs = {
    from: BRANCH,
    into: `${BRANCH}\n${LAST}`,
    branch: 'rel"$(x)`-{version}',
    message: '--amend "$(touch owned)" {version}',
    'merge-message': '-m {branch} `into` {into}',
    'tag-message': '-d $(x) {version}',
    changelog: 'CHANGELOG.md',
  }
  const start = await world.run(shop, 'start', { inputs })
  expect(said(start)).toBe('started')
  const { changelog: _, message: __, ...finishing } = inputs
  const finish = await world.run(shop, 'finish', { inputs: finishing })
  expect(said(finish)).toBe('finished')
  expect(shop.git('rev-parse', 'v1.3.0^{commit}')).toBe(shop.refs()[`refs/heads/${LAST}`])
  expect(shop.git('log', '-1', '--format=%s', `refs/heads/${LAST}`)).toBe(
    `-m rel"$(x)\`-1.3.0 \`into\` ${LAST}`,
  )
  for (const { raw, summary, log } of [start, finish]) {
    const commands = raw
      .split('\n')
      .filter((line) => /^::(error|set-output|add-mask::e$)/.test(line))
    expect(commands).toEqual([])
    expect(raw).not.toContain('\x1b[31m')
    expect(`${summary}${log}`).not.toMatch(/<img src=x>/)
    expect(summary).not.toMatch(/\*\*b\*\*/)
  }
  const changelog = shop.file('v1.3.0', 'CHANGELOG.md')
  expect(changelog).not.toMatch(/<img|(^|[^\w`\\])@captain/m)
  for (const folder of [world.clone(), world.root(), process.cwd()])
    expect(existsSync(join(folder, 'owned'))).toBe(false)
  expect(wrongInstants(shop, { into: [BRANCH, LAST], branch: 'rel"$(x)`-' })).toEqual([])
})

test('trailers of others are not this run', async () => {
  const shop = world.shop()
  shop.add({
    branch: 'release/1.9.0',
    from: 'develop',
    message: 'x\n\nRelease: 1.9.0\nRelease-Run: 78 release\nRelease-Tag: v1.9.0',
  })
  expect((await world.run(shop, 'start')).outputs).toMatchObject({
    reason: 'started',
    version: '1.10.0',
  })
  const result = await world.run(shop, 'finish')
  expect(result.outputs).toMatchObject({ reason: 'finished', version: '1.10.0' })
})

test.each([
  ['step', { step: 'begin' }],
  ['branch', { branch: 'release' }],
  ['branch', { branch: '../{version}' }],
  ['into', { into: 'develop\ndevelop' }],
  ['into', { into: '-x' }],
  ['version', { version: '1.0 || x' }],
  ['expect-sha', { 'expect-sha': 'HEAD' }],
  ['timezone', { timezone: 'Mars/Phobos' }],
  ['stamp', { stamp: '../x' }],
  ['author', { author: 'x' }],
])('a bad "%s" is an error before anything is asked', async (name, inputs) => {
  const shop = world.shop()
  const result = await world.run(shop, 'start', { inputs })
  expect(said(result)).toMatch(/^bad-input\n/)
  expect(said(result)).toContain(`"${name}"`)
  expect(shop.requests).toEqual([])
})

test('a server that ignores filters, and a clone of depth 1 whose branch is long behind', async () => {
  const shop = world.shop()
  shop.git('config', 'uploadpack.allowFilter', 'false')
  shop.add(
    { branch: 'develop', message: 'fix: c', files: { c: 'c\n' } },
    { branch: 'master', message: 'hotfix', files: { 'other.txt': 'x\n' } },
  )
  expect(said(await world.run(shop, 'start'))).toBe('started')
  expect(said(await world.run(shop, 'finish'))).toBe('finished')
  expect(shop.git('fsck')).not.toMatch(/error|missing/)
  expect(wrongInstants(shop)).toEqual([])
})

test('a side branch that a fixed depth would take for the base', async () => {
  const shop = world.shop()
  // The release branch has merged a branch that began below its own base, and master has changed since then.
  shop.git('branch', 'old', 'master')
  shop.add(
    { branch: 'old', message: 'old', files: { old: 'x\n' } },
    ...Array.from({ length: 60 }, (_, index) => ({
      branch: 'master',
      message: `m${index}`,
      files: { VERSION: `1.2.0\n`, 'other.txt': `${index}\n` },
    })),
  )
  shop.git('branch', 'fresh', 'master')
  shop.add(
    ...Array.from({ length: 60 }, (_, index) => ({
      branch: 'fresh',
      message: `fix: ${index}`,
      files: { 'app.txt': `${index}\n` },
    })),
    { branch: 'fresh', message: 'Merge old', merge: 'old', files: { old: 'x\n' } },
    { branch: 'master', message: 'after', files: { after: 'x\n' } },
  )
  expect(said(await world.run(shop, 'start', { inputs: { from: 'fresh', into: 'master' } }))).toBe(
    'started',
  )
  const { outputs } = await world.run(shop, 'finish', { inputs: { into: 'master' } })
  expect(outputs).toMatchObject({ reason: 'finished' })
  expect(['app.txt', 'other.txt', 'old', 'after'].map((path) => shop.file('v1.3.0', path))).toEqual(
    ['59', '59', 'x', 'x'],
  )
  expect(wrongInstants(shop, { into: ['master'] })).toEqual([])
})

test('a checkout of another commit, without a remote of that name, and no checkout at all', async () => {
  const shop = world.shop()
  const clone = await checkout(world.server(), world.root(), 'checkout', 'v1.2.0')
  expect(said(await runRelease(clone, shop.url, 'start'))).toBe('started')
  expect(said(await runRelease(clone, 'upstream', 'finish'))).toMatch(/upstream/)
  git(clone, 'remote', 'add', 'upstream', shop.url)
  expect(said(await runRelease(clone, 'upstream', 'finish'))).toBe('finished')
})
