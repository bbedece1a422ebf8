// Questions that a server refuses or can't answer.
import { describe, expect, test } from '@jest/globals'
import {
  appContainers,
  appExists,
  appFacts,
  appState,
  appUrl,
  deployBranch,
} from '../../../kit/dokku/app.ts'
import { lockOf } from '../../../kit/dokku/lock.ts'
import { look } from '../../../kit/dokku/look.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'
import type { Version } from '../../../kit/dokku/version.ts'
import { type ScriptedAnswer, scriptedServer } from '../../support/dokku/scripted-server.ts'

const acl = (command: string): string =>
  ` !     User ci does not have permissions to run ${command} on shop, or shop does not exist`
const denied = (command: string): ScriptedAnswer => ({ code: 1, stderr: acl(command) })

type Question = (dokku: Dokku) => Promise<unknown>
const QUESTIONS: readonly (readonly [string, Version, Question])[] = [
  ['apps:report', [0, 38, 27], (dokku) => appState(dokku, 'shop')],
  ['apps:exists', [0, 29, 2], (dokku) => appExists(dokku, 'shop')],
  ['apps:report', [0, 29, 2], (dokku) => appState(dokku, 'shop')],
  ['apps:list', [0, 10, 5], (dokku) => appExists(dokku, 'shop')],
  ['apps', [0, 7, 0], (dokku) => appExists(dokku, 'shop')],
  ['git:report', [0, 38, 27], (dokku) => deployBranch(dokku, 'shop')],
  ['git:report', [0, 24, 0], (dokku) => deployBranch(dokku, 'shop')],
  ['config:get', [0, 10, 5], (dokku) => deployBranch(dokku, 'shop')],
  ['ps:inspect', [0, 38, 27], (dokku) => appContainers(dokku, 'shop')],
  ['ps:report', [0, 10, 5], (dokku) => appContainers(dokku, 'shop')],
  ['urls', [0, 38, 27], (dokku) => appUrl(dokku, 'shop')],
  ['apps:locked', [0, 38, 27], (dokku) => lockOf(dokku, 'shop')],
  ['builds:list', [0, 38, 27], (dokku) => lockOf(dokku, 'shop', true)],
  ['ps:inspect', [0, 38, 27], (dokku) => appFacts(dokku, 'shop')],
]

describe('an answer that is not one', () => {
  test.each(QUESTIONS)('%s on %j, refused by dokku-acl', async (command, version, ask) => {
    const { dokku } = scriptedServer(
      (asked) =>
        asked.startsWith(command) ? denied(command) : { code: 0, stdout: '{"locked":"true"}' },
      version,
    )
    await expect(ask(dokku)).rejects.toMatchObject({
      reason: 'look-denied',
      message: expect.stringContaining(`does not let this key run "${command}`),
    })
  })

  test.each(QUESTIONS.filter(([command]) => command !== 'apps:locked'))(
    '%s on %j, failed',
    async (command, version, ask) => {
      const broken = {
        code: 1,
        stderr: 'Cannot connect to the Docker daemon. json.decoder.JSONDecodeError',
      }
      const { dokku } = scriptedServer(
        (asked) => (asked.startsWith(command) ? broken : { code: 0, stdout: '{"locked":"true"}' }),
        version,
      )
      await expect(ask(dokku)).rejects.toMatchObject({ reason: 'dokku-failed' })
    },
  )

  test.each([
    ['apps:report', (dokku: Dokku) => appState(dokku, 'shop')],
    ['ps:inspect', (dokku: Dokku) => appContainers(dokku, 'shop')],
    ['builds:list', (dokku: Dokku) => lockOf(dokku, 'shop', true)],
  ])('%s that is not JSON', async (_, ask) => {
    const { dokku } = scriptedServer(() => ({ code: 0, stdout: 'Welcome!' }))
    await expect(ask(dokku)).rejects.toMatchObject({ reason: 'dokku-failed' })
  })

  test.each([
    'Access denied',
    ' !     You are not authorized to run this command',
    ' !     permission denied: ps:inspect',
    ' !     this key is not allowed to run ps:inspect',
  ])('refused in other words: %s', async (stderr) => {
    const { dokku } = scriptedServer(() => ({ code: 1, stderr }))
    await expect(look(dokku, ['ps:inspect', 'shop'])).rejects.toMatchObject({
      reason: 'look-denied',
    })
  })

  test("Docker's own permission denied is a failure of the server", async () => {
    const stderr = 'permission denied while trying to connect to the Docker daemon socket'
    const { dokku } = scriptedServer(() => ({ code: 1, stderr }))
    await expect(appContainers(dokku, 'shop')).rejects.toMatchObject({ reason: 'dokku-failed' })
  })
})

describe('an answer that says that there is nothing', () => {
  test('a missing app', async () => {
    const missing = { code: 20, stderr: ' !     App shop does not exist' }
    expect(await appState(scriptedServer(() => missing).dokku, 'shop')).toBeUndefined()
    const { dokku } = scriptedServer(() => ({ ...missing, code: 1 }), [0, 29, 2])
    expect(await appExists(dokku, 'shop')).toBe(false)
  })

  test('an app that was never deployed', async () => {
    const stderr =
      '"docker container inspect" requires at least 1 argument.\njson.decoder.JSONDecodeError'
    const { dokku } = scriptedServer(() => ({ code: 1, stderr }))
    expect(await appContainers(dokku, 'shop')).toEqual([])
  })

  test('no variable, no branch in a report of an older version', async () => {
    const invalid = {
      code: 1,
      stderr: ' !     Invalid flag passed, valid flags: --git-deploy-branch',
    }
    const { dokku, asked } = scriptedServer(
      (command) => {
        if (command.endsWith('--git-computed-deploy-branch')) return invalid
        return command.startsWith('config:get') ? { code: 1 } : { code: 0, stdout: '\n' }
      },
      [0, 24, 0],
    )
    expect(await deployBranch(dokku, 'shop')).toBe('master')
    expect(asked).toHaveLength(3)
  })
})

test('a version whose report has only the names with a prefix, or no JSON', async () => {
  const report = { 'app-locked': 'true', 'app-deploy-source': '', 'app-deploy-source-metadata': '' }
  const { dokku } = scriptedServer(() => ({ code: 0, stdout: JSON.stringify(report) }))
  expect(await appState(dokku, 'shop')).toEqual({ source: { kind: '', what: '' }, isLocked: true })
  const old = scriptedServer((command) =>
    command.includes('json') ? { code: 1, stderr: ' !     Invalid flag passed' } : { code: 0 },
  )
  expect(await appState(old.dokku, 'shop')).toMatchObject({ isLocked: undefined })
})

test('one question tells whether an app exists, is locked, and what it was deployed from', async () => {
  const report = {
    ...{ 'app-locked': 'false', locked: 'false', 'deploy-source': 'git-push' },
    'deploy-source-metadata': 'abc',
  }
  const { dokku, asked } = scriptedServer(() => ({ code: 0, stdout: JSON.stringify(report) }))
  expect(await appState(dokku, 'shop')).toEqual({
    source: { kind: 'git-push', what: 'abc' },
    isLocked: false,
  })
  expect([asked, await lockOf(dokku, 'shop', false)]).toEqual([
    ['apps:report shop --format json'],
    'free',
  ])
})
