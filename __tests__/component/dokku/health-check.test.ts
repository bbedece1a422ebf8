// Whether an app runs, from two reports of the server with a pause in between.
import { describe, expect, test } from '@jest/globals'
import { checkRunning } from '../../../kit/dokku/health-check.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'

type State = { id?: string; name?: string; status?: string; restarts?: number; seconds?: number }

/** Checks an app on a server that reports these containers, one report after the other. */
const check = (...reports: readonly (readonly State[])[]) => checkApp(reports, true)

async function checkApp(reports: readonly (readonly State[])[], isNew: boolean) {
  const waits: number[] = []
  let asked = 0
  const run: Dokku['run'] = async () => {
    const containers = (reports[asked++] ?? []).map(
      ({ id = 'one', name = 'shop.web.1', status = 'running', restarts = 0, seconds = 0 }) => ({
        ...{ Id: id, Name: `/${name}`, RestartCount: restarts },
        State: {
          ...{ Status: status, Restarting: status === 'restarting' },
          StartedAt: new Date(Date.now() - seconds * 1000).toISOString(),
        },
      }),
    )
    return { code: 0, stdout: JSON.stringify(containers), stderr: '' }
  }
  const dokku = { has: () => true, run } as unknown as Dokku
  const sleep = async (milliseconds: number): Promise<void> => void waits.push(milliseconds)
  const ports = { clock: { now: () => 0, sleep }, cancel: new AbortController().signal }
  const { failure } = await checkRunning(dokku, 'shop', ports, undefined, isNew)
  return { reason: failure?.reason, message: failure?.message, waits, asked }
}

describe('whether an app runs', () => {
  test('is checked twice, with a pause in between', async () => {
    const { reason, waits, asked } = await check([{}], [{}])
    expect([reason, waits, asked]).toEqual([undefined, [3000], 2])
  })

  test.each<[string, boolean, State, number]>([
    ['has run for long enough: once', false, { seconds: 4 }, 1],
    ['has just started: twice', false, { seconds: 2 }, 2],
    ['started by a clock that is ahead: twice', false, { seconds: -600 }, 2],
    ['was restarted a moment ago: twice', false, { seconds: 50, restarts: 1 }, 2],
    ['was restarted long ago: once', false, { seconds: 70, restarts: 1 }, 1],
    [
      'was just deployed, and has been checked by Dokku for a while: twice',
      true,
      { seconds: 4 },
      2,
    ],
  ])('a container that %s', async (_, isNew, state, times) => {
    const { reason, asked } = await checkApp([[state], [state]], isNew)
    expect([reason, asked]).toEqual([undefined, times])
  })

  test('a process with earlier restarts, but no new one, runs', async () => {
    expect((await check([{ restarts: 7 }], [{ restarts: 7 }])).reason).toBeUndefined()
  })

  test.each<[string, readonly State[], readonly State[], string, RegExp]>([
    [
      'restarted in between',
      [{}],
      [{ restarts: 1 }],
      'not-running',
      /web\.1 exited and was restarted/,
    ],
    ['restarting', [{}], [{ status: 'restarting' }], 'restarting', /web\.1 is restarting/],
    ['exited in between', [{}], [{ status: 'exited' }], 'not-running', /web\.1 is exited/],
    ['gone in between', [{}], [], 'not-running', /no process is running/],
    [
      'one of two processes',
      [{}, { id: 'two', name: 'shop.worker.1', status: 'exited' }],
      [],
      'not-running',
      /worker\.1/,
    ],
    [
      'only a container left over from a failure',
      [{ name: 'shop.web.1.upcoming-12' }],
      [],
      'not-running',
      /failed deployment are running; "dokku ps:rebuild shop" repairs that$/,
    ],
    [
      'a container left over beside the old one',
      [{}, { id: 'two', name: 'shop.web.1.upcoming-12' }],
      [],
      'not-running',
      /left over from a failed deployment; "dokku ps:rebuild shop" repairs that$/,
    ],
  ])('%s', async (_, first, second, reason, message) => {
    const result = await check(first, second)
    expect(result.reason).toBe(reason)
    expect(result.message).toMatch(message)
  })
})
