// Reads the refs, computes what to push, pushes it all at once, and judges by the refs; again if another push came first.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { PushResult, RefUpdate } from '../../../../kit/git/push-result.ts'
import { list, quote } from '../../../../kit/text/escape.ts'
import type { Ports, Refs } from '../ports.ts'
import type { State } from '../state.ts'
import { whileNotCancelled } from './cancel.ts'
import { movedRefs, tookEffect } from './judge.ts'
import { pauseBefore } from './pause.ts'
import { refusal } from './refusal.ts'
import { logged } from './step-log.ts'

/** What an attempt wants to push; nothing if there is nothing left to do. */
export type Planned = { readonly updates: readonly RefUpdate[] }

export type Attempted<P extends Planned> = {
  readonly planned: P
  /** The refs before the push. */
  readonly before: Refs
  /** The refs after it; the same if nothing was pushed. */
  readonly after: Refs
}

/** How often in a row a remote that does not answer is asked again. */
const SILENT = 3

/**
 * Calls `plan` with the remote's refs and pushes what it wants, until the refs are as wanted. With `dry-run`, nothing is pushed. Throws a
 * UserError: a refusal by a rule at once, `timed-out` if refs moved all the time, `cancelled`.
 */
export async function attempt<P extends Planned>(
  state: State,
  plan: (refs: Refs) => Promise<P>,
): Promise<Attempted<P>> {
  const { inputs, ports } = state
  const until = ports.clock.now() + inputs.timeout
  let silent = 0
  for (let count = 1; ; count += 1) {
    const round = await oneRound(state, plan).catch((error: unknown) => {
      silent += 1
      if (!isSilence(error) || silent >= SILENT || ports.clock.now() > until) throw error
      return { again: `the remote did not answer: ${error.message}` }
    })
    if (!('again' in round)) return round
    if (!round.again.startsWith('the remote did not answer')) silent = 0
    await pause(ports, round.again, until, count)
  }
}

/** The remote was silent after a push; another attempt would not know what this one did. */
class OutcomeUnknown extends UserError {}

const isSilence = (error: unknown): error is UserError =>
  error instanceof UserError &&
  error.reason === 'remote-unreachable' &&
  !(error instanceof OutcomeUnknown)

async function oneRound<P extends Planned>(
  state: State,
  plan: (refs: Refs) => Promise<P>,
): Promise<Attempted<P> | { readonly again: string }> {
  const { inputs, ports, known } = state
  const { before, planned } = await whileNotCancelled(ports, async () => {
    const refs = await logged(ports, "Read the remote's branches and tags", () =>
      ports.remote.refs(),
    )
    return { before: refs, planned: await plan(refs) }
  })
  const { updates } = planned
  if (updates.length === 0 || inputs['dry-run']) return { planned, before, after: before }
  const what = `Sent ${updates.length === 1 ? 'one ref' : `${updates.length} refs`} in one push`
  const result = await logged(ports, what, () => ports.work.push(updates))
  throwRefusal(result, updates)
  const after = await readAfter(state, updates)
  const isDone = tookEffect(updates, before, after, result.kind)
  if (isDone) known.pushed = [...known.pushed, ...updates.filter(({ from, to }) => from !== to)]
  if (ports.cancelled.aborted) throw cancelledAfterPush(updates, isDone)
  return isDone ? { planned, before, after } : { again: whyAgain(result, updates, after) }
}

/** Throws a UserError for a refusal that another attempt would meet again. */
function throwRefusal(result: PushResult, updates: readonly RefUpdate[]): void {
  const error = refusal(result, updates)
  if (error) throw error
}

/** Reads the refs after a push. If that fails, its outcome is unknown, and the error says so. */
async function readAfter({ ports }: State, updates: readonly RefUpdate[]): Promise<Refs> {
  for (let count = 1; ; count += 1) {
    try {
      return await logged(ports, 'Read the refs again', () => ports.remote.refs())
    } catch (error) {
      if (!isSilence(error)) throw error
      if (count >= SILENT || ports.cancelled.aborted) {
        const what = `It is not known whether the push of ${list(updates.map(({ ref }) => ref))} took effect; run this step again, which continues from what is on the remote`
        throw new OutcomeUnknown(error.reason, `${error.message}\n${what}`, { cause: error })
      }
      await ports.clock.sleep(pauseBefore(count, ports.random()), ports.cancelled)
    }
  }
}

function cancelledAfterPush(updates: readonly RefUpdate[], isDone: boolean): UserError {
  const refs = list(updates.map(({ ref }) => ref))
  const message = isDone
    ? `The run was cancelled during the push, which took effect: ${refs}; run this step again to do the rest`
    : `The run was cancelled during the push, which did not take effect: nothing was changed`
  return new UserError('cancelled', message)
}

function whyAgain(result: PushResult, updates: readonly RefUpdate[], now: Refs): string {
  const moved = movedRefs(updates, now)
  if (moved.length > 0) return `another push came first: ${list(moved)}`
  if (result.kind === 'unknown') return `the push had no effect: ${quote(result.message)}`
  return 'the push had no effect, though no ref has moved'
}

async function pause(ports: Ports, why: string, until: number, count: number): Promise<void> {
  const wait = pauseBefore(count, ports.random())
  if (ports.clock.now() + wait > until) {
    const message = `Not pushed within "timeout": ${why}; nothing was changed, run this step again`
    throw new UserError('timed-out', message)
  }
  ports.runner.log(`Trying again in ${(wait / 1000).toFixed(1)} s: ${why}`)
  await whileNotCancelled(ports, () => ports.clock.sleep(wait, ports.cancelled))
}
