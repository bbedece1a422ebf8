// State shared by all steps of an update.

import type { Get } from '../../../../kit/http/get.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { Aws, FunctionFacts } from '../aws/aws.ts'
import type { UpdateInputs } from '../inputs.ts'
import type { Plan } from '../plan.ts'
import type { Result } from '../result.ts'
import type { Stage } from '../settings/stage.ts'
import { type Interruption, throwIfInterrupted } from './interruption.ts'
import type { ZappaResult } from './zappa-cli.ts'

export type UpdateState = {
  readonly inputs: Pick<UpdateInputs, 'image-uri' | 'on-failure' | 'smoke'>
  readonly stage: Stage
  /** The settings file, relative to the project's folder. */
  readonly settingsFile: string
  readonly plan: Plan
  readonly aws: Aws
  readonly result: Result
  /** What was deployed before; undefined if nothing was. */
  readonly facts: FunctionFacts | undefined
  /** The folder with the copy of what was deployed before. */
  readonly copyFolder: string
  /** There is a copy, and a failure restores it. */
  readonly hasCopy: boolean
  /** This run may have replaced the code. */
  mayHaveReplacedCode: boolean
  /** A management command may have run. */
  mayHaveRunCommand: boolean
  readonly clock: Clock
  readonly get: Get
  /** Milliseconds since 1970. */
  readonly date: () => number
  readonly log: (line: string) => void
  readonly group: (title: string, lines: readonly string[]) => void
  readonly warn: (message: string) => void
  /** Removes hidden values; to be used before a string is shortened. */
  readonly redact: (text: string) => string
  readonly interruption: Interruption
  readonly runZappa: (args: readonly string[]) => Promise<ZappaResult>
}

/** Runs a step of the update unless the run is interrupted, and records how long it took. */
export async function runStep<T>(
  state: UpdateState,
  title: string,
  step: () => Promise<T>,
): Promise<T> {
  const { clock, log, interruption, result } = state
  throwIfInterrupted(interruption)
  const start = clock.now()
  log(title)
  try {
    return await step()
  } catch (error) {
    // The error of an interrupted step says nothing about the cause.
    throwIfInterrupted(interruption)
    throw error
  } finally {
    const seconds = (clock.now() - start) / 1000
    result.steps.push({ title, seconds })
    log(`${title}: ${seconds.toFixed(1)} s`)
  }
}
