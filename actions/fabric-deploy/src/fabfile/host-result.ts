// The result of a host: from fab's exit code and the reasons that the guard recorded. Pure.

import type { Host } from '../../../../kit/ssh/host.ts'

export type TaskRow = {
  /** Undefined if the tasks name their own hosts. */
  readonly host: Host | undefined
  readonly outcome: 'deployed' | 'unchanged' | 'failed' | 'unreachable' | 'not-reached'
  /** Empty if it succeeded. */
  readonly reason: string
  /** fab's exit code: that of the remote command if one failed. */
  readonly code: number | null
  readonly seconds: number
  /** One line about the reason, which may contain output of a host. */
  readonly text: string
}

/** A line of the guard's report; the reason `command` means that a remote command was started. */
export type GuardNote = { readonly reason: string; readonly text: string }

/** Reads the guard's report: a JSON object per line. */
export function readNotes(report: string): readonly GuardNote[] {
  return report
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as GuardNote)
}

const NO_COMMAND = 'the tasks ran no command on this host'

const UNREACHED = new Set(['unreachable', 'key-refused', 'host-key-unknown', 'host-key-changed'])

/** Returns the result of one run of fab. A refused host key counts even if the fabfile continues without that host. */
export function hostResult(
  code: number | null,
  notes: readonly GuardNote[],
  interruption: 'cancelled' | 'timeout' | undefined,
): Pick<TaskRow, 'outcome' | 'reason' | 'text'> {
  const reasons = notes.filter(({ reason }) => reason !== 'command')
  const ranCommand = reasons.length < notes.length
  const hostKey = reasons.find(({ reason }) => reason.startsWith('host-key-'))
  if (!hostKey && code === 0) {
    return ranCommand
      ? { outcome: 'deployed', reason: '', text: '' }
      : { outcome: 'unchanged', reason: '', text: NO_COMMAND }
  }
  if (interruption) {
    const text =
      interruption === 'timeout' ? 'the time limit was exceeded' : 'the run was cancelled'
    return { outcome: 'failed', reason: interruption, text }
  }
  const note = hostKey ?? reasons.at(-1)
  if (!note)
    return { outcome: 'failed', reason: 'task-failed', text: `fab exited with code ${code}` }
  // If a command has run, then it was another host that could not be reached.
  const outcome = UNREACHED.has(note.reason) && !ranCommand ? 'unreachable' : 'failed'
  return { outcome, ...note }
}
