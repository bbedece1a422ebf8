// What is left to do when all hosts have what they should: old releases beyond those that are kept go. Pure.
import type { Container } from '../host/facts.ts'
import { isRunning } from '../host/facts.ts'
import type { HostPlan } from './host-plan.ts'

export type Tidy = {
  /** Stopped containers that docker itself would start again with the host. */
  readonly calm: readonly string[]
  /** Containers of services that are no longer configured. */
  readonly end: readonly string[]
  /** Releases beyond those that are kept. */
  readonly remove: readonly string[]
}

/** What goes from a host after a deployment. `containers` are those from before. */
export function tidyOf(
  { moves, unknown }: HostPlan,
  containers: readonly Container[],
  keep: number,
  prune: boolean,
): Tidy {
  const gone = moves.flatMap(({ from }) => from)
  const come = moves.flatMap(({ to }) => (to === undefined ? [] : [to]))
  const strange = unknown.map(({ id }) => id)
  const stopped = containers.filter(
    (one) =>
      !come.includes(one.id) &&
      !strange.includes(one.id) &&
      (!isRunning(one) || gone.includes(one.id)),
  )
  const never = stopped.filter(({ state }) => state === 'created')
  const releases = Map.groupBy(
    stopped.filter((one) => !never.includes(one)),
    ({ labels }) => labels['towpath.service'],
  )
  // What served last stays longest, and what served until now in any case.
  const served = ({ id, started }: Container): number =>
    gone.includes(id) ? Number.POSITIVE_INFINITY : Date.parse(started) || 0
  const beyond = [...releases.values()].flatMap((all) =>
    all.toSorted((a, b) => (served(a) === served(b) ? 0 : served(b) - served(a))).slice(keep),
  )
  return {
    calm: containers
      .filter(({ id, restart }) => gone.includes(id) && restart === 'always')
      .map(({ id }) => id),
    end: prune ? strange : [],
    remove: [...never, ...beyond].map(({ id }) => id),
  }
}
