// Whether an app runs, from what a server says of it at one time and a little later.
import { describe, expect, test } from '@jest/globals'
import { proveRunning } from '../../../kit/dokku/health-check.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'

type State = { id?: string; name?: string; status?: string; restarts?: number }

/** A server that says these things of an app, one after the other, and how long was waited between them. */
async function proof(...looks: readonly (readonly State[])[]) {
  const waits: number[] = []
  let asked = 0
  const run: Dokku['run'] = async () => {
    const containers = (looks[asked++] ?? []).map(
      ({ id = 'one', name = 'shop.web.1', status = 'running', restarts = 0 }) => ({
        ...{ Id: id, Name: `/${name}`, RestartCount: restarts },
        State: { Status: status, Restarting: status === 'restarting' },
      }),
    )
    return { code: 0, stdout: JSON.stringify(containers), stderr: '' }
  }
  const dokku = { has: () => true, run } as unknown as Dokku
  const sleep = async (milliseconds: number): Promise<void> => void waits.push(milliseconds)
  const { trouble } = await proveRunning(dokku, 'shop', {
    clock: { now: () => 0, sleep },
    get: async () => ({ failed: 'not asked' }),
    signal: new AbortController().signal,
  })
  return { reason: trouble?.reason, sentence: trouble?.sentence, waits, asked }
}

describe('whether an app runs', () => {
  test('twice, with a pause between', async () => {
    const { reason, waits, asked } = await proof([{}], [{}])
    expect([reason, waits, asked]).toEqual([undefined, [3000], 2])
  })

  test('one that was started often before, and not again, runs', async () => {
    expect((await proof([{ restarts: 7 }], [{ restarts: 7 }])).reason).toBeUndefined()
  })

  test.each<[string, readonly State[], readonly State[], string, RegExp]>([
    [
      'started again meanwhile',
      [{}],
      [{ restarts: 1 }],
      'not-running',
      /web\.1 ended and was started again/,
    ],
    [
      'ends again and again',
      [{}],
      [{ status: 'restarting' }],
      'restarting',
      /web\.1 is restarting/,
    ],
    ['ended meanwhile', [{}], [{ status: 'exited' }], 'not-running', /web\.1 is exited/],
    ['gone meanwhile', [{}], [], 'not-running', /nothing of it runs/],
    [
      'half of it',
      [{}, { id: 'two', name: 'shop.worker.1', status: 'exited' }],
      [],
      'not-running',
      /worker\.1/,
    ],
    [
      'only left by a failure',
      [{ name: 'shop.web.1.upcoming-12' }],
      [],
      'not-running',
      /did not end well/,
    ],
  ])('%s', async (_, first, later, reason, sentence) => {
    const told = await proof(first, later)
    expect(told.reason).toBe(reason)
    expect(told.sentence).toMatch(sentence)
  })
})
