// An update with all that it takes around it: the lock, the copy of what served, and nothing left behind.
import { UserError } from '../../../kit/errors.ts'
import { watchFiles } from '../../../kit/fresh-files.ts'
import { privateFolder, removeFolder, writePrivate } from '../../../kit/private-folder.ts'
import { roomyFolder } from '../../../kit/roomy-folder.ts'
import type { Aws, Facts } from './aws.ts'
import type { UpdateInputs } from './inputs.ts'
import type { Job } from './job.ts'
import { HIDDEN, keep, type Left } from './left.ts'
import { type Lock, ownerOf, PREFIX, takeLock } from './lock.ts'
import type { Surroundings } from './look.ts'
import type { Plan } from './plan.ts'
import type { Project } from './project.ts'
import type { Result } from './result.ts'
import type { Environment, Ports } from './run.ts'
import { update } from './update.ts'
import { runZappa } from './zappa.ts'

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
const AFTERWARDS = 600_000

/** Locks the function, copies what serves, updates. What comes of that is in the result. Throws a UserError where it did not begin. */
export async function carryOut(task: Task): Promise<void> {
  const { around, aws, inputs, ports, project, environment } = task
  const { runner } = ports.hiding
  const { stage } = project
  const folder = privateFolder(ports.roots[1], 'towpath-zappa-')
  writePrivate(folder, HIDDEN, JSON.stringify(ports.hiding.hidden()))
  const tag = around.facts && { arn: around.facts.arn, key: `${PREFIX}${ports.run}` }
  const left: Left = {
    environment,
    access: around.access,
    function: stage.functionName,
    folder,
    isRecorded: false,
    bucket: stage.bucket,
    provisioned: stage.provisioned,
    lock: tag,
  }
  keep(runner, left)
  let isOver = false
  using temp = roomyFolder(ports.roots[1], 'towpath-package-', ROOM)
  const packing = { temp: temp.path, spared: aws.spareLookups(temp.path).catch(() => []) }
  try {
    const lock = tag && (await lockFor(task, tag))
    const facts = await recorded(task, folder)
    const isRecorded = facts !== undefined && inputs['on-failure'] === 'restore'
    keep(runner, { ...left, isRecorded, lock: lock?.isHeld ? tag : undefined })
    await updateIn(task, folder, packing, facts, isRecorded)
    isOver = task.result.error?.reason !== 'not-restored'
  } catch (error) {
    isOver = error instanceof UserError
    throw error
  } finally {
    // What could not be put back is tried once more by the post part, which needs the copy and the lock.
    if (isOver) {
      if (tag) await unlock(aws, tag)
      removeFolder(folder)
      keep(runner, undefined)
    }
  }
}

type Tag = { readonly arn: string; readonly key: string }

function lockFor({ inputs, aws, ports, signal }: Task, { arn, key }: Tag): Promise<Lock> {
  const { clock, date, random, hiding, env } = ports
  const { log, annotate } = hiding.runner
  const notice = (message: string): void => annotate('notice', message)
  const warn = (message: string): void => annotate('warning', message)
  const lasts = inputs.timeout + AFTERWARDS
  const asked = { arn, key, owner: ownerOf(env), lasts, wait: inputs['lock-wait'] }
  return takeLock(asked, { aws, clock, date, random, log, notice, warn }, signal)
}

/** A tag that can't be taken away expires. */
export async function unlock(aws: Pick<Aws, 'untag'>, { arn, key }: Tag): Promise<void> {
  try {
    await aws.untag(arn, [key])
  } catch (error) {
    if (!(error instanceof UserError)) throw error
  }
}

/** What serves now that nobody else changes it. It is copied where it may be wanted back. */
async function recorded(task: Task, folder: string): Promise<Facts | undefined> {
  const { around, aws, inputs, project, result } = task
  if (!around.facts) return undefined
  const name = project.stage.functionName
  const isWanted = inputs['on-failure'] === 'restore'
  const facts = isWanted ? await aws.record(name, folder) : await aws.look(name)
  Object.assign(result, { before: facts, now: facts })
  return facts
}

/** So much has room in memory where there is so much: what Zappa packs lies there twice. */
const ROOM = 1_000_000_000

type Packing = {
  /** Where Zappa puts its packages together. */
  readonly temp: string
  /** The packages that nobody has to be asked about; that fails quietly, and costs time alone. */
  readonly spared: Promise<readonly string[]>
}

async function updateIn(
  task: Task,
  folder: string,
  packing: Packing,
  facts: Facts | undefined,
  isRecorded: boolean,
): Promise<void> {
  const { inputs, project, environment, aws, plan, ports, result, signal } = task
  const { clock, date, get, cancel, env } = ports
  const { log, group, annotate } = ports.hiding.runner
  const { stage } = project
  const spared = new Set(await packing.spared)
  if (spared.size > 0)
    log(`${spared.size} packages are Python alone: nobody is asked for a compiled form of them`)
  const say = (line: string): void => {
    if (!spared.has(withoutWheel(line))) log(line)
  }
  const where = { folder: project.folder, temp: packing.temp, env }
  const run = { environment: environment.folder, python: environment.python, ...where }
  const job: Job = {
    inputs,
    stage,
    settings: project.settings,
    plan,
    aws,
    result,
    facts,
    isRecorded,
    folder,
    clock,
    get,
    date,
    log,
    group,
    warn: (message) => annotate('warning', message),
    cancel,
    signal,
    zappa: (args) => runZappa(args, { ...run, say, signal }),
  }
  const tidy = watchFiles(project.folder, leftBy(stage.functionName))
  try {
    await update(job)
  } finally {
    for (const name of tidy()) log(`Removed ${name}, which Zappa left behind`)
  }
}

/** The package that Zappa warns of, because it has nothing compiled. */
const withoutWheel = (line: string): string =>
  / - (\S+): No manylinux wheel found/.exec(line)?.[1] ?? ''

/** Packages and templates that an update leaves where it fails; the next one would pack them. */
const leftBy = (name: string): RegExp =>
  new RegExp(`^(?:handler_)?${name}-(?:template-)?\\d+\\.(?:zip|tar\\.gz|json)$`)
