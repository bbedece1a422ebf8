// What a run leaves to be put back when it ends before its time.
import type { Runner } from '../../../../kit/action/runner.ts'

/** The fields of switch.sh for every host that may have to go back, by its name; and where the lock is. */
export type Left = {
  readonly slug: string
  readonly run: string
  readonly environment: string
  /** The host that has the lock. */
  readonly lock: string
  readonly stages: Readonly<Record<string, readonly string[]>>
}

/** Keeps for the step's post part what it has to put back; undefined is nothing. */
export function keeping(runner: Runner): (left: Left | undefined) => void {
  return (left) => runner.state('left', left ? JSON.stringify(left) : '')
}
