// A deployment that the post step reports on if the run ends before the server does.

import type { Runner } from '../action/runner.ts'

export type PostState = {
  readonly app: string
  readonly branch: string
  /** The pushed commit; empty if an image was deployed. */
  readonly commit: string
  /** The deployed image; empty if a commit was pushed. */
  readonly image: string
  /** The ids of the containers before an image was deployed. */
  readonly before: readonly string[]
}

/** Returns a function that saves the state for the post step; undefined clears it. */
export function postStateSaver(runner: Runner): (state: PostState | undefined) => void {
  return (state) => runner.state('deployment', state ? JSON.stringify(state) : '')
}
