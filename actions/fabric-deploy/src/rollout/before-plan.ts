// Which commands of `before` a deployment runs, where, and with which arguments. Pure.

import { shortHash } from '../../../../kit/text/slug.ts'
import type { BeforeCommand, Service } from '../config/service.ts'
import type { Job } from '../job.ts'
import type { Change } from '../plan/change.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import { commonArguments } from './create-arguments.ts'
import { attachmentsOf } from './docker-arguments.ts'

/** A `before` command, for the service whose container the change creates. */
export type BeforeRun = {
  /** The index of its host among the plans. */
  readonly host: number
  readonly change: Change
  readonly before: BeforeCommand
}

/** Returns the commands in the order of the file: each runs on the first host that gets a new container of its service. */
export function beforeRuns(
  plans: readonly Pick<HostPlan, 'changes'>[],
  services: readonly Service[],
): BeforeRun[] {
  return services.flatMap((service): BeforeRun[] => {
    const { before } = service
    if (!before) return []
    const creates = (one: Change): boolean => one.service === service && one.startId === undefined
    const host = plans.findIndex(({ changes }) => changes.some(creates))
    const change = plans[host]?.changes.find(creates)
    return change ? [{ host, change, before }] : []
  })
}

/** The output is read from docker's log, which the driver `none` does not keep. The log is removed with the container. */
function withReadableLog(service: Service): Service {
  const { options } = service
  if (options.logging?.driver !== 'none') return service
  return { ...service, options: { ...options, logging: undefined } }
}

type RunId = Pick<Job, 'slug' | 'runId'>

/** The name of a command's container: unique to the run. */
export const beforeContainer = ({ name }: Service, { slug, runId }: RunId): string =>
  `${name}-${slug}-before-${shortHash(`${runId} before`).slice(0, 8)}`

/** Returns the arguments of before.sh for `run`: the time limit, the label, further networks, and the arguments of docker create. */
export function beforeArguments({ change, before }: BeforeRun, { slug, runId }: RunId): string[] {
  const { service, digest } = change
  // Without labels for environment and service, which would make it a release.
  const label = `towpath.before=${slug}/${service.name}`
  // Without aliases: no request may reach this container.
  const [first, ...others] = attachmentsOf(service).map(({ network }) => network)
  return [
    ...[String(before.within), label, String(others.length), ...others],
    ...['--name', beforeContainer(service, { slug, runId })],
    ...['--label', `towpath.run=${runId}`, '--label', label],
    ...['--restart', 'no', '--no-healthcheck'],
    ...commonArguments(withReadableLog(service)),
    ...(first === undefined ? [] : ['--network', first]),
    `${service.image.name}@${digest}`,
    ...before.command,
  ]
}
