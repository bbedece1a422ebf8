// What `finish` pushes where branches change by pull requests only. Not built yet.

import type { State } from '../state.ts'
import type { FinishFacts, FinishPlan } from './finish-plan.ts'

/** Opens or finds the pull requests, and plans the next push. */
export async function planPullRequest(_state: State, _facts: FinishFacts): Promise<FinishPlan> {
  throw new Error('not built yet')
}
