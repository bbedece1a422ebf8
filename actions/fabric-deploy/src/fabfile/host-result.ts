// What became of a host: told from fab's code and from the reasons that the guard wrote down. Pure.
import type { Host } from '../../../../kit/ssh/host.ts'

export type Row = {
  /** None where the task names its own hosts. */
  readonly host: Host | undefined
  readonly outcome: 'deployed' | 'unchanged' | 'failed' | 'unreachable' | 'not-reached'
  /** Empty when it went well. */
  readonly reason: string
  /** What ended fab: the remote command's own code where that failed. */
  readonly code: number | null
  readonly seconds: number
  /** One line about the reason. It may have a host's own words in it. */
  readonly text: string
}

export type Noted = { readonly reason: string; readonly text: string }

/** Reads what the guard wrote: a JSON object a line. */
export function readNotes(report: string): readonly Noted[] {
  return report
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Noted)
}

const IDLE = 'the tasks ran no command on this host'

const NOT_THERE = new Set(['unreachable', 'key-refused', 'host-key-unknown', 'host-key-changed'])

/** Judges one run of fab. A host key that was refused counts also where the fabfile goes on without that host. */
export function judged(
  code: number | null,
  all: readonly Noted[],
  interruption: 'cancelled' | 'timeout' | undefined,
): Pick<Row, 'outcome' | 'reason' | 'text'> {
  const notes = all.filter(({ reason }) => reason !== 'command')
  const hasRun = notes.length < all.length
  const key = notes.find(({ reason }) => reason.startsWith('host-key-'))
  if (!key && code === 0)
    return { outcome: hasRun ? 'deployed' : 'unchanged', reason: '', text: hasRun ? '' : IDLE }
  if (interruption) {
    const text =
      interruption === 'timeout' ? 'the time for this host is over' : 'the run was cancelled'
    return { outcome: 'failed', reason: interruption, text }
  }
  const note = key ?? notes.at(-1)
  if (!note) return { outcome: 'failed', reason: 'task-failed', text: `fab ended with ${code}` }
  return {
    // Where a command has run, it is another host that could not be reached.
    outcome: NOT_THERE.has(note.reason) && !hasRun ? 'unreachable' : 'failed',
    reason: note.reason,
    text: note.text,
  }
}
