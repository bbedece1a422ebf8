// A deployment that is cancelled or takes too long.
import { describe, expect, test } from '@jest/globals'
import { earlyEndError, runWithLimit } from '../../../kit/dokku/time-limit.ts'
import { scriptedServer } from '../../support/dokku/scripted-server.ts'

const LOCKED_LINE = ' !     shop currently has a deploy lock in place. Exiting...'

/** Runs a deployment that prints these lines, and then ends by itself or when its client is killed. */
async function run(printed: readonly string[], how: 'by itself' | 'cancelled' | 'timeout') {
  const { dokku, asked } = scriptedServer((command) => {
    if (command.startsWith('builds:list'))
      return { code: 0, stdout: '[{"display_status":"canceled"}]' }
    return { code: command.startsWith('apps:locked') ? 1 : 0 }
  })
  const controller = new AbortController()
  const clock = {
    now: () => 0,
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        signal?.addEventListener('abort', () => resolve())
        if (how === 'timeout' || milliseconds !== TIMEOUT) setTimeout(resolve, 5)
      }),
  }
  const log: string[] = []
  const work = async (onLine: (line: string) => void, killOn: AbortSignal) => {
    for (const line of printed) onLine(line)
    if (how === 'cancelled') controller.abort()
    if (how !== 'by itself' && !killOn.aborted)
      await new Promise<void>((resolve) => killOn.addEventListener('abort', () => resolve()))
    return { code: 0, stdout: '', lines: [] }
  }
  const ports = { clock, log: (line: string) => void log.push(line), cancel: controller.signal }
  const output = await runWithLimit(dokku, 'shop', work, TIMEOUT, ports)
  return { output, log, isCancelled: asked.includes('builds:cancel shop') }
}

const TIMEOUT = 1_800_000

describe('a deployment with a time limit', () => {
  test('ends by itself', async () => {
    const { output, log, isCancelled } = await run(['-----> Building'], 'by itself')
    expect(output).toMatchObject({ ended: undefined, isBuildStopped: false })
    expect([log, isCancelled]).toEqual([['-----> Building'], false])
  })

  test.each(['cancelled', 'timeout'] as const)('%s: its build is stopped', async (how) => {
    const { output, isCancelled } = await run(['-----> Building'], how)
    expect(output).toMatchObject({ ended: how, isBuildStopped: true })
    expect(isCancelled).toBe(true)
  })

  test.each([
    ['nothing printed', []],
    ['only empty lines', ['', '  ']],
    ['waiting for a lock', [LOCKED_LINE]],
  ])('%s: the build of another deployment is not stopped', async (_, printed) => {
    const { output, isCancelled } = await run(printed, 'cancelled')
    expect(output).toMatchObject({ ended: 'cancelled', isBuildStopped: false })
    expect(isCancelled).toBe(false)
  })
})

test.each([
  [true, false, 'the build on the server was stopped'],
  [
    ...[true, true],
    'the build on the server was stopped, but dokku/shop:latest is its image already, which a restart would start; "dokku ps:rebuild shop" repairs that',
  ],
  [false, false, 'its build on the server was not stopped'],
] as const)(
  'the error of a deployment that was ended early, with its build stopped: %j, its image made: %j',
  (isBuildStopped, hasImage, message) => {
    const output = { code: null, stdout: '', lines: [], ended: 'timeout', isBuildStopped } as const
    expect(earlyEndError('shop', { ...output, hasImage }, 90_000)).toMatchObject({
      reason: 'timeout',
      message: `"shop": the deployment took longer than 90 s; ${message}`,
    })
  },
)
