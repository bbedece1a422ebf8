// One update of a function at a time, whoever runs it. AWS has no lock; a function has tags. Every run sets a tag of its own and looks
// whether it is alone: of two that come together at least one sees the other, and steps back.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { Aws } from './client.ts'

/** The beginning of the tags' keys; a name that no other run has follows. */
export const PREFIX = 'towpath-update:'

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

export type Asked = {
  readonly arn: string
  readonly key: string
  /** What others see of this run. */
  readonly owner: string
  /** How long the lock holds at most, and how long others are waited for: milliseconds. */
  readonly lasts: number
  readonly wait: number
}

export type Lock = {
  /** False where tags are denied, and nothing locks. */
  readonly isHeld: boolean
}

/** How often a lock that others hold is looked at: milliseconds. */
const POLL = 3000

/** Takes the lock of a function. Throws a UserError (`locked`, `cancelled`). */
export async function takeLock(asked: Asked, ports: LockPorts, signal: AbortSignal): Promise<Lock> {
  try {
    return await waitAndTake(asked, ports, signal)
  } catch (error) {
    if (!(error instanceof UserError) || error.reason !== 'denied') throw error
    ports.warn(
      `Nothing keeps two updates of this function apart: its tags can't be written or read (lambda:TagResource, UntagResource, ListTags). Give the workflow a "concurrency:" of its own`,
    )
    return { isHeld: false }
  }
}

async function waitAndTake(asked: Asked, ports: LockPorts, signal: AbortSignal): Promise<Lock> {
  const { clock, aws, log } = ports
  const { arn, key, owner, lasts, wait } = asked
  const start = clock.now()
  for (let isFirst = true; ; isFirst = false) {
    if (signal.aborted) throw new UserError('cancelled', 'The run was cancelled')
    const value = `${owner} until ${new Date(ports.date() + lasts).toISOString()}`
    const before = isFirst ? [] : await othersOf(asked, ports)
    if (before.length === 0) {
      await aws.tag(arn, key, tagValue(value))
      const others = await othersOf(asked, ports)
      if (others.length === 0) return { isHeld: true }
      await drop([key], asked, ports)
      before.push(...others)
    }
    const left = wait - (clock.now() - start)
    if (left <= 0) throw locked(before[0] ?? '', wait)
    if (isFirst) log(`Waiting for another run, which updates this function: ${before[0]}`)
    // Not all at the same moment.
    await clock.sleep(Math.min(POLL * (0.5 + ports.random()), left), signal)
  }
}

/** The runs that have a tag which has not expired; those that have are taken away. */
async function othersOf(asked: Asked, ports: LockPorts): Promise<string[]> {
  const all = Object.entries(await ports.aws.tags(asked.arn))
  const others = all.filter(([name]) => name.startsWith(PREFIX) && name !== asked.key)
  const isOver = (value: string): boolean => expiryOf(value) < ports.date()
  const over = others.filter(([, value]) => isOver(value))
  for (const [, value] of over)
    ports.notice(`A run left its lock behind, which has expired: ${value}`)
  const names = over.map(([name]) => name)
  if (names.length > 0) await drop(names, asked, ports)
  return others.filter(([, value]) => !isOver(value)).map(([, value]) => value)
}

/** Takes tags away. One that can't be taken away expires: that is no reason to pass the lock of another run. */
async function drop(keys: readonly string[], { arn }: Asked, ports: LockPorts): Promise<void> {
  try {
    await ports.aws.untag(arn, keys)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    ports.warn(`A tag of the function's lock can't be taken away: ${error.message}`)
  }
}

/** Milliseconds since 1970; what tells no time never expires. */
function expiryOf(value: string): number {
  const time = Date.parse(/ until (\S+)$/.exec(value)?.[1] ?? '')
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time
}

/** What may stand in the value of a tag: at most 256 characters (Lambda API, TagResource). */
const tagValue = (text: string): string => text.replace(/[^\w +\-=.:/@]/g, '-').slice(-256)

const locked = (holder: string, wait: number): UserError =>
  new UserError(
    'locked',
    `Another run updates this function, after ${Math.round(wait / 1000)} s of waiting: ${quote(holder)}. If that run is over and left its tag (${PREFIX}…) on the function, take it away by hand`,
  )

/** What others see of a run: its page, and its attempt. */
export function ownerOf(env: Readonly<Record<string, string | undefined>>): string {
  const page = [env['GITHUB_SERVER_URL'], env['GITHUB_REPOSITORY'], 'actions/runs']
  const id = env['GITHUB_RUN_ID']
  const attempt = env['GITHUB_RUN_ATTEMPT']
  if (!id) return 'a run outside of GitHub Actions'
  return `${[...page, id].join('/')} attempt ${attempt ?? 1}`
}
