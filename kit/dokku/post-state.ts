// What a run leaves to be told when it ends before the server does.
import type { Runner } from '../action/runner.ts'

export type Left = {
  readonly app: string
  readonly branch: string
  /** The commit that was pushed; empty where an image was deployed. */
  readonly commit: string
  /** The image that was deployed; empty where a commit was pushed. */
  readonly image: string
  /** The ids of the containers that were there before an image. */
  readonly before: readonly string[]
}

/** Keeps for the step's post part what it has to look after; undefined is nothing. */
export function keeping(runner: Runner): (left: Left | undefined) => void {
  return (left) => runner.state('left', left ? JSON.stringify(left) : '')
}
