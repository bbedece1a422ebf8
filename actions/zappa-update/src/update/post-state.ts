// What a run saves for its post step until it is finished.

import type { RedactingRunner } from '../../../../kit/action/redacting-runner.ts'
import type { Runner } from '../../../../kit/action/runner.ts'
import { readPrivate, writePrivate } from '../adapters/private-folder.ts'
import type { AwsAccess } from '../aws/aws.ts'
import type { LockTag } from '../aws/function-lock.ts'
import type { VirtualenvPaths } from './virtualenv.ts'
import type { LeftoverCheck } from './zappa-leftovers.ts'

export type PostState = {
  readonly virtualenv: VirtualenvPaths
  readonly access: AwsAccess
  readonly function: string
  /** The folder with the copy of the deployed code and the values to hide. */
  readonly privateFolder: string
  /** There is a copy, and a failure restores it. */
  readonly hasCopy: boolean
  /** The code that a failure restores. */
  readonly before: { readonly sha: string }
  /** The folder where Zappa makes its packages. */
  readonly packageFolder: string
  /** Undefined until Zappa starts. */
  readonly leftovers: LeftoverCheck | undefined
  readonly bucket: string
  readonly provisioned: number
  /** Undefined if there is no lock. */
  readonly lock: LockTag | undefined
}

/** Saves the state; undefined means that nothing is left to do. */
export const savePostState = (runner: Pick<Runner, 'state'>, state: PostState | undefined): void =>
  runner.state('postState', state ? JSON.stringify(state) : '')

const HIDDEN_FILE = 'hidden.json'

/** Writes the values to hide to a file: the runner's masks do not hide them from the post step's own output. */
export const saveHiddenValues = (
  folder: string,
  redacting: Pick<RedactingRunner, 'secrets'>,
): void => writePrivate(folder, HIDDEN_FILE, JSON.stringify(redacting.secrets()))

export const savedHiddenValues = (folder: string): string[] =>
  JSON.parse(readPrivate(folder, HIDDEN_FILE)) as string[]
