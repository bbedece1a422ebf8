// The post step of a run that did not finish: restores the old code if the run left new code, removes the lock, and cleans up.

import { UserError } from '../../../kit/action/user-error.ts'
import { waitForOrphan } from './adapters/orphan-process.ts'
import { removeFolder } from './adapters/private-folder.ts'
import type { Aws } from './aws/aws.ts'
import { awsClient } from './aws/client.ts'
import type { Ports } from './ports.ts'
import { unlock } from './update/locked-update.ts'
import { type PostState, savedHiddenValues } from './update/post-state.ts'
import { restoredLines } from './update/recover.ts'
import { removeLeftovers } from './update/zappa-leftovers.ts'

type PostPorts = Pick<Ports, 'redacting' | 'clock' | 'startAwsServer'>

/** Runs the post step. `savedState` is a PostState as JSON. Throws a UserError (`not-restored`) if new code is live that should not be. */
export async function runPost(savedState: string, ports: PostPorts): Promise<void> {
  const state = JSON.parse(savedState) as PostState
  const { log } = ports.redacting.runner
  try {
    await waitForOrphan(state.privateFolder, ports.clock)
    ports.redacting.addSecrets(savedHiddenValues(state.privateFolder))
    await restoreAndUnlock(state, ports)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(
      'not-restored',
      `The old code could not be restored: ${error.message}\nCheck which code is live now`,
    )
  } finally {
    if (state.leftovers) for (const line of removeLeftovers(state.leftovers)) log(line)
    for (const path of [state.packageFolder, state.privateFolder]) removeFolder(path)
  }
}

async function restoreAndUnlock(
  state: PostState,
  { redacting, startAwsServer }: PostPorts,
): Promise<void> {
  await using server = startAwsServer(state.virtualenv.python)
  const aws = awsClient(server, redacting.redact)
  await aws.python()
  await aws.configure(state.access)
  try {
    for (const line of await restore(aws, state)) redacting.runner.log(line)
  } finally {
    // Nothing tries again after this, so other runs need not wait.
    if (state.lock) await unlock(aws, state.lock, redacting.runner)
  }
}

async function restore(aws: Aws, state: PostState): Promise<string[]> {
  const { hasCopy, privateFolder, bucket, provisioned, lock } = state
  if (!hasCopy) return ['There is nothing to restore']
  if (lock && !(lock.key in (await aws.tags(lock.arn)))) {
    throw new UserError(
      'not-restored',
      `The lock of this run is gone, so another run may have updated ${state.function} meanwhile. Nothing is restored`,
    )
  }
  return restoredLines(await aws.restore(privateFolder, bucket, provisioned))
}
