// Runs a deployment with a time limit, and ends it when the run is cancelled. The server continues on its own when its client is gone, so
// the build is cancelled first if the version can.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { type CancelResult, cancelBuild } from './outcome.ts'
import type { CommandPorts } from './ports.ts'
import { isLockedLine, type PushOutput } from './push-result.ts'
import type { Dokku } from './server.ts'

export type LimitedOutput = PushOutput & {
  /** Why it was ended early; undefined if it ended by itself. */
  readonly ended: 'cancelled' | 'timeout' | undefined
  /** It was ended early, and so was the build on the server. */
  readonly isBuildStopped: boolean
  /** The image was built: it is `latest` already. */
  readonly hasImage: boolean
}

/** Milliseconds in which git notices that its build has ended. */
const NOTICE_TIME = 2000

/** Runs the work, which gets a function for its lines of output and a signal on which to kill its client. */
export async function runWithLimit(
  dokku: Dokku,
  app: string,
  work: (onLine: (line: string) => void, killOn: AbortSignal) => Promise<PushOutput>,
  timeout: number,
  { clock, log, cancel }: CommandPorts,
): Promise<LimitedOutput> {
  const finished = new AbortController()
  const kill = new AbortController()
  let ended: LimitedOutput['ended']
  let hasBegun = false
  let isBuildStopped = false
  let hasImage = false
  const onLine = (line: string): void => {
    // While this push waits for a lock, cancelling would stop the build of another one.
    hasBegun ||= line.trim() !== '' && !isLockedLine(line)
    hasImage ||= /^-----> Releasing /.test(line)
    log(line)
  }
  const end = async (why: 'cancelled' | 'timeout'): Promise<void> => {
    if (finished.signal.aborted) return
    ended = why
    const build: CancelResult = hasBegun
      ? await cancelBuild(dokku, app).catch(() => 'running')
      : 'running'
    isBuildStopped = build === 'stopped'
    if (build !== 'running') await clock.sleep(NOTICE_TIME, finished.signal)
    kill.abort()
  }
  let ending: Promise<void> | undefined
  const onCancel = (): void => {
    ending ??= end('cancelled')
  }
  cancel.addEventListener('abort', onCancel)
  void clock.sleep(timeout, finished.signal).then(() => {
    ending ??= end('timeout')
  })
  try {
    if (cancel.aborted) onCancel()
    const output = await work(onLine, kill.signal)
    finished.abort()
    // A cancelled build ends its client before the server reports the build as ended.
    await ending
    return { ...output, ended, isBuildStopped, hasImage }
  } finally {
    finished.abort()
    cancel.removeEventListener('abort', onCancel)
  }
}

/** Returns the error of a deployment that was ended early. It does not say what became of a build that was not stopped, which has to be asked. */
export function earlyEndError(
  app: string,
  { ended, isBuildStopped, hasImage }: LimitedOutput,
  timeout: number,
): UserError {
  const why =
    ended === 'timeout'
      ? `the deployment took longer than ${timeout / 1000} s`
      : 'the run was cancelled'
  const image = hasImage
    ? `, but dokku/${app}:latest is its image already, which a restart would start; "dokku ps:rebuild ${app}" repairs that`
    : ''
  const server = isBuildStopped
    ? `the build on the server was stopped${image}`
    : 'its build on the server was not stopped'
  return new UserError(ended ?? 'cancelled', `${quote(app)}: ${why}; ${server}`)
}
