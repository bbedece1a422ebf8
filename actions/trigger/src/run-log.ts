// The log of a run that is waited for: a line when its status changes, else one a minute.

import { quote } from '../../../kit/text/escape.ts'
import { placeOf } from './outputs.ts'
import type { Ports } from './ports.ts'
import type { WorkflowRun } from './workflows-api.ts'

const MINUTE = 60_000

/** Returns a function that logs each reading of the run. */
export function runLog({ redacting: { runner }, clock }: Ports): (run: WorkflowRun) => void {
  const began = clock.now()
  let shown = ''
  let last = began
  let wasWaiting = false
  return (run) => {
    const { status, conclusion, attempt } = run
    const words = `${status}${conclusion === undefined ? '' : ` (${conclusion})`}`
    const now = `${attempt > 1 ? `attempt ${attempt}, ` : ''}${words}`
    if (now === shown && clock.now() - last < MINUTE) return
    const seconds = Math.round((clock.now() - began) / 1000)
    runner.log(now === shown ? `Still ${now} after ${seconds} s` : `${now} after ${seconds} s`)
    if (status === 'waiting' && !wasWaiting) {
      wasWaiting = true
      runner.annotate('notice', `The run waits for an approval: ${quote(placeOf(run))}`)
    }
    shown = now
    last = clock.now()
  }
}

/** Returns a function that logs a sentence, at most one a minute. */
export function sparingLog({ redacting: { runner }, clock }: Ports): (sentence: string) => void {
  let last = Number.NEGATIVE_INFINITY
  return (sentence) => {
    if (clock.now() - last < MINUTE) return
    last = clock.now()
    runner.log(sentence)
  }
}
