// Reads the configuration, connects to the hosts, does what is asked, and tells what came of it.

import type { Runner } from '../../../kit/action/runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { Source } from '../../../kit/config/read.ts'
import { badConfig, readTowpath } from '../../../kit/config/read.ts'
import { assertKnown, type Ssh } from '../../../kit/ssh/open-ssh.ts'
import { list } from '../../../kit/text/escape.ts'
import type { Clock } from '../../../kit/time/clock.ts'
import { deploymentResult, lookedResult } from './build-result.ts'
import { assertInputs, assertServices } from './check-inputs.ts'
import { type Fleet, fleetOf } from './config/fleet.ts'
import { type FabricWay, withFabric } from './fabfile/run-tasks.ts'
import type { Done } from './fabfile/task-results.ts'
import { leave, type Opened, open } from './host/connect.ts'
import { lockState } from './host/lock-status.ts'
import { type Job, MOST } from './host/preflight.ts'
import { atOnce, type ScriptName, together } from './host/session.ts'
import type { DeployInputs } from './inputs.ts'
import { jobOf } from './job.ts'
import { outputsOf } from './outputs.ts'
import { putBackLeft } from './post/restore.ts'
import { keeping, type Left } from './post/state.ts'
import { sentence, summary, tableLines } from './report.ts'
import type { Result } from './result.ts'
import { deploy } from './rollout/deploy.ts'

export type Ports = {
  readonly runner: Runner
  readonly configFile: (path: string) => Source
  /** Makes the key and the known hosts ready. */
  readonly ssh: (quick: boolean) => Promise<Ssh>
  /** The text of a script for a host. */
  readonly script: (name: ScriptName) => string
  readonly clock: Clock
  /** The run is cancelled. */
  readonly cancel: AbortSignal
  /** What others see of the owner of the lock. */
  readonly owner: readonly string[]
  /** A name that no other run has. */
  readonly run: string
  /** What running a fabfile takes. */
  readonly fabric: FabricWay
}

/**
 * Does what the inputs ask for, and tells the result. Returns the error that it ended with, or throws a UserError when it did not come
 * so far.
 */
async function run(inputs: DeployInputs, ports: Ports): Promise<UserError | undefined> {
  const fleet = fleetFor(inputs, ports)
  for (const { name } of fleet.services) {
    if (fleet.hosts.every(({ services }) => services.every((one) => one.name !== name)))
      ports.runner.log(`${name} runs nowhere here: no host has one of its roles`)
  }
  const job = jobOf(inputs, fleet, ports.run)
  const ssh = await sshTo(fleet, inputs, ports)
  try {
    if (inputs.tasks.trim() !== '') {
      const { result, error } = await withFabric(inputs, job, ssh, ports)
      tell(inputs, result, ports.runner)
      return error
    }
    const start = ports.clock.now()
    const lock = fleet.keeper?.name ?? ''
    const { slug, run: name } = job
    // Looking leaves a folder on the hosts, with a login.
    const keep = keeping(ports.runner)
    keep({ slug, run: name, environment: fleet.environment, lock, stages: {} })
    const opened = await open(job, ssh, ports).catch((error: unknown) => {
      // Behind a gateway that is out of reach nothing was looked at.
      if (error instanceof UserError) keep(undefined)
      throw error
    })
    try {
      const seconds = ((ports.clock.now() - start) / 1000).toFixed(1)
      const count = `${opened.seen.length} of ${fleet.hosts.length} hosts`
      ports.runner.log(`Looked at ${count} (${seconds} s)`)
      const { result, error } = await act(inputs, job, opened, ports)
      tell(inputs, result, ports.runner)
      return error
    } finally {
      await opened.close()
    }
  } finally {
    ssh[Symbol.dispose]()
  }
}

/** Hosts from which on the time of each login is felt. */
const MANY = 16

async function sshTo(fleet: Fleet, inputs: DeployInputs, { ssh, runner }: Ports): Promise<Ssh> {
  const gateway = fleet.gateway ? [fleet.gateway] : []
  const keeper = fleet.keeper ? [fleet.keeper] : []
  const all = [...new Set([...fleet.hosts, ...keeper].map(({ host }) => host))]
  assertKnown(inputs['known-hosts'], [...all, ...gateway])
  const made = await ssh(fleet.hosts.length > MANY)
  for (const repair of made.repairs) runner.log(`The key was repaired: ${repair}`)
  return made
}

