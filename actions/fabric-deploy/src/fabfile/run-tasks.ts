// The Fabric way: the tasks of the project's fabfile, run by Fabric on one host after the other, behind the guards of a deployment.

import type { Runner } from '../../../../kit/action/runner.ts'
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Env } from '../../../../kit/git/git.ts'
import type { ToolCache } from '../../../../kit/python/tool-cache.ts'
import type { Gateway } from '../../../../kit/ssh/connection.ts'
import { hostText } from '../../../../kit/ssh/host.ts'
import type { Ssh } from '../../../../kit/ssh/open-ssh.ts'
import { list } from '../../../../kit/text/escape.ts'
import { plain } from '../../../../kit/text/terminal.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import { connectAll } from '../host/connect.ts'
import { releaseLock, takeLock } from '../host/lock.ts'
import type { Job } from '../host/preflight.ts'
import { type ScriptName, together } from '../host/session.ts'
import type { DeployInputs } from '../inputs.ts'
import { keeping } from '../post/state.ts'
import { type FabricOrder, runFabric } from './fab.ts'
import type { Row as FabricRow } from './host-result.ts'
import { readFabfile } from './read-fabfile.ts'
import { splitWords } from './split-words.ts'
import { type Done, resultOf, unreached } from './task-results.ts'
import { type Translated, translate } from './translate.ts'
import { fabricEnvironment } from './virtualenv.ts'

/** What running a fabfile takes. */
export type FabricWay = {
  readonly cache: ToolCache
  readonly env: Env
  readonly temp: string
  /** The folder of this action's Python programs. */
  readonly programs: string
  /** The checkout. */
  readonly folder: string
}

export type FabricPorts = {
  readonly runner: Runner
  readonly script: (name: ScriptName) => string
  readonly clock: Clock
  readonly cancel: AbortSignal
  readonly owner: readonly string[]
  readonly fabric: FabricWay
}

/** Runs the tasks. A UserError before anything was done is thrown, a later one is in the result. */
export async function withFabric(
  inputs: DeployInputs,
  job: Job,
  ssh: Ssh,
  ports: FabricPorts,
): Promise<Done> {
  const { runner, fabric, cancel } = ports
  const words = splitWords(inputs.tasks)
  if ('problem' in words) throw new UserError(words.reason, words.problem)
  const say = (line: string): void => runner.log(line)
  const warn = (message: string): void => runner.annotate('warning', message)
  const python = await fabricEnvironment(inputs['fabric-version'], { ...fabric, log: say, warn })
  const made = { python, programs: fabric.programs }
  const { path, tasks } = await readFabfile(made, { ...fabric, fabfile: inputs.fabfile })
  const translated = translate(words, tasks)
  if ('problem' in translated) throw new UserError(translated.reason, translated.problem)
  assertOneKind(translated)
  for (const line of translated.said) say(line)
  say(`The fabfile is ${path}`)
  const { keeper, gateway, errors, close } = await connectAll(job.fleet, ssh, ports)
  try {
    if (errors.size > 0) {
      const error = together([...errors.values()])
      return { result: unreached(inputs, job, errors, error.reason), error }
    }
    if (inputs['dry-run']) return { result: unreached(inputs, job, errors, ''), error: undefined }
    if (!keeper)
      warn('The environment has no hosts, so there is no lock: another run may be at work')
    const keep = keeping(runner)
    let isTaken = false
    try {
      if (keeper) {
        const owner = [...ports.owner, 'tasks of a fabfile']
        const { slug, run, fleet } = job
        keep({ slug, run, environment: fleet.environment, lock: keeper.host.name, stages: {} })
        await takeLock(keeper, job, owner, inputs['lock-wait'], { ...ports, log: say }, cancel)
        isTaken = true
      }
      const all = { ...made, ...translated, gateway }
      const rows = await runTasks(inputs, job, ssh, ports, all)
      for (const { host, outcome, text } of rows) {
        if (outcome === 'unchanged') warn(`${host ? hostText(host) : 'The hosts'}: ${text}`)
      }
      return resultOf(inputs, job, rows)
    } finally {
      if (!keeper || (await releaseLock(keeper, job, isTaken ? warn : () => {}))) keep(undefined)
    }
  } finally {
    await close()
  }
}

/** Fabric would find out in the middle that one of the tasks has no host. */
function assertOneKind({ called }: Translated): void {
  const own = called.filter(({ hosts }) => hosts !== null && hosts.length > 0)
  if (own.length === 0 || own.length === called.length) return
  const others = called.filter((task) => !own.includes(task))
  throw new UserError(
    'no-hosts',
    `${list(own.map(({ name }) => name))} have hosts of their own, and ${list(others.map(({ name }) => name))} have none: call them in steps of their own`,
  )
}

type Tasks = Translated & {
  readonly python: string
  readonly programs: string
  readonly gateway: Gateway | undefined
}

async function runTasks(
  inputs: DeployInputs,
  { fleet }: Job,
  ssh: Ssh,
  { runner, clock, cancel, fabric }: FabricPorts,
  { args, called, python, programs, gateway }: Tasks,
): Promise<FabricRow[]> {
  const known = await Promise.all([
    ssh.knownLines(fleet.gateway),
    ...fleet.hosts.map(({ host }) => ssh.knownLines(host, gateway)),
  ])
  const order: FabricOrder = {
    fabric: { python, programs },
    hosts: fleet.hosts.map(({ host }) => host),
    gateway: fleet.gateway,
    args,
    called,
    folder: fabric.folder,
    fabfile: inputs.fabfile,
    known: [...new Set(known.flat())],
    timeouts: { connect: Math.ceil(inputs['connect-timeout'] / 1000) },
    deadline: clock.now() + inputs.timeout,
  }
  return runFabric(order, {
    env: { ...fabric.env, ...ssh.env },
    temp: fabric.temp,
    line: (text, host) => runner.log(`${host ? `${hostText(host)} | ` : ''}${plain(text)}`),
    end: ({ host, outcome, code, seconds, text }) => {
      const where = host ? hostText(host) : 'the hosts of the tasks'
      const why = text === '' ? '' : `, ${text}`
      if (outcome !== 'not-reached')
        runner.log(`${where}: fab ended with ${code}${why} (${seconds.toFixed(1)} s)`)
    },
    signal: cancel,
    now: clock.now,
  })
}
