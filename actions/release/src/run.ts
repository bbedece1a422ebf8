// Runs one step, and writes the outputs: also those of a run that fails, as far as they are known.

import { UserError } from '../../../kit/action/user-error.ts'
import { abandon } from './abandon/abandon.ts'
import { finish } from './finish/finish.ts'
import type { ReleaseInputs } from './inputs.ts'
import { isChanged, nothingKnown, outputsOf } from './outputs.ts'
import type { Ports } from './ports.ts'
import type { Outcome } from './reasons.ts'
import { report } from './report.ts'
import { start } from './start/start.ts'
import type { State } from './state.ts'

const STEPS = { start, finish, abandon }

/** Runs the step. Throws a UserError on failure; outputs are set in either case. */
export async function run(inputs: ReleaseInputs, ports: Ports): Promise<void> {
  const { runner } = ports
  const state: State = { inputs, ports, known: nothingKnown() }
  state.known.plan = { step: inputs.step }
  try {
    const outcome = await STEPS[inputs.step](state)
    finished(state, inputs['dry-run'] && isWriting(outcome) ? 'planned' : outcome)
  } catch (error) {
    if (error instanceof UserError)
      runner.outputs({ ...outputsOf(state.known), reason: error.reason })
    else runner.outputs(outputsOf(state.known))
    throw error
  } finally {
    if (ports.remote.isBotLogin && isChanged(state.known)) noticeBot(state)
  }
}

/** Whether an outcome says that something was written, or would have been. */
const isWriting = (outcome: Outcome): boolean =>
  ['started', 'finished', 'abandoned'].includes(outcome)

function finished(state: State, outcome: Outcome): void {
  const { known, ports } = state
  const { version, tag, branch, previousTag } = known
  known.plan = { ...known.plan, reason: outcome, version, tag, branch, previousTag }
  report(state, outcome)
  ports.runner.outputs({ ...outputsOf(known), reason: outcome })
}

function noticeBot({ ports }: State): void {
  ports.runner.annotate(
    'notice',
    'The token may be GITHUB_TOKEN: what it pushes, opens or releases starts no workflows. If workflows should start on the tag or the branches, use the token of a GitHub App, or a deploy key',
  )
}
