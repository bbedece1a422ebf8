// What the parts of a run share.

import type { ReleaseInputs } from './inputs.ts'
import type { Known } from './outputs.ts'
import type { Ports } from './ports.ts'
import type { ReleaseNames } from './release-names.ts'

export type State = {
  readonly inputs: ReleaseInputs
  readonly ports: Ports
  /** What is known so far; it is written as outputs even if the run fails. */
  readonly known: Known
}

/** Remembers the names of the release. */
export function remember({ known }: State, { version, tag, branch }: ReleaseNames): void {
  Object.assign(known, { version, tag, branch })
}
