// Allows one update of a function at a time. AWS has no locks, but a function has tags: every run sets a tag of its own and then checks
// that it is the only one. Of two runs that do so at the same time, at least one sees the other's tag and removes its own.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { Aws } from './aws.ts'

/** The keys of the tags start with this; the id of the run follows. */
export const LOCK_TAG_PREFIX = 'towpath-update:'

export type LockPorts = {
  readonly aws: Pick<Aws, 'tag' | 'tags' | 'untag'>
  readonly clock: Clock
  /** Milliseconds since 1970. */
  readonly date: () => number
  readonly random: () => number
  readonly log: (line: string) => void
  readonly notice: (message: string) => void
  readonly warn: (message: string) => void
}

export type LockTag = { readonly arn: string; readonly key: string }

export type LockRequest = LockTag & {
  /** Shown to the runs that wait. */
  readonly owner: string
  /** When the lock expires, in milliseconds from now. */
  readonly lifetime: number
  /** How long to wait for other runs, in milliseconds. */
  readonly maxWait: number
}

const POLL_MS = 3000

/** Returns whether the lock is held; false if tags are denied. Throws a UserError (`locked`, `cancelled`). */
export async function takeLock(
  request: LockRequest,
  ports: LockPorts,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await waitAndTag(request, ports, signal)
    return true
  } catch (error) {
    if (!(error instanceof UserError) || error.reason !== 'denied') throw error
    ports.warn(
      `This function can't be locked against another update at the same time, because its tags can't be read or written (lambda:TagResource, UntagResource, ListTags). Add a "concurrency:" group to the workflow`,
    )
    return false
  }
}

async function waitAndTag(
  request: LockRequest,
  ports: LockPorts,
  signal: AbortSignal,
): Promise<void> {
  const { clock, aws, log } = ports
  const { arn, key, owner, lifetime, maxWait } = request
  const start = clock.now()
  for (let isFirst = true; ; isFirst = false) {
    if (signal.aborted) throw new UserError('cancelled', 'The run was cancelled')
    const value = `${owner} until ${new Date(ports.date() + lifetime).toISOString()}`
    const holders = isFirst ? [] : await otherHolders(request, ports)
    if (holders.length === 0) {
      await aws.tag(arn, key, tagValue(value))
      const others = await otherHolders(request, ports)
      if (others.length === 0) return
      await removeTags(arn, [key], ports)
      holders.push(...others)
    }
    const remaining = maxWait - (clock.now() - start)
    if (remaining <= 0) throw locked(holders[0] ?? '', maxWait)
    if (isFirst) log(`Waiting for another run that is updating this function: ${holders[0]}`)
    // Random, so that waiting runs do not try at the same moment.
    await clock.sleep(Math.min(POLL_MS * (0.5 + ports.random()), remaining), signal)
  }
}

/** Returns the values of other runs' tags, and removes those that have expired. */
async function otherHolders({ arn, key }: LockTag, ports: LockPorts): Promise<string[]> {
  const tags = Object.entries(await ports.aws.tags(arn))
  const others = tags.filter(([name]) => name.startsWith(LOCK_TAG_PREFIX) && name !== key)
  const isExpired = (value: string): boolean => expiryOf(value) < ports.date()
  const expired = others.filter(([, value]) => isExpired(value))
  for (const [, value] of expired)
    ports.notice(`Another run left its lock on this function, which has expired: ${value}`)
  const keys = expired.map(([name]) => name)
  if (keys.length > 0) await removeTags(arn, keys, ports)
  return others.filter(([, value]) => !isExpired(value)).map(([, value]) => value)
}

/** A tag that can't be removed expires; being denied that is not a reason to ignore the lock of another run. */
async function removeTags(arn: string, keys: readonly string[], ports: LockPorts): Promise<void> {
  try {
    await ports.aws.untag(arn, keys)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    ports.warn(`A lock tag of this function can't be removed: ${error.message}`)
  }
}

/** Returns milliseconds since 1970. A value without a time never expires. */
function expiryOf(value: string): number {
  const time = Date.parse(/ until (\S+)$/.exec(value)?.[1] ?? '')
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time
}

/** Replaces what the value of a tag must not have: at most 256 characters of these (Lambda API, TagResource). */
const tagValue = (text: string): string => text.replace(/[^\w +\-=.:/@]/g, '-').slice(-256)

const locked = (holder: string, waited: number): UserError =>
  new UserError(
    'locked',
    `Another run is still updating this function, after ${Math.round(waited / 1000)} s of waiting: ${quote(holder)}. If that run is over, remove its tag (${LOCK_TAG_PREFIX}…) from the function by hand`,
  )

/** Returns the URL and the attempt of this run. */
export function lockOwner(env: Readonly<Record<string, string | undefined>>): string {
  const id = env['GITHUB_RUN_ID']
  if (!id) return 'a run outside of GitHub Actions'
  const repository = `${env['GITHUB_SERVER_URL']}/${env['GITHUB_REPOSITORY']}`
  return `${repository}/actions/runs/${id} attempt ${env['GITHUB_RUN_ATTEMPT'] ?? 1}`
}