function fleetFor(inputs: DeployInputs, { configFile }: Ports): Fleet {
  assertInputs(inputs)
  const isTasks = inputs.tasks.trim() !== ''
  const source = configFile(inputs.config)
  const fleet = fleetOf(readTowpath(source), inputs.environment, inputs.hosts, !isTasks)
  if ('problems' in fleet) throw badConfig(source, fleet.problems)
  if (!isTasks) assertServices(inputs, fleet.services, source.label)
  return fleet
}

async function act(inputs: DeployInputs, job: Job, opened: Opened, ports: Ports): Promise<Done> {
  const { runner } = ports
  const all = [...opened.errors.values()].flat()
  if (inputs.action === 'status' || inputs.action === 'unlock') {
    if (opened.keeper) {
      const wanted = inputs.action === 'unlock' ? 'break' : 'show'
      runner.annotate('notice', await lockState(opened.keeper, job, wanted))
    }
    await atOnce(opened.seen, MOST, ({ session }) => leave(session, job))
    keeping(runner)(undefined)
    // What only a deployment needs is no error of a look.
    const isBlind = opened.seen.length < job.fleet.hosts.length
    const error = isBlind ? together(all) : undefined
    return { result: lookedResult(inputs, job, opened, error), error }
  }
  if (all.length > 0) {
    await atOnce(opened.seen, MOST, ({ session }) => leave(session, job))
    keeping(runner)(undefined)
    const error = together(all)
    return { result: lookedResult(inputs, job, opened, error), error }
  }
  const deployment = await deploy(opened, job, inputs, {
    ...ports,
    log: runner.log,
    show: runner.group,
    warn: (message) => runner.annotate('warning', message),
    keep: keeping(runner),
    owner: [...ports.owner, `${inputs.action} ${inputs.tag}`.trim()],
  })
  for (const { host, unknown } of deployment.plans) {
    if (unknown.length === 0) continue
    const names = list(unknown.map(({ name }) => name))
    const what = `${host.name} has containers of services that are not configured for it: ${names}`
    if (inputs.prune) runner.log(`${what}; they are removed`)
    else runner.annotate('warning', `${what}; "prune: true" removes them`)
  }
  return { result: deploymentResult(inputs, job, deployment), error: deployment.error }
}

/** Tells the result and sets the outputs. */
function tell(inputs: DeployInputs, result: Result, runner: Runner): void {
  for (const { host, moves } of inputs['dry-run'] ? result.plan : []) {
    for (const { service, does, from, to } of moves)
      runner.log(`${host}: would ${does} ${service}: ${from || 'nothing'} -> ${to}`)
  }
  runner.group('Hosts', tableLines(result))
  runner.log(sentence(result))
  runner.outputs(outputsOf(result))
  runner.summary(summary(result))
}

/** What is said when the runner's patience is over before everything is put back. */
export const CANCEL_WARNING =
  'There was no time to put everything back: the post part of this step goes on with it'

/** Runs the step. Throws a UserError when it comes to no good end; the outputs are set all the same. */
export async function start(inputs: DeployInputs, ports: Ports): Promise<void> {
  let error: UserError | undefined
  try {
    error = await run(inputs, ports)
  } catch (thrown) {
    if (thrown instanceof UserError)
      ports.runner.outputs({ reason: thrown.reason, changed: 'false', hosts: '[]' })
    throw thrown
  }
  if (error) throw error
}

/** Runs the step's post part: puts back what a run left that ended before its time. */
export async function finish(inputs: DeployInputs, ports: Ports, state: string): Promise<void> {
  const left = JSON.parse(state) as Left
  const fleet = fleetFor({ ...inputs, action: 'status', tasks: '', prune: false }, ports)
  const ssh = await sshTo(fleet, inputs, ports)
  try {
    await putBackLeft(left, fleet, ssh, ports)
  } finally {
    ssh[Symbol.dispose]()
  }
}
