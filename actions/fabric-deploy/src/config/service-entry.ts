// A service as the configuration has it, with the overrides of an environment. Pure.

import type { Position, Problem } from '../../../../kit/action/user-error.ts'
import type { EnvironmentEntry, TowpathFile } from '../../../../kit/config/towpath-file.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { suggestion } from '../../../../kit/text/suggest.ts'
import type { Located } from '../../../../kit/yaml/schema.ts'
import type { Places } from '../../../../kit/yaml/schema-collections.ts'

type Entries = NonNullable<TowpathFile['services']>

/** A service as the configuration has it. */
export type ServiceEntry = Entries extends ReadonlyMap<string, Located<infer T>> ? T : never

type Overrides = NonNullable<EnvironmentEntry['services']>
type Override = Overrides extends ReadonlyMap<string, Located<infer T>> ? T : never
type RouteEntry = NonNullable<ServiceEntry['proxy']>

/** Reports a mistake of one service, at a position. */
export type ReportAt = (message: string, at: Position) => void

/** Returns the position of a key, or of the map that lacks it. */
export const placeOf = ({ at, keysAt }: Places, key: string): Position => keysAt.get(key) ?? at

/** Returns the services with the overrides of an environment, and a problem for every override of an unknown one. */
export function serviceEntries(
  file: TowpathFile,
  environment: EnvironmentEntry | undefined,
): { readonly entries: ReadonlyMap<string, ServiceEntry>; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const entries = new Map([...(file.services ?? [])].map(([name, { value }]) => [name, value]))
  for (const [name, { value, at }] of environment?.services ?? []) {
    const configured = entries.get(name)
    if (configured) entries.set(name, overridden(configured, value))
    else {
      const hint = suggestion(name, [...entries.keys()], 'the services are')
      problems.push({ message: `${quote(name)} is not a service${hint}`, at })
    }
  }
  return { entries, problems }
}

/** A key of an override replaces that of the service as a whole, except for `proxy`, whose keys are replaced one by one. */
function overridden(entry: ServiceEntry, override: Override): ServiceEntry {
  const keysAt = new Map([...entry.keysAt, ...override.keysAt])
  const all = { ...entry, ...override, keysAt }
  return entry.proxy && override.proxy
    ? { ...all, proxy: overriddenRoute(entry.proxy, override.proxy) }
    : all
}

/** `host` and `hosts` replace each other. */
function overriddenRoute(route: RouteEntry, override: RouteEntry): RouteEntry {
  const { host, hosts, ...others } = route
  const own = {
    ...(host ? { host } : {}),
    ...(hosts ? { hosts } : {}),
  }
  const hasHosts = override.host !== undefined || override.hosts !== undefined
  const keysAt = new Map([...route.keysAt, ...override.keysAt])
  return { ...others, ...(hasHosts ? {} : own), ...override, keysAt }
}
