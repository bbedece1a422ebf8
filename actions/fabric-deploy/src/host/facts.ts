// What a host reports about itself: the records of inspect.sh and cleanup.sh. Pure.

import type { FleetHost } from '../config/fleet.ts'
import { type ProxyFacts, proxyFactsOf } from './proxy-facts.ts'
import { type PublishedPort, portsOf } from './published-ports.ts'

export type Container = {
  readonly id: string
  readonly name: string
  /** RFC 3339, by the host's clock. */
  readonly created: string
  /** The image reference that it was created from, with its digest. */
  readonly image: string
  readonly labels: Readonly<Record<string, string>>
  readonly state: string
  readonly started: string
  readonly restart: string
  /** How often docker has started it again since it was last started by hand. */
  readonly restarts: number
  /** The host's ports that it publishes whenever it runs, and those that docker has chosen for it at present. */
  readonly ports: readonly PublishedPort[]
  /** The state of the image's HEALTHCHECK; empty if it has none. */
  readonly health: string
}

/** Something on a host that prevents a deployment. */
export type HostProblem = { readonly kind: string; readonly text: string }

export type HostFacts = {
  /** Two hosts may share one daemon. */
  readonly daemonId: string
  /** Empty if docker does not answer. */
  readonly dockerVersion: string
  /** KiB free where docker keeps its images; undefined if df does not report it. */
  readonly freeKib: number | undefined
  /** It has a program for HTTP requests: curl, wget or python3. */
  readonly hasHttpClient: boolean
  /** A hash of every env-file, by its path. */
  readonly envFiles: ReadonlyMap<string, string>
  /** The time by the host's clock, in milliseconds; undefined if it was not reported. */
  readonly now: number | undefined
  /** The id of the run that last held the lock. */
  readonly lastRun: string
  /** All containers of the environment, and whatever else is running. */
  readonly containers: readonly Container[]
  /** The HTTP status of every running container with an HTTP check, by its id. */
  readonly answers: ReadonlyMap<string, string>
  /** Undefined if the host has none, or it was not inspected. */
  readonly proxy: ProxyFacts | undefined
  /** The names of docker's networks, if they were inspected. */
  readonly networks: readonly string[]
  /** The TCP ports on which anything listens, at any address, if they were inspected. */
  readonly listening: readonly number[]
  readonly problems: readonly HostProblem[]
}

/** A host with the containers of the environment on it, the newest first. */
export type HostState = {
  readonly host: FleetHost
  readonly facts: HostFacts
  readonly containers: readonly Container[]
}

/** The label with the host that a container was created for. */
export const HOST_LABEL = 'towpath.host'

/** Returns the environment's containers on a host, the newest first. If two hosts share one docker, only the host's own. */
export function environmentContainers(
  host: FleetHost,
  containers: readonly Container[],
  environment: string,
  sharesDocker: boolean,
): Container[] {
  return containers
    .filter(({ labels }) => labels['towpath.environment'] === environment)
    .filter(({ labels }) => !sharesDocker || labels[HOST_LABEL] === host.name)
    .sort((a, b) => Date.parse(b.created) - Date.parse(a.created))
}

/** Splits a script's output into records: a line each, its fields separated by tabs. */
export function recordsIn(stdout: string): string[][] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
}

/** Returns the first record of the given kinds: a shell's start-up files may print anything before it. */
export function firstRecord(stdout: string, ...kinds: readonly string[]): string[] {
  return recordsIn(stdout).find(([kind]) => kinds.includes(kind ?? '')) ?? []
}

/** Reads the output of inspect.sh. */
export function factsOf(stdout: string): HostFacts {
  const records = recordsIn(stdout)
  const fields = (kind: string): string[][] =>
    records.filter(([first]) => first === kind).map((record) => record.slice(1))
  const [dockerVersion = '', daemonId = ''] = fields('docker')[0] ?? []
  const free = fields('free')[0]?.[0] ?? ''
  const now = fields('now')[0]?.[0] ?? ''
  const proxies = fields('proxy').map((line) => line.join('\t'))
  const table = fields('route').map((line) => line.join('\t'))
  return {
    dockerVersion,
    daemonId,
    freeKib: /^[0-9]+$/.test(free) ? Number(free) : undefined,
    hasHttpClient: (fields('http-client')[0]?.[0] ?? '') !== '',
    envFiles: new Map(fields('env-file').map(([path = '', hash = '']) => [path, hash])),
    now: /^[0-9]+$/.test(now) ? Number(now) * 1000 : undefined,
    lastRun: fields('last-run')[0]?.[0] ?? '',
    containers: containersOf(stdout),
    answers: new Map(fields('answer').map(([id = '', status = '']) => [id, status])),
    proxy: proxyFactsOf(proxies, table.join('\n')),
    networks: fields('network').map(([name = '']) => name),
    listening: fields('listening').map(([hex = '']) => Number.parseInt(hex, 16)),
    problems: fields('problem').map(([kind = '', text = '']) => ({ kind, text })),
  }
}

/** Reads the containers that a script printed. */
export function containersOf(stdout: string): Container[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('container\t'))
    .map((line) => containerOf(JSON.parse(line.slice('container\t'.length)) as unknown[]))
}

function containerOf(fields: readonly unknown[]): Container {
  const [id, name, created, image, labels, state, started, restart, ...more] = fields
  const [restarts, configured, current, health] = more
  return {
    id: String(id),
    name: String(name).replace(/^\//, ''),
    created: String(created),
    image: String(image),
    labels: (labels ?? {}) as Record<string, string>,
    state: String(state),
    started: String(started),
    restart: String(restart),
    restarts: Number(restarts),
    ports: [...portsOf(configured), ...portsOf(current)],
    health: typeof health === 'string' ? health : '',
  }
}

/** Returns the digest in an image reference, or an empty string. */
export function digestIn(image: string): string {
  return /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? ''
}

/** Whether a container is running, restarting or paused. */
export function isRunning({ state }: Container): boolean {
  return state === 'running' || state === 'restarting' || state === 'paused'
}
