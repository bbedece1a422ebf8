// An update with all that it takes around it: the lock, the copy of what served, and nothing left behind.

import type { Runner } from '../../../../kit/action/runner.ts'
import { UserError } from '../../../../kit/action/user-error.ts'
import { roomyFolder } from '../adapters/memory-folder.ts'
import { privateFolder, removeFolder, writePrivate } from '../adapters/private-folder.ts'
import type { Aws, Facts } from '../aws/client.ts'
import { type Lock, ownerOf, PREFIX, takeLock } from '../aws/function-lock.ts'
import type { UpdateInputs } from '../inputs.ts'
import type { Surroundings } from '../inspect.ts'
import type { Plan } from '../plan.ts'
import type { Result } from '../result.ts'
import type { Environment, Ports } from '../run.ts'
import { hiddenOf, namedValues } from '../secrets.ts'
import type { Project } from '../settings/project.ts'
import { assertGoing } from './job.ts'
import { HIDDEN, keep, type Left } from './post-state.ts'
import { updateWithZappa } from './run-update.ts'

export type Task = {
  readonly inputs: UpdateInputs
  readonly project: Project
  readonly environment: Environment
  readonly aws: Aws
  readonly around: Surroundings
  readonly plan: Plan
  readonly result: Result
  readonly ports: Ports
  /** The run is cancelled, or its time is over. */
  readonly signal: AbortSignal
}

/** How much longer than the run the lock may last: time to put things back, in milliseconds. */
const AFTERWARDS = 1_200_000

/** Locks the function, copies what serves, updates. What comes of that is in the result. Throws a UserError where it did not begin. */
export async function carryOut(task: Task): Promise<void> {
  const { around, aws, inputs, ports, project, environment } = task
  const { runner } = ports.redacting
  const { stage } = project
  using temp = roomyFolder(ports.roots[1], 'towpath-package-', ROOM)
  const folder = privateFolder(ports.roots[1], 'towpath-zappa-')
  writePrivate(folder, HIDDEN, JSON.stringify(ports.redacting.secrets()))
  const tag = around.facts && { arn: around.facts.arn, key: `${PREFIX}${ports.run}` }
  const left: Left = {
    environment,
    access: around.access,
    function: stage.functionName,
    folder,
    isRecorded: false,
    temp: temp.path,
    tidy: undefined,
    bucket: stage.bucket,
    provisioned: stage.provisioned,
    lock: tag,
  }
  keep(runner, left)
  let isOver = false
  // That fails quietly: it costs time alone.
  const spared = aws.spareLookups(temp.path).catch(() => [])
  try {
    const lock = tag && (await lockFor(task, tag).catch(overOr(task)))
    const facts = await recorded(task, folder)
    const isRecorded = facts !== undefined && inputs['on-failure'] === 'restore'
    const now = { ...left, isRecorded, lock: lock?.isHeld ? tag : undefined }
    await updateWithZappa(task, facts, now, await spared)
    isOver = task.result.error?.reason !== 'not-restored'
  } catch (error) {
    isOver = error instanceof UserError
    throw error
  } finally {
    // What could not be put back is tried once more by the post part, which needs the copy and the lock.
    if (isOver) {
      // Killed from here on the post part only tidies up.
      keep(runner, { ...left, lock: undefined })
      if (tag) await unlock(aws, tag, runner)
      removeFolder(folder)
      keep(runner, undefined)
    }
  }
}

type Tag = { readonly arn: string; readonly key: string }

function lockFor({ inputs, aws, ports, signal }: Task, { arn, key }: Tag): Promise<Lock> {
  const { clock, date, random, redacting, env } = ports
  const { log, annotate } = redacting.runner
  const notice = (message: string): void => annotate('notice', message)
  const warn = (message: string): void => annotate('warning', message)
  const lasts = inputs.timeout + AFTERWARDS
  const asked = { arn, key, owner: ownerOf(env), lasts, wait: inputs['lock-wait'] }
  return takeLock(asked, { aws, clock, date, random, log, notice, warn }, signal)
}

/** Waiting ends with the run: because it was cancelled, or because its time is over. */
const overOr =
  ({ inputs, ports, signal }: Task) =>
  (error: unknown): never => {
    if (error instanceof UserError && error.reason === 'cancelled')
      assertGoing({ cancel: ports.cancel, signal, inputs })
    throw error
  }

/** A tag that can't be taken away expires. */
export async function unlock(
  aws: Pick<Aws, 'untag'>,
  { arn, key }: Tag,
  runner: Runner,
): Promise<void> {
  try {
    await aws.untag(arn, [key])
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const what = `The lock of this run stays until it expires: ${error.message}`
    runner.annotate('warning', what)
  }
}

/** What serves now that nobody else changes it. It is copied where it may be wanted back. */
async function recorded(task: Task, folder: string): Promise<Facts | undefined> {
  const { around, aws, inputs, project, result, ports } = task
  if (!around.facts) return undefined
  const name = project.stage.functionName
  const isWanted = inputs['on-failure'] === 'restore'
  const facts = isWanted ? await aws.record(name, folder) : await aws.look(name)
  // Who was waited for may have given it other variables.
  ports.redacting.addSecrets(hiddenOf(namedValues(facts?.variables ?? {})))
  writePrivate(folder, HIDDEN, JSON.stringify(ports.redacting.secrets()))
  const { version = '', sha = '' } = facts ?? {}
  const plan = { ...task.plan, 'previous-version': version, 'previous-code-sha256': sha }
  Object.assign(result, { plan, before: facts, now: facts })
  return facts
}

/** So much has room in memory where there is so much: what Zappa packs lies there twice. */
const ROOM = 1_000_000_000
