// When a container counts as healthy: the configuration with all defaults filled in. Pure.

import { milliseconds } from '../../../../kit/time/duration.ts'
import { placeOf, type ReportAt, type ServiceEntry } from './service-entry.ts'

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

/** Returns the health check of a service, and reports what is missing. */
export function checkOf(entry: ServiceEntry, report: ReportAt): HealthCheck {
  const { healthy } = entry
  const within = milliseconds(healthy?.within ?? '1m')
  if (healthy?.docker === false) report('"docker" can only be true', placeOf(healthy, 'docker'))
  if (healthy?.docker !== undefined) return { kind: 'docker', within }
  if (healthy?.http === undefined) {
    return { kind: 'running', time: milliseconds(healthy?.running ?? '7s') }
  }
  const port = healthy.port ?? entry.proxy?.port ?? onlyPort(entry)
  // Behind the proxy, routeOf reports the missing port.
  if (port === undefined && !entry.proxy) {
    report('"healthy" needs the container\'s "port" for http', placeOf(healthy, 'http'))
  }
  const headers = [...(healthy.headers ?? [])].map(([name, { value }]) => [name, value] as const)
  return {
    ...{ kind: 'http', path: healthy.http, port: port ?? 0, within },
    ...{ host: healthy.host?.value ?? '', headers: new Map(headers) },
  }
}

/** Returns the container's port that `ports` has, if it has only one. */
export function onlyPort({ ports = [] }: ServiceEntry): number | undefined {
  const [first, another] = ports.map(containerPort)
  return another === undefined ? first : undefined
}

/** Returns the container's port: 8000 of `8000`, `80:8000` or `127.0.0.1:80:8000/tcp`. */
export function containerPort(published: string): number {
  return Number(/([0-9]+)(?:\/[a-z]+)?$/.exec(published)?.[1])
}
