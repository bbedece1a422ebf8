// A service in one environment: its configuration with all defaults filled in. Pure.

import type { Problem } from '../../../../kit/action/user-error.ts'
import type { EnvironmentEntry, TowpathFile } from '../../../../kit/config/towpath-file.ts'
import { type ImageReference, parseImageReference } from '../../../../kit/docker/image-reference.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { suggestion } from '../../../../kit/text/suggest.ts'
import { milliseconds } from '../../../../kit/time/duration.ts'
import type { Located } from '../../../../kit/yaml/schema.ts'
import { type DockerOptions, NO_OPTIONS } from './docker-options.ts'
import type { ProxyRoute } from './proxy-route.ts'

/** When a container counts as healthy. Times are in milliseconds. */
export type HealthCheck =
  | {
      readonly kind: 'http'
      readonly path: string
      readonly port: number
      readonly within: number
      /** The Host header; empty for the address. */
      readonly host: string
      readonly headers: ReadonlyMap<string, string>
    }
  | { readonly kind: 'docker'; readonly within: number }
  | { readonly kind: 'running'; readonly time: number }

export type Service = {
  readonly name: string
  readonly roles: readonly string[]
  readonly image: ImageReference
  /** Its image is configured without a tag, and gets that of the deployment. */
  readonly takesTag: boolean
  readonly ports: readonly string[]
  /** The path of a file on the host; empty if there is none. */
  readonly envFile: string
  readonly command: readonly string[]
  readonly volumes: readonly string[]
  readonly check: HealthCheck
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopGrace: number
  readonly restart: string
  /** `redeploy: never`: it is started if it is not running, and otherwise left alone. */
  readonly startOnly: boolean
  /** Its route in the proxy of its hosts; undefined if it has none. */
  readonly proxy: ProxyRoute | undefined
  readonly options: DockerOptions
  readonly before: BeforeCommand | undefined
}

/** A command that runs once before the switch, in a container of the new image. */
export type BeforeCommand = {
  readonly command: readonly string[]
  /** Milliseconds that it may take. */
  readonly within: number
}

type Entries = NonNullable<TowpathFile['services']>
type Entry = Entries extends ReadonlyMap<string, Located<infer T>> ? T : never

/** Returns the services of an environment, in the order of the file, and every mistake with its position. */
export function servicesOf(
  file: TowpathFile,
  environment: EnvironmentEntry | undefined,
): { readonly services: readonly Service[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const base = new Map(file.services ?? [])
  for (const [name, { value, at }] of environment?.services ?? []) {
    const configured = base.get(name)
    if (configured) base.set(name, { value: { ...configured.value, ...value }, at })
    else {
      const hint = suggestion(name, [...base.keys()], 'the services are')
      problems.push({ message: `${quote(name)} is not a service${hint}`, at })
    }
  }
  const services = [...base].flatMap(([name, { value, at }]) => {
    const read = serviceOf(name, value)
    if (!('problem' in read)) return [read]
    problems.push({ message: `the service ${quote(name)}: ${read.problem}`, at })
    return []
  })
  return { services, problems }
}

function serviceOf(name: string, entry: Entry): Service | { readonly problem: string } {
  const image = parseImageReference(entry.image ?? '')
  if ('problem' in image) return image
  const ports = entry.ports ?? []
  const check = checkOf(entry.healthy, ports)
  if ('problem' in check) return check
  const { command = [] } = entry
  return {
    name,
    roles: entry.roles ?? [],
    image,
    takesTag: image.tag === '' && image.digest === '',
    ports,
    envFile: entry['env-file'] ?? '',
    // A string is a line for the image's shell, as in a Dockerfile.
    command: typeof command === 'string' ? ['/bin/sh', '-c', command] : command,
    volumes: entry.volumes ?? [],
    check,
    stopGrace: Math.ceil(milliseconds(entry['stop-grace'] ?? '10s') / 1000),
    restart: entry.restart ?? 'unless-stopped',
    startOnly: entry.redeploy === 'never',
    proxy: undefined,
    options: NO_OPTIONS,
    before: undefined,
  }
}

function checkOf(
  healthy: Entry['healthy'],
  ports: readonly string[],
): HealthCheck | { readonly problem: string } {
  const within = milliseconds(healthy?.within ?? '1m')
  if (healthy?.docker !== undefined) {
    return healthy.docker ? { kind: 'docker', within } : { problem: '"docker" can only be true' }
  }
  if (healthy?.http === undefined) {
    return { kind: 'running', time: milliseconds(healthy?.running ?? '7s') }
  }
  const [first, another] = ports.map(containerPort)
  const port = healthy.port ?? (another === undefined ? first : undefined)
  if (port === undefined) return { problem: '"healthy" needs the container\'s "port" for http' }
  return { kind: 'http', path: healthy.http, port, within, host: '', headers: new Map() }
}

/** Returns the container's port: 8000 of `8000`, `80:8000` or `127.0.0.1:80:8000/tcp`. */
export function containerPort(published: string): number {
  return Number(/([0-9]+)(?:\/[a-z]+)?$/.exec(published)?.[1])
}
