// A service in one environment: its configuration with all defaults filled in. Pure.

import type { Position, Problem } from '../../../../kit/action/user-error.ts'
import type { EnvironmentEntry, TowpathFile } from '../../../../kit/config/towpath-file.ts'
import { type ImageReference, parseImageReference } from '../../../../kit/docker/image-reference.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { milliseconds } from '../../../../kit/time/duration.ts'
import { type BeforeCommand, beforeOf, commandOf } from './command.ts'
import { type DockerOptions, dockerOptionsOf } from './docker-options.ts'
import { checkOf, type HealthCheck } from './health-check.ts'
import { checkNetworks } from './network-problems.ts'
import { type ProxyRoute, routeOf } from './proxy-route.ts'
import { checkRoute } from './route-problems.ts'
import { placeOf, type ReportAt, type ServiceEntry, serviceEntries } from './service-entry.ts'

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

export type { BeforeCommand, HealthCheck }

export type Services = {
  /** In the order of the file. */
  readonly services: readonly Service[]
  /** What the file has of each of them. */
  readonly entries: ReadonlyMap<Service, ServiceEntry>
  readonly problems: readonly Problem[]
}

/** Returns the services of an environment, and every mistake with its position. */
export function servicesOf(file: TowpathFile, environment: EnvironmentEntry | undefined): Services {
  const { entries, problems } = serviceEntries(file, environment)
  const found: Problem[] = [...problems]
  const services = new Map<Service, ServiceEntry>()
  for (const [name, entry] of entries) {
    const report = (problem: string, at: Position): void => {
      found.push({ message: `the service ${quote(name)}: ${problem}`, at })
    }
    const service = serviceOf(name, entry, report)
    if (service) services.set(service, entry)
  }
  return { services: [...services.keys()], entries: services, problems: found }
}

/** Returns undefined if its image can't be read, which is reported. */
function serviceOf(name: string, entry: ServiceEntry, report: ReportAt): Service | undefined {
  const image = parseImageReference(entry.image ?? '')
  const options = dockerOptionsOf(entry, report)
  const check = checkOf(entry, report)
  const proxy = routeOf(entry, report)
  if (proxy) checkRoute(entry, proxy, report)
  else checkNetworks(entry, report)
  if ('problem' in image) {
    report(image.problem, placeOf(entry, 'image'))
    return undefined
  }
  return {
    name,
    roles: entry.roles ?? [],
    image,
    takesTag: image.tag === '' && image.digest === '',
    ports: entry.ports ?? [],
    envFile: entry['env-file'] ?? '',
    command: commandOf(entry.command),
    volumes: (entry.volumes ?? []).map(({ value }) => value),
    check,
    stopGrace: Math.ceil(milliseconds(entry['stop-grace'] ?? '10s') / 1000),
    restart: entry.restart ?? 'unless-stopped',
    startOnly: entry.redeploy === 'never',
    ...{ proxy, options, before: beforeOf(entry.before) },
  }
}
