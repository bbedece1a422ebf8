// The plan of a rollback: which stopped containers are started again. Pure.

import type { FleetHost } from '../config/fleet.ts'
import type { HostProxy } from '../config/proxy-route.ts'
import type { Service } from '../config/service.ts'
import {
  type Container,
  digestIn,
  type HostFacts,
  type HostState,
  isRunning,
} from '../host/facts.ts'
import { shortList } from '../host/host-errors.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { type Change, changeTo } from './change.ts'
import type { HostPlan } from './host-plan.ts'
import { replacing, withProxyPorts } from './replacing.ts'
import { rollbackPortTaken } from './rollback-ports.ts'
import { routedOne } from './route.ts'

/** The containers of one service on one host. */
type Releases = {
  readonly host: FleetHost
  readonly service: Service
  /** The one that is running; of several, the one that the proxy routes to, or else the newest. */
  readonly running: Container | undefined
  readonly all: readonly Container[]
}

/** The container to roll back to; `keep` if what is running stays; undefined if the host has not kept it. */
type Target = Container | 'keep' | undefined

/**
 * Plans to undo the last deployment, or to go to `tag`, a release or a digest that was kept. What the last deployment did not change
 * stays. Refuses if one host has not kept what it needs, or something else has its port.
 */
export function rollbackPlan(
  hosts: readonly HostState[],
  tag: string,
  proxy: Pick<HostProxy, 'http' | 'https'>,
): readonly HostPlan[] | Refusal {
  const releases = hosts.flatMap((state) =>
    state.host.services
      .filter(({ takesTag, startOnly }) => takesTag && !startOnly)
      .map((service) => releasesOf(state, service)),
  )
  const onFirstHost = releases.filter(({ host }) => host === releases[0]?.host)
  const newestRunning = newest(onFirstHost.flatMap(({ running }) => running ?? []))
  if (!newestRunning && tag === '') {
    return refusal(
      'nothing-runs',
      'Nothing of this environment is running; set "tag" to the release to roll back to',
    )
  }
  const lastRun = newestRunning?.labels['towpath.run'] ?? ''
  const targets = tag === '' ? targetsOfUndo(releases, lastRun) : targetsOfTag(releases, tag)
  const missing = releases.filter((one) => targets.get(one) === undefined)
  if (missing.length > 0) return notKept(missing, tag)
  const plans = hosts.map(({ host, facts, containers }) => {
    const changes = releases
      .filter((one) => one.host === host)
      .flatMap((one) => {
        const target = targets.get(one)
        return target === undefined || target === 'keep' ? [] : [changeFor(one, target, facts)]
      })
    const replaced = containers.filter(({ id }) =>
      changes.some(({ stopIds }) => stopIds.includes(id)),
    )
    return { host, unconfigured: [], changes: withProxyPorts(changes, replaced, facts, proxy) }
  })
  const taken = hosts.flatMap(
    (state, index) => rollbackPortTaken(plans[index] as HostPlan, state) ?? [],
  )
  return taken[0] ?? plans
}

function targetsOfTag(releases: readonly Releases[], tag: string): Map<Releases, Target> {
  return new Map(releases.map((one) => [one, keptRelease(one, tag)]))
}

/** The first host that has a service decides which release all hosts are rolled back to. */
function targetsOfUndo(releases: readonly Releases[], lastRun: string): Map<Releases, Target> {
  const decided = new Map<string, Target>()
  for (const one of releases) {
    if (!decided.has(one.service.name)) decided.set(one.service.name, previous(one, lastRun))
  }
  return new Map(
    releases.map((one) => {
      const target = decided.get(one.service.name)
      const isContainer = target !== undefined && target !== 'keep'
      return [one, isContainer ? sameRelease(one, target, lastRun) : target]
    }),
  )
}

function notKept(missing: readonly Releases[], tag: string): Refusal {
  const where = shortList([...new Set(missing.map(({ host }) => host.name))])
  const what = tag === '' ? 'a release before the running one' : `the release "${tag}"`
  const kept = [...new Set(missing.flatMap(({ all }) => all.map(releaseOf)))]
  const hint = kept.length > 0 ? ` (kept: ${shortList(kept)})` : ''
  return refusal('not-kept', `${what} is not kept on ${where}${hint}; deploy it instead`)
}

const newest = (containers: readonly Container[]): Container | undefined =>
  [...containers].sort((a, b) => Date.parse(b.created) - Date.parse(a.created))[0]

const releaseOf = ({ labels }: Container): string => labels['towpath.release'] ?? ''

function releasesOf({ host, facts, containers }: HostState, service: Service): Releases {
  const all = containers.filter(({ labels }) => labels['towpath.service'] === service.name)
  const running = all.filter(isRunning)
  return { host, service, all, running: routedOne(running, facts) ?? running[0] }
}

/** The one that ran before, if the last deployment created the running one. */
function previous({ running, all }: Releases, lastRun: string): Target {
  if (running && running.labels['towpath.run'] !== lastRun) return 'keep'
  const limit = running ? Date.parse(running.created) : Number.POSITIVE_INFINITY
  return lastStarted(all.filter((one) => Date.parse(one.created) < limit))
}

/** The same release as on the first host: from the same run, or at least with the same image. */
function sameRelease({ running, all }: Releases, target: Container, lastRun: string): Target {
  const targetRun = target.labels['towpath.run'] ?? ''
  const hasImage = (one: Container): boolean => digestIn(one.image) === digestIn(target.image)
  const isOfRun = (one: Container, run: string): boolean => one.labels['towpath.run'] === run
  const isRunningAlready =
    running !== undefined &&
    (isOfRun(running, targetRun) || (hasImage(running) && !isOfRun(running, lastRun)))
  if (isRunningAlready) return 'keep'
  const candidates = all.filter(hasImage)
  const ofSameRun = candidates.filter((one) => isOfRun(one, targetRun))
  return lastStarted(ofSameRun) ?? lastStarted(candidates)
}

function lastStarted(containers: readonly Container[]): Container | undefined {
  return containers
    .filter(({ state }) => state === 'exited')
    .toSorted((a, b) => Date.parse(b.started) - Date.parse(a.started))[0]
}

function keptRelease({ running, all }: Releases, tag: string): Target {
  const isWanted = (one: Container): boolean =>
    releaseOf(one) === tag || digestIn(one.image) === tag
  return running && isWanted(running) ? 'keep' : lastStarted(all.filter(isWanted))
}

function changeFor({ service, all }: Releases, target: Container, facts: HostFacts): Change {
  const running = all.filter(isRunning)
  const change = changeTo(service, target)
  return { ...change, ...replacing(service, running, facts, change.isBehind) }
}
