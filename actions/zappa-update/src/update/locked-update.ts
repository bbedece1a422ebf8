// An update with everything around it: the lock, the copy of the deployed code, and the cleanup.

import type { Runner } from '../../../../kit/action/runner.ts'
import { UserError } from '../../../../kit/action/user-error.ts'
import { stringsToHide } from '../../../../kit/text/secret-values.ts'
import { memoryFolder } from '../adapters/memory-folder.ts'
import { privateFolder, removeFolder } from '../adapters/private-folder.ts'
import type { Aws, FunctionFacts } from '../aws/aws.ts'
import { LOCK_TAG_PREFIX, type LockTag, lockOwner, takeLock } from '../aws/function-lock.ts'
import { namedValues } from '../secrets.ts'
import { throwIfInterrupted } from './interruption.ts'
import { type PostState, saveHiddenValues, savePostState } from './post-state.ts'
import { updateWithZappa } from './run-update.ts'
import type { UpdateTask } from './task.ts'

/** Packages are made in memory if this many bytes are free there; Zappa has each of them there twice. */
const PACKAGE_BYTES = 1_000_000_000

/**
 * Locks the function, copies what is deployed and updates it. The outcome is in the task's result. Throws a UserError if the update did
 * not begin.
 */
export async function lockedUpdate(task: UpdateTask): Promise<void> {
  const { aws, ports, deployment } = task
  const { runner } = ports.redacting
  const [, temp] = ports.roots
  using packages = memoryFolder(temp, 'towpath-package-', PACKAGE_BYTES)
  const folder = privateFolder(temp, 'towpath-zappa-')
  saveHiddenValues(folder, ports.redacting)
  const { facts } = deployment
  const tag = facts && { arn: facts.arn, key: `${LOCK_TAG_PREFIX}${ports.runId}` }
  const state = initialPostState(task, { folder, packages: packages.path, tag })
  savePostState(runner, state)
  let isFinished = false
  try {
    await updateUnderLock(task, state)
    // The post step tries once more to restore what this run could not. It needs the copy and the lock.
    isFinished = task.result.error?.reason !== 'not-restored'
  } catch (error) {
    isFinished = error instanceof UserError
    throw error
  } finally {
    if (isFinished) {
      // If this run is killed from here on, the post step only cleans up.
      savePostState(runner, { ...state, lock: undefined })
      if (tag) await unlock(aws, tag, runner)
      removeFolder(folder)
      savePostState(runner, undefined)
    }
  }
}

function initialPostState(
  { virtualenv, deployment, project }: UpdateTask,
  { folder, packages, tag }: { folder: string; packages: string; tag: LockTag | undefined },
): PostState {
  const { functionName, bucket, provisioned } = project.stage
  return {
    virtualenv,
    access: deployment.access,
    function: functionName,
    privateFolder: folder,
    hasCopy: false,
    before: { sha: deployment.facts?.sha ?? '' },
    packageFolder: packages,
    leftovers: undefined,
    bucket,
    provisioned,
    lock: tag,
  }
}

async function updateUnderLock(task: UpdateTask, state: PostState): Promise<void> {
  // A failure only costs time: Zappa then looks the wheels up.
  const skippedLookups = task.aws.skipWheelLookups(state.packageFolder).catch(() => [])
  const isLocked = state.lock !== undefined && (await takeTaskLock(task, state.lock))
  const facts = await recordDeployed(task, state.privateFolder)
  const hasCopy = facts !== undefined && task.inputs['on-failure'] === 'restore'
  const before = { sha: facts?.sha ?? '' }
  const current = { ...state, hasCopy, before, lock: isLocked ? state.lock : undefined }
  await updateWithZappa(task, facts, current, await skippedLookups)
}

/** Time for restoring after the run's time limit. */
const RESTORE_MS = 1_200_000

async function takeTaskLock(
  { inputs, aws, ports, interruption }: UpdateTask,
  tag: LockTag,
): Promise<boolean> {
  const { clock, date, random, redacting, env } = ports
  const { log, annotate } = redacting.runner
  const notice = (message: string): void => annotate('notice', message)
  const warn = (message: string): void => annotate('warning', message)
  const request = {
    ...tag,
    owner: lockOwner(env),
    lifetime: inputs.timeout + RESTORE_MS,
    maxWait: inputs['lock-wait'],
  }
  try {
    const lockPorts = { aws, clock, date, random, log, notice, warn }
    return await takeLock(request, lockPorts, interruption.signal)
  } catch (error) {
    // The lock can't tell a cancelled run from one that exceeded its time limit.
    if (error instanceof UserError && error.reason === 'cancelled') throwIfInterrupted(interruption)
    throw error
  }
}

/** Removes the lock's tag. If that fails it expires. */
export async function unlock(
  aws: Pick<Aws, 'untag'>,
  { arn, key }: LockTag,
  runner: Pick<Runner, 'annotate'>,
): Promise<void> {
  try {
    await aws.untag(arn, [key])
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const what = `The lock of this run can't be removed and stays until it expires: ${error.message}`
    runner.annotate('warning', what)
  }
}

/** Returns what is deployed now that no other run changes it, and copies it if a failure would restore it. */
async function recordDeployed(
  { deployment, aws, inputs, project, plan, result, ports }: UpdateTask,
  folder: string,
): Promise<FunctionFacts | undefined> {
  if (!deployment.facts) return undefined
  const name = project.stage.functionName
  const isWanted = inputs['on-failure'] === 'restore'
  const facts = isWanted ? await aws.record(name, folder) : await aws.describe(name)
  // The run that held the lock may have changed the variables.
  const variables = namedValues(facts?.variables ?? {})
  ports.redacting.addSecrets(stringsToHide(variables, deployment.open))
  saveHiddenValues(folder, ports.redacting)
  result.plan = {
    ...plan,
    'previous-version': facts?.version ?? '',
    'previous-code-sha256': facts?.sha ?? '',
  }
  result.before = facts
  result.now = facts
  return facts
}
