// What a run saves for its post step, which restores the hosts if the run ends early.

import type { Runner } from '../../../../kit/action/runner.ts'

export type PostState = {
  readonly slug: string
  readonly runId: string
  readonly environment: string
  /** The arguments of switch.sh for every host that may have to be rolled back, by the host's name. */
  readonly switchValues: Readonly<Record<string, readonly string[]>>
  /** The command of `before` that may still run. */
  readonly before?: RunningBefore
  /** The hosts whose proxy may have been replaced only halfway. */
  readonly proxies?: readonly string[]
}

/** The container of a command of `before`. */
export type RunningBefore = {
  /** The name of its host. */
  readonly host: string
  readonly container: string
  /** Seconds between SIGTERM and SIGKILL. */
  readonly grace: number
}

/** Returns a function that saves the state; undefined means that there is nothing to restore. */
export function postStateSaver(runner: Runner): (state: PostState | undefined) => void {
  return (state) => runner.state('postState', state ? JSON.stringify(state) : '')
}
