import { describe, expect, test } from '@jest/globals'
import { attempt } from '../../../actions/release/src/attempt/attempt.ts'
import type { ReleaseInputs } from '../../../actions/release/src/inputs.ts'
import { nothingKnown } from '../../../actions/release/src/outputs.ts'
import type { Ports, Refs } from '../../../actions/release/src/ports.ts'
import type { State } from '../../../actions/release/src/state.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { PushResult, RefUpdate } from '../../../kit/git/push-result.ts'
import { recordingRunner } from '../../support/recording-runner.ts'

type Script = {
  /** What a push says and does, one after the other; the last one again and again. */
  readonly pushes: readonly ((
    remote: Map<string, string>,
    updates: readonly RefUpdate[],
  ) => PushResult)[]
  /** How many listings fail, from which on. */
  readonly silent?: { readonly from: number; readonly count: number }
  readonly timeout?: number
  readonly dryRun?: boolean
  readonly controller?: AbortController
}

const UNKNOWN = { kind: 'unknown', message: 'cut' } as const
const done: Script['pushes'][number] = (remote, updates) => {
  for (const { ref, to } of updates) {
    if (to === '') remote.delete(ref)
    else remote.set(ref, to)
  }
  return { kind: 'done' }
}
const doneButCut: Script['pushes'][number] = (remote, updates) => {
  done(remote, updates)
  return UNKNOWN
}
const cut: Script['pushes'][number] = () => UNKNOWN

function scripted({ pushes, silent, timeout = 60_000, dryRun = false, controller }: Script) {
  const remote = new Map([['refs/heads/develop', 'd1']])
  const { runner, calls } = recordingRunner()
  const counts = { listings: 0, pushes: 0, plans: 0 }
  let now = 0
  const ports = {
    runner,
    clock: {
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds
      },
    },
    random: () => 0.5,
    cancelled: (controller ?? new AbortController()).signal,
    remote: {
      refs: async (): Promise<Refs> => {
        counts.listings += 1
        const { from = 0, count = 0 } = silent ?? {}
        if (counts.listings >= from && counts.listings < from + count)
          throw new UserError('remote-unreachable', 'silence')
        return new Map([...remote].map(([ref, id]) => [ref, { id, commit: id }]))
      },
    },
    work: {
      push: async (updates: readonly RefUpdate[]): Promise<PushResult> => {
        counts.pushes += 1
        return (pushes[counts.pushes - 1] ?? pushes.at(-1) ?? done)(remote, updates)
      },
    },
  } as unknown as Ports
  const inputs = { timeout, 'dry-run': dryRun } as ReleaseInputs
  const state: State = { inputs, ports, known: nothingKnown() }
  const run = () =>
    attempt(state, async (refs) => {
      counts.plans += 1
      const from = refs.get('refs/heads/develop')?.id ?? ''
      const isThere = refs.has('refs/heads/release/1')
      return {
        updates: isThere ? [] : [{ ref: 'refs/heads/release/1', from: '', to: `of ${from}` }],
      }
    })
  return { run, counts, remote, known: state.known, calls }
}

const reasonOf = (run: () => Promise<unknown>): Promise<string> =>
  run().then(
    () => 'success',
    (error: UserError) => error.reason,
  )

describe('an attempt', () => {
  test('pushes once, and reads the refs to judge', async () => {
    const { run, counts, known } = scripted({ pushes: [done] })
    await run()
    expect(counts).toEqual({ listings: 2, pushes: 1, plans: 1 })
    expect(known.pushed).toHaveLength(1)
  })

  test('is a success if the answer was lost, but the refs are as wanted', async () => {
    const { run, counts, known } = scripted({ pushes: [doneButCut] })
    await run()
    expect(counts.pushes).toBe(1)
    expect(known.pushed).toHaveLength(1)
  })

  test('is made again if the refs are not', async () => {
    const { run, counts, known } = scripted({ pushes: [cut, cut, done] })
    await run()
    expect(counts.pushes).toBe(3)
    expect(known.pushed).toHaveLength(1)
  })

  test('computes anew what another push has moved', async () => {
    const { run, remote, counts } = scripted({
      pushes: [
        (refs) => {
          refs.set('refs/heads/develop', 'd2')
          return { kind: 'moved' }
        },
        done,
      ],
    })
    await run()
    expect(remote.get('refs/heads/release/1')).toBe('of d2')
    expect(counts.plans).toBe(2)
  })

  test('ends at the time limit', async () => {
    const { run, counts } = scripted({ pushes: [() => ({ kind: 'moved' })], timeout: 3000 })
    expect(await reasonOf(run)).toBe('timed-out')
    expect(counts.pushes).toBeGreaterThan(2)
  })

  test.each([
    ['a rule', { kind: 'refused', refs: [], remote: ['no'] }, 'refused'],
    ['the login', { kind: 'not-authorized', remote: [] }, 'not-authorized'],
    ['a server without atomic pushes', { kind: 'no-atomic' }, 'no-atomic'],
    ['a barred name', { kind: 'ref-conflict', ref: 'a', existing: 'b' }, 'ref-conflict'],
  ] as const)('is not made again after a refusal: %s', async (_, result, reason) => {
    const { run, counts } = scripted({ pushes: [() => result] })
    expect(await reasonOf(run)).toBe(reason)
    expect(counts.pushes).toBe(1)
  })

  test.each([
    [1, 2, 'success'],
    [1, 3, 'remote-unreachable'],
    [2, 2, 'success'],
    [2, 3, 'remote-unreachable'],
  ])('a remote that is silent from request %i, %i times: %s', async (from, count, reason) => {
    const { run, known } = scripted({ pushes: [done], silent: { from, count } })
    expect(await reasonOf(run)).toBe(reason)
    expect(known.pushed).toHaveLength(reason === 'success' ? 1 : 0)
  })

  test('writes nothing with dry-run', async () => {
    const { run, counts } = scripted({ pushes: [done], dryRun: true })
    await run()
    expect(counts.pushes).toBe(0)
  })

  test('that is cancelled before the push writes nothing', async () => {
    const controller = new AbortController()
    controller.abort()
    const { run, counts } = scripted({ pushes: [done], controller })
    expect(await reasonOf(run)).toBe('cancelled')
    expect(counts.pushes).toBe(0)
  })

  test.each([
    ['took effect', doneButCut, /took effect/, 1],
    ['did not', cut, /did not take effect/, 0],
  ])('that is cancelled during the push says whether it %s', async (_, push, words, pushed) => {
    const controller = new AbortController()
    const { run, known } = scripted({
      pushes: [
        (remote, updates) => {
          controller.abort()
          return push(remote, updates)
        },
      ],
      controller,
    })
    const error = await run().then(
      () => undefined,
      (one: UserError) => one,
    )
    expect(error?.reason).toBe('cancelled')
    expect(error?.message).toMatch(words)
    expect(known.pushed).toHaveLength(pushed)
  })
})
