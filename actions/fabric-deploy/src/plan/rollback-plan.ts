// Going back to a kept release: which stopped containers come again. Pure.

import type { FleetHost } from '../config/fleet.ts'
import type { Service } from '../config/service.ts'
import { type Container, digestIn, isRunning } from '../host/facts.ts'
import { named } from '../host/session.ts'
import { type HostPlan, isFixed, type Move } from './host-plan.ts'

export type HostContainers = {
  readonly host: FleetHost
  /** The environment's containers on it, the newest first. */
  readonly own: readonly Container[]
}

export type NoRollback = { readonly reason: 'not-kept' | 'nothing-runs'; readonly problem: string }

type Releases = {
  readonly host: FleetHost
  readonly service: Service
  /** The newest that runs. */
  readonly running: Container | undefined
  readonly all: readonly Container[]
}

/**
 * Plans to undo the last deployment, or to go to `tag`, a release or a digest that is kept. What the last deployment did not change
 * stays. Every host must have kept what it needs.
 */
export function rollbackPlan(
  hosts: readonly HostContainers[],
  tag: string,
): readonly HostPlan[] | NoRollback {
  const releases = hosts.flatMap(({ host, own }) =>
    host.services
      .filter(({ takesTag, never }) => takesTag && !never)
      .map((service) => releasesOf(host, service, own)),
  )
  const reference = releases.filter(({ host }) => host === releases[0]?.host)
  const last = newest(reference.flatMap(({ running }) => running ?? []))
  if (!last && tag === '') {
    return {
      reason: 'nothing-runs',
      problem: 'Nothing of this environment runs; say which release: "tag"',
    }
  }
  const run = last?.labels['towpath.run'] ?? ''
  // On the first host that has a service it is decided which release all hosts go to.
  const targets = new Map<string, Container | 'stays' | undefined>()
  for (const one of releases) {
    if (!targets.has(one.service.name)) targets.set(one.service.name, before(one, run))
  }
  const wanted = (one: Releases): Container | 'stays' | undefined => {
    if (tag !== '') return kept(one, tag)
    const target = targets.get(one.service.name)
    return target === undefined || target === 'stays' ? target : like(one, target, run)
  }
  const missing = releases.filter((one) => wanted(one) === undefined)
  if (missing.length > 0) {
    const where = named([...new Set(missing.map(({ host }) => host.name))])
    const what = tag === '' ? 'a release before the one that runs' : `the release "${tag}"`
    const has = [...new Set(missing.flatMap(({ all }) => all.map(releaseOf)))]
    const there = has.length > 0 ? `; there is ${named(has)}` : ''
    return { reason: 'not-kept', problem: `${what} is not kept on ${where}${there}; deploy it` }
  }
  return hosts.map(({ host }) => ({
    host,
    unknown: [],
    moves: releases
      .filter((one) => one.host === host)
      .flatMap((one) => {
        const to = wanted(one)
        return to === undefined || to === 'stays' ? [] : [moveTo(one, to)]
      }),
  }))
}

const newest = (containers: readonly Container[]): Container | undefined =>
  [...containers].sort((a, b) => Date.parse(b.created) - Date.parse(a.created))[0]

export const releaseOf = ({ labels }: Container): string => labels['towpath.release'] ?? ''

function releasesOf(host: FleetHost, service: Service, containers: readonly Container[]): Releases {
  const all = containers.filter(({ labels }) => labels['towpath.service'] === service.name)
  return { host, service, all, running: all.find(isRunning) }
}

/** The one that served before, where the last deployment made what runs. */
function before({ running, all }: Releases, run: string): Container | 'stays' | undefined {
  if (running && running.labels['towpath.run'] !== run) return 'stays'
  const limit = running ? Date.parse(running.created) : Number.POSITIVE_INFINITY
  return lastServed(all.filter((one) => Date.parse(one.created) < limit))
}

/** The same release as on the first host: the very deployment, or at least its image. */
function like(
  { running, all }: Releases,
  target: Container,
  run: string,
): Container | 'stays' | undefined {
  const same = (one: Container): boolean => digestIn(one.image) === digestIn(target.image)
  const isOf = (one: Container, of: string): boolean => one.labels['towpath.run'] === of
  if (
    running &&
    (isOf(running, target.labels['towpath.run'] ?? '') || (same(running) && !isOf(running, run)))
  )
    return 'stays'
  const stopped = all.filter(same)
  const exact = stopped.filter((one) => isOf(one, target.labels['towpath.run'] ?? ''))
  return lastServed(exact) ?? lastServed(stopped)
}

function lastServed(containers: readonly Container[]): Container | undefined {
  return containers
    .filter(({ state }) => state === 'exited')
    .toSorted((a, b) => Date.parse(b.started) - Date.parse(a.started))[0]
}

function kept({ running, all }: Releases, tag: string): Container | 'stays' | undefined {
  const is = (one: Container): boolean => releaseOf(one) === tag || digestIn(one.image) === tag
  if (running && is(running)) return 'stays'
  return lastServed(all.filter(is))
}

function moveTo({ service, all }: Releases, to: Container): Move {
  const running = all.filter(isRunning)
  return {
    service,
    to: to.id,
    from: running.map(({ id }) => id),
    fixed: isFixed(service, running),
    release: releaseOf(to),
    digest: digestIn(to.image),
  }
}
