import { describe, expect, test } from '@jest/globals'
import { openSession } from '../../../actions/fabric-deploy/src/host/session.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { Command } from '../../../kit/ssh/commands.ts'
import type { Gateway } from '../../../kit/ssh/connection.ts'

const host = {
  host: { user: 'deploy', name: 'one', port: 22 },
  name: 'deploy@one',
  roles: [],
  services: [],
}
const done = { code: 0, stdout: '', stderr: '' }

/** A connection whose scripts end only with it; the host answers `:` if it is not silent. */
function connection(isSilent: () => boolean) {
  const closed = Promise.withResolvers<never>()
  closed.promise.catch(() => {})
  const ran: string[] = []
  const open: Gateway = {
    host: host.host,
    config: '',
    run(script: string, _args?: readonly string[], _command?: Command) {
      ran.push(script)
      return script === ':' && !isSilent() ? Promise.resolve(done) : closed.promise
    },
    exec: () => closed.promise,
    async close() {
      closed.reject(new UserError('unreachable', 'the connection was closed'))
    },
  }
  return { open, ran }
}

/** A clock whose sleeps end when the test says so, or when they are aborted. */
function manualClock() {
  const waiting = new Map<number, () => void>()
  return {
    pass: (milliseconds: number): void => waiting.get(milliseconds)?.(),
    now: () => 0,
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        waiting.set(milliseconds, resolve)
        signal?.addEventListener('abort', () => resolve(), { once: true })
      }),
  }
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

describe('a script that is asked to stop', () => {
  const start = async (isSilent: () => boolean) => {
    const { open, ran } = connection(isSilent)
    const clock = manualClock()
    const session = await openSession(
      host,
      async () => open,
      () => 'script',
      clock,
    )
    const stop = new AbortController()
    const running = session.run('switch', [], { closeStdinOn: stop.signal, limit: 100_000 })
    let outcome = 'running'
    running.then(
      () => (outcome = 'done'),
      (error: UserError) => (outcome = `${error.reason}: ${error.message}`),
    )
    await turns()
    stop.abort()
    await turns()
    return { ran, clock, session, outcome: () => outcome }
  }

  test('on a host that has vanished: the connection is lost after five seconds without an answer', async () => {
    const { ran, clock, outcome } = await start(() => true)
    expect([ran, outcome()]).toEqual([['script', ':'], 'running'])
    clock.pass(5000)
    await turns()
    expect(outcome()).toBe(`unreachable: ${host.name} no longer responds`)
  })

  test('on a host that answers: it may take its time', async () => {
    const { ran, clock, outcome } = await start(() => false)
    clock.pass(5000)
    await turns()
    expect([ran, outcome()]).toEqual([['script', ':'], 'running'])
  })
})

test('a host that was waited for in vain is not connected to again', async () => {
  let attempts = 0
  const connect = async () => {
    attempts += 1
    return connection(() => false).open
  }
  const session = await openSession(host, connect, () => 'script', manualClock())
  await session.reconnect()
  session.giveUp()
  await expect(session.reconnect()).rejects.toMatchObject({ reason: 'unreachable' })
  expect(attempts).toBe(2)
})
