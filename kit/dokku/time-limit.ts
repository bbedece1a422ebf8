// Something that deploys an app, with an end to how long it may take, and what a cancel means for it: the server goes on by itself
// when its client is gone.
import type { Clock } from '../time/clock.ts'
import { cancelBuild } from './outcome.ts'
import { type Said, saysLocked } from './push-result.ts'
import type { Dokku } from './server.ts'

export type GuardPorts = {
  readonly clock: Clock
  readonly log: (line: string) => void
  /** The run is cancelled. */
  readonly cancel: AbortSignal
}

export type Guarded = Said & {
  /** Why it did not end by itself; undefined where it did. */
  readonly ended: 'cancelled' | 'timeout' | undefined
  /** It did not end by itself, and the server is through with it all the same. */
  readonly isOver: boolean
}

/** How long git may take to notice that its build was cancelled: milliseconds. */
const NOTICE = 2000

/** Runs it. `work` gets what takes its lines, and a signal to end its client. */
export async function guarded(
  dokku: Dokku,
  app: string,
  work: (line: (text: string) => void, interrupt: AbortSignal) => Promise<Said>,
  timeout: number,
  { clock, log, cancel }: GuardPorts,
): Promise<Guarded> {
  const [over, stop] = [new AbortController(), new AbortController()]
  let ended: Guarded['ended']
  let [began, isOver] = [false, false]
  const line = (text: string): void => {
    // Another one's build would be cancelled, if this one waits for it.
    began ||= text.trim() !== '' && !saysLocked(text)
    log(text)
  }
  const end = async (why: 'cancelled' | 'timeout'): Promise<void> => {
    if (over.signal.aborted) return
    ended = why
    isOver = began && (await cancelBuild(dokku, app).catch(() => false))
    if (isOver) await clock.sleep(NOTICE, over.signal)
    stop.abort()
  }
  let ending: Promise<void> | undefined
  const onCancel = (): void => {
    ending ??= end('cancelled')
  }
  cancel.addEventListener('abort', onCancel)
  void clock.sleep(timeout, over.signal).then(() => {
    ending ??= end('timeout')
  })
  try {
    if (cancel.aborted) onCancel()
    const said = await work(line, stop.signal)
    over.abort()
    // A build that is cancelled ends its client before it is known to be over.
    await ending
    return { ...said, ended, isOver }
  } finally {
    over.abort()
    cancel.removeEventListener('abort', onCancel)
  }
}
