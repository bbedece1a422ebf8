// What a run leaves to its post part while it is not through.
import type { Runner } from '../../../../kit/action/runner.ts'
import type { Access } from '../aws/client.ts'
import type { Environment } from '../run.ts'
import type { Tidy } from './zappa-leftovers.ts'

export type Left = {
  readonly environment: Environment
  readonly access: Access
  readonly function: string
  /** With the copy of what served, and the values that are hidden. */
  readonly folder: string
  /** There is a copy, and it is wanted back. */
  readonly isRecorded: boolean
  /** Where Zappa packs. */
  readonly temp: string
  /** What it may leave in the project; undefined while it has not begun. */
  readonly tidy: Tidy | undefined
  readonly bucket: string
  readonly provisioned: number
  /** The tag that locks; undefined where none does. */
  readonly lock: { readonly arn: string; readonly key: string } | undefined
}

/** The file with the values. */
export const HIDDEN = 'hidden.json'

/** Keeps it for the step's post part; undefined is nothing. */
export const keep = (runner: Runner, left: Left | undefined): void =>
  runner.state('left', left ? JSON.stringify(left) : '')
