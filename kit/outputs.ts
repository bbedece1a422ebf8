// The outputs of an action as a typed map: what is not declared can't be set, what is declared can't be forgotten.
import type { Runner } from './runner.ts'

export type Outputs<Name extends string> = Readonly<Record<Name, string>>

/** Sets every output of the step. */
export function setOutputs<Name extends string>(
  runner: Pick<Runner, 'output'>,
  outputs: Outputs<Name>,
): void {
  for (const [name, value] of Object.entries<string>(outputs)) runner.output(name, value)
}
