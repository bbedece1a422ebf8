// The post step of a run that did not finish: restores the old code if the run left new code, removes the lock, and cleans up.

import { UserError } from '../../../kit/action/user-error.ts'
import { waitForOrphan } from './adapters/orphan-process.ts'
import { removeFolder } from './adapters/private-folder.ts'
import type { Aws, Restoration } from './aws/aws.ts'
import { awsClient } from './aws/client.ts'
import type { Ports } from './ports.ts'
import { unlock } from './update/locked-update.ts'
import { type PostState, savedHiddenValues } from './update/post-state.ts'
import { restorationLines } from './update/restoration.ts'
import { removeLeftovers } from './update/zappa-leftovers.ts'

type PostPorts = Pick<Ports, 'redacting' | 'clock' | 'startAwsServer'>

/** Runs the post step. `savedState` is a PostState as JSON. Throws a UserError (`not-restored`) if new code is live that should not be. */
export async function runPost(savedState: string, ports: PostPorts): Promise<void> {
  const state = JSON.parse(savedState) as PostState
  const { log } = ports.redacting.runner
  try {
    report(await restoreWhenReady(state, ports), state, log)
  } finally {
    if (state.leftovers) for (const line of removeLeftovers(state.leftovers)) log(line)
    for (const path of [state.packageFolder, state.privateFolder]) removeFolder(path)
  }
}

async function restoreWhenReady(
  state: PostState,
  ports: PostPorts,
): Promise<Restoration | undefined> {
  try {
    await waitForOrphan(state.privateFolder, ports.clock)
    ports.redacting.addSecrets(savedHiddenValues(state.privateFolder))
    return await restoreAndUnlock(state, ports)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(
      'not-restored',
      `The old code could not be restored: ${error.message}\nCheck which code is live now`,
    )
  }
}

async function restoreAndUnlock(
  state: PostState,
  { redacting, startAwsServer }: PostPorts,
): Promise<Restoration | undefined> {
  await using server = startAwsServer(state.virtualenv.python)
  const { redact, runner } = redacting
  const aws = awsClient(server, redact, (message) => runner.annotate('warning', message))
  await aws.python()
  await aws.configure(state.access)
  try {
    return await restore(aws, state)
  } finally {
    // Nothing tries again after this, so other runs need not wait.
    if (state.lock) await unlock(aws, state.lock, runner)
  }
}

async function restore(aws: Aws, state: PostState): Promise<Restoration | undefined> {
  const { hasCopy, privateFolder, bucket, provisioned, lock } = state
  if (!hasCopy) return undefined
  if (lock && !(lock.key in (await aws.tags(lock.arn)))) {
    throw new UserError(
      'not-restored',
      `The lock of this run is gone, so another run may have updated ${state.function} meanwhile. Nothing is restored`,
    )
  }
  return aws.restore(privateFolder, bucket, provisioned)
}

/** Logs what was restored. Throws a UserError (`not-restored`) if something is missing. */
function report(
  restoration: Restoration | undefined,
  { before }: PostState,
  log: (line: string) => void,
): void {
  const lines = restoration
    ? restorationLines(restoration, before)
    : ['There is nothing to restore']
  if (restoration && restoration.missing.length > 0)
    throw new UserError('not-restored', lines.join('\n'))
  for (const line of lines) log(line)
}
