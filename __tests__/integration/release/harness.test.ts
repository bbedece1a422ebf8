// Breaks every guard of the other release tests on purpose: a stand-in for the action that pushes ref by ref, or all at once.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { described } from '../../support/release/described.ts'
import { wrongInstants } from '../../support/release/instants.ts'
import { countedRun, type Moment, momentsOf } from '../../support/release/moments.ts'
import { folderOf, releaseWorld } from '../../support/release/world.ts'

const world = releaseWorld({ keepAlive: false })

// Pushes the tip of the release branch, for which `TIP` stands, with the words of the input; `;` separates several pushes.
const STAND_IN = `
const { execFileSync } = require('node:child_process')
const { appendFileSync, rmSync } = require('node:fs')
const { INPUT_REMOTE: url, INPUT_HOW: how, RUNNER_TEMP: temp } = process.env
const folder = temp + '/side'
const git = (...args) => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
const login = 'http.extraheader=' + git('config', '--get-urlmatch', 'http.extraheader', url)
git('init', '--quiet', '--bare', folder)
process.chdir(folder)
git('-c', login, 'fetch', '--quiet', url, 'refs/heads/*:refs/heads/*')
for (const push of how.replaceAll('TIP', 'release/1.3.0').split(';')) {
  git('-c', login, 'push', '--quiet', url, ...push.trim().split(' '))
}
process.chdir(temp)
rmSync(folder, { recursive: true })
appendFileSync(process.env.GITHUB_OUTPUT, 'reason=done\\n')
`
let action = ''
beforeAll(() => {
  action = folderOf(world, 'stand-in')
  writeFileSync(join(action, 'index.js'), STAND_IN)
  const inputs = ['step', 'remote', 'scheme', 'tag-prefix', 'stamp', 'how']
  const declared = inputs.map((name) => `  ${name}: {}\n`).join('')
  writeFileSync(
    join(action, 'action.yml'),
    `inputs:\n${declared}runs: { using: node24, main: index.js }\n`,
  )
})

const BRANCHES = 'TIP:refs/heads/develop TIP:refs/heads/master'
const TAG = 'TIP:refs/tags/v1.3.0'
const GONE = ':refs/heads/release/1.3.0'
const WHOLE = `--atomic ${BRANCHES} ${TAG} ${GONE}`

/** Returns a remote with a release branch, and what finishes it with the stand-in. */
function started(how: string) {
  const shop = world.shop()
  shop.add({ branch: 'release/1.3.0', from: 'develop', message: 'Release 1.3.0' })
  const inputs = { how, remote: shop.url }
  const finish = (moment?: Moment) => countedRun(world, shop, 'finish', { action, inputs }, moment)
  return { shop, finish }
}

describe('the instants of a finish', () => {
  test('that is atomic are right', async () => {
    const { shop, finish } = started(WHOLE)
    expect((await finish()).outputs).toEqual({ reason: 'done' })
    expect(wrongInstants(shop)).toEqual([])
    expect(shop.refs()).toHaveProperty(['refs/tags/v1.3.0'])
  })

  test.each([
    ['ref by ref', `${BRANCHES} ${TAG} ${GONE}`, /only \w+ has 1\.3\.0/],
    ['tag first', `${TAG}; --atomic ${BRANCHES} ${GONE}`, /1\.3\.0 is tagged, not merged/],
    [
      'tag last',
      `--atomic ${BRANCHES}; --atomic ${TAG} ${GONE}`,
      /1\.3\.0 is merged without a tag/,
    ],
    [
      'in two pushes',
      `--atomic TIP:refs/heads/master ${TAG} ${GONE}; TIP:refs/heads/develop`,
      /only master has 1\.3\.0/,
    ],
    [
      'without the last branch',
      `--atomic TIP:refs/heads/develop ${TAG} ${GONE}`,
      /the tag of 1\.3\.0 is outside/,
    ],
    [
      'with its branch',
      `--atomic ${BRANCHES} ${TAG}; ${GONE}`,
      /1\.3\.0 has its tag and its branch/,
    ],
    [
      'with another tag',
      `${WHOLE} TIP:refs/tags/v1.4.0`,
      /refs\/tags\/v1\.4\.0 has no release branch/,
    ],
    [
      'that drops commits',
      `${WHOLE}; --force TIP~1:refs/heads/master`,
      /refs\/heads\/master has lost commits/,
    ],
    [
      'that moves a tag',
      `${WHOLE}; --force TIP~1:refs/tags/v1.2.0`,
      /refs\/tags\/v1\.2\.0 has moved/,
    ],
  ])('%s are wrong', async (_, how, problem) => {
    const { shop, finish } = started(how)
    await finish()
    expect(wrongInstants(shop).join('\n')).toMatch(problem)
  })
})

test('the moments of a run are counted, and a kill at each leaves what the moment says', async () => {
  const { shop: whole, finish } = started(WHOLE)
  const counted = await finish()
  expect(counted).toMatchObject({ requests: 5, gits: 4, killedBy: null })
  const moments = momentsOf(counted)
  expect(moments).toHaveLength(19)
  const taken = await Promise.all(
    moments.map(async (moment) => {
      const killed = started(WHOLE)
      const before = described(killed.shop)
      expect((await killed.finish(moment)).killedBy).toBe('SIGKILL')
      const after = described(killed.shop)
      const isDone = 'refs/tags/v1.3.0' in after
      expect(after).toEqual(isDone ? described(whole) : before)
      return isDone
    }),
  )
  // Only the last request pushes.
  expect(moments.filter((_, index) => taken[index])).toEqual([
    { request: 5, when: 'during' },
    { request: 5, when: 'after' },
  ])
})

test('descriptions differ if a file, a message, an author or a parent does', () => {
  const shops = [
    [{ branch: 'develop', message: 'x', files: { a: 'a' } }],
    [{ branch: 'develop', message: 'x', files: { a: 'b' } }],
    [{ branch: 'develop', message: 'y', files: { a: 'a' } }],
    [{ branch: 'develop', message: 'x', files: { a: 'a' }, merge: 'master' }],
    [{ branch: 'develop', message: 'x', files: { a: 'a' }, tag: 'v9' }],
  ].map((commits) => {
    const shop = world.shop()
    shop.add(...commits)
    return JSON.stringify(described(shop))
  })
  expect(new Set(shops).size).toBe(shops.length)
})
