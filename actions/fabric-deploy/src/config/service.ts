// A service as it runs in one environment: the configuration's words with every default filled in. Pure.

import type { Problem } from '../../../../kit/action/user-error.ts'
import type { EnvironmentEntry, TowpathFile } from '../../../../kit/config/towpath-file.ts'
import { type ImageReference, parseImageReference } from '../../../../kit/docker/image-reference.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { suggestion } from '../../../../kit/text/suggest.ts'
import { milliseconds } from '../../../../kit/time/duration.ts'
import type { Located } from '../../../../kit/yaml/schema.ts'

/** When a container counts as healthy; times are milliseconds. */
export type Check =
  | { readonly kind: 'http'; readonly path: string; readonly port: number; readonly within: number }
  | { readonly kind: 'docker'; readonly within: number }
  | { readonly kind: 'running'; readonly time: number }

export type Service = {
  readonly name: string
  readonly roles: readonly string[]
  readonly image: ImageReference
  /** Its image has no tag of its own: it gets that of the deployment. */
  readonly takesTag: boolean
  readonly ports: readonly string[]
  /** A file on the host, or empty. */
  readonly envFile: string
  readonly command: readonly string[]
  readonly volumes: readonly string[]
  readonly check: Check
  /** Seconds between SIGTERM and SIGKILL. */
  readonly grace: number
  readonly restart: string
  /** A running one is left alone. */
  readonly never: boolean
}

type Entries = NonNullable<TowpathFile['services']>
type Entry = Entries extends ReadonlyMap<string, Located<infer T>> ? T : never

/** The services of an environment, in the order of the file. Every mistake is told with its place. */
export function servicesOf(
  file: TowpathFile,
  environment: EnvironmentEntry | undefined,
): { readonly services: readonly Service[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const base = new Map(file.services ?? [])
  for (const [name, changed] of environment?.services ?? []) {
    const before = base.get(name)
    const { value, at } = changed
    if (before) base.set(name, { value: { ...before.value, ...value }, at })
    else {
      const hint = suggestion(name, [...base.keys()], 'the services are')
      problems.push({ message: `${quote(name)} is no service${hint}`, at })
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
    // A text is a line for the image's shell, as in a Dockerfile.
    command: typeof command === 'string' ? ['/bin/sh', '-c', command] : command,
    volumes: entry.volumes ?? [],
    check,
    grace: Math.ceil(milliseconds(entry['stop-grace'] ?? '10s') / 1000),
    restart: entry.restart ?? 'unless-stopped',
    never: entry.redeploy === 'never',
  }
}

function checkOf(
  healthy: Entry['healthy'],
  ports: readonly string[],
): Check | { readonly problem: string } {
  const within = milliseconds(healthy?.within ?? '1m')
  if (healthy?.docker !== undefined) {
    return healthy.docker ? { kind: 'docker', within } : { problem: '"docker" can only be true' }
  }
  if (healthy?.http === undefined) {
    return { kind: 'running', time: milliseconds(healthy?.running ?? '7s') }
  }
  const [only, more] = ports.map(containerPort)
  const port = healthy.port ?? (more === undefined ? only : undefined)
  if (port === undefined) return { problem: '"healthy" needs the container\'s "port" for http' }
  return { kind: 'http', path: healthy.http, port, within }
}

/** The container's port of `8000`, `80:8000`, `127.0.0.1:80:8000/tcp`. */
export function containerPort(published: string): number {
  return Number(/([0-9]+)(?:\/[a-z]+)?$/.exec(published)?.[1])
}

/** The host's port and protocol, such as `80/tcp`; undefined where docker chooses one. */
export function hostPort(published: string): string | undefined {
  const [, port, protocol = 'tcp'] = /(?:^|:)([0-9]+):[0-9]+(?:\/([a-z]+))?$/.exec(published) ?? []
  return port === undefined ? undefined : `${Number(port)}/${protocol}`
}
