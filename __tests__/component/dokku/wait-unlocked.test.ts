// Waiting for another deployment of an app.
import { describe, expect, test } from '@jest/globals'
import { waitUnlocked } from '../../../kit/dokku/wait-unlocked.ts'
import {
  instantClock,
  RUNNING,
  type ScriptedAnswer,
  scriptedServer,
} from '../../support/dokku/scripted-server.ts'

const records = (...shown: readonly (readonly [status: string, source?: string])[]) =>
  JSON.stringify(
    shown.map(([status, source = 'git-hook'], index) => ({
      ...{ status: 'running', display_status: status, source },
      started_at: new Date(1_800_000_000_000 - index * 1000).toISOString(),
    })),
  )
const builds = (...shown: readonly (readonly [status: string, source?: string])[]) => ({
  code: 0,
  stdout: records(...shown),
})

/** Waits on a server that is locked for this many checks, whose records are these. */
function wait(
  lockedChecks: number,
  list: { code: number; stdout: string },
  deadline: number,
  cancel = new AbortController().signal,
  output: ScriptedAnswer = { code: 1 },
) {
  let checks = 0
  const { dokku, asked } = scriptedServer((command) => {
    if (command.startsWith('builds:list')) return list
    if (command.startsWith('builds:output')) return output
    return { code: checks++ < lockedChecks ? 0 : 1 }
  })
  const log: string[] = []
  const ports = { clock: instantClock(), cancel, log: (line: string) => void log.push(line) }
  return { done: waitUnlocked(dokku, 'shop', deadline, ports), log, asked }
}

describe('waiting until an app is not locked', () => {
  test('an app that is not locked is not waited for', async () => {
    const { done, log, asked } = wait(0, RUNNING, 0)
    await done
    expect([log, asked]).toEqual([[], ['apps:locked shop']])
  })

  test('another deployment is logged once, and the lock is only checked, never removed', async () => {
    const { done, log, asked } = wait(3, RUNNING, 60_000)
    await done
    expect(log).toEqual(['Waiting: another deployment of shop is running'])
    const once = ['apps:locked shop', 'builds:list shop --format json']
    expect(asked).toEqual([...once, ...once, ...once, 'apps:locked shop'])
  })

  test('a lock that outlasts the deadline is an error', async () => {
    await expect(wait(100, RUNNING, 10_000).done).rejects.toMatchObject({ reason: 'locked' })
  })

  test('a cancelled run stops waiting', async () => {
    const { done } = wait(100, RUNNING, 60_000, AbortSignal.abort())
    await expect(done).rejects.toMatchObject({ reason: 'cancelled' })
  })
})

describe('whose lock it is', () => {
  test.each([
    ['a failed build', builds(['abandoned'], ['succeeded'])],
    ['a failed build, after a push that its lock refused', builds(['abandoned'], ['abandoned'])],
  ])('%s: the lock has no owner, so it is ignored, and logged', async (_, list) => {
    const { done, log } = wait(100, list, 0)
    await done
    expect(log).toEqual([expect.stringMatching(/^A failed build left its lock on shop behind/)])
  })

  test.each([
    ['nothing was ever deployed', builds()],
    ['the last deployment was good', builds(['succeeded'], ['abandoned'])],
    ['the last checks failed, which leaves no lock', builds(['failed'])],
    [
      'ps:restart, whose record stays open and which leaves no lock',
      builds(['abandoned', 'ps:restart']),
    ],
    ['an image that could not be pulled', builds(['abandoned', 'git:from-image'])],
  ])("%s: a person's, so it is waited for", async (_, list) => {
    const { done, log } = wait(100, list, 1000)
    await expect(done).rejects.toMatchObject({ reason: 'locked' })
    expect(log).toEqual([expect.stringMatching(/^Waiting: someone locked shop by hand/)])
  })

  const WRONG = '\u001b[1G\u001b[K-----> WARNING: deploy did not complete, you must push to main.\n'
  test.each<[string, number, boolean]>([
    ['a person locked the app after a push to another branch', 0, true],
    ['the log of that push is not shown', 1, false],
  ])('%s', async (_, code, isPersons) => {
    const { signal } = new AbortController()
    const list = builds(['abandoned'], ['succeeded'])
    const { done, log } = wait(100, list, 1000, signal, { code, stdout: WRONG })
    const end = await done.catch(({ reason }) => reason)
    expect([end, log[0]?.startsWith('Waiting: someone')]).toEqual([
      isPersons ? 'locked' : undefined,
      isPersons,
    ])
  })

  test('a push that was refused is newest, but an older one is running: waited for', async () => {
    const { done, log } = wait(100, builds(['abandoned'], ['running']), 1000)
    await expect(done).rejects.toMatchObject({ reason: 'locked' })
    expect(log).toEqual([expect.stringContaining('another deployment')])
  })
})
