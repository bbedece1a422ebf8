// Mistakes in a fleet that no single key shows: roles that nothing has, ports that two services want. Pure.

import type { Problem } from '../../../../kit/action/user-error.ts'
import type { TowpathFile } from '../../../../kit/config/towpath-file.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { suggestion } from '../../../../kit/text/suggest.ts'
import { collides, type PublishedPort, portText, publishedPort } from '../host/published-ports.ts'
import type { Service } from './service.ts'
import { placeOf, type ServiceEntry } from './service-entry.ts'

type Entries = ReadonlyMap<Service, ServiceEntry>

/** Returns a problem for every role of a service that no environment has, and for every unknown role in the input `hosts`. */
export function unknownRoles(
  file: TowpathFile,
  services: Entries,
  hostLines: readonly { readonly role: string }[],
): Problem[] {
  const environments = [...(file.environments ?? new Map()).values()]
  const known = new Set<string>(
    environments.flatMap(({ value }) => [...(value.hosts ?? new Map()).keys()]),
  )
  const used = new Set([...services.keys()].flatMap(({ roles }) => roles))
  const withoutHosts = [...services].flatMap(([{ roles }, entry]) =>
    known.size === 0
      ? []
      : roles.filter((role) => !known.has(role)).map((role) => ({ role, entry })),
  )
  const inLines = hostLines.filter(({ role }) => role !== '' && !known.has(role) && !used.has(role))
  const all = [...new Set([...known, ...used])]
  return [
    ...withoutHosts.map(({ role, entry }) => ({
      message: `no environment has hosts with the role ${quote(role)}${suggestion(role, [...known], 'the roles are')}`,
      at: placeOf(entry, 'roles'),
    })),
    ...inLines.map(({ role }) => ({
      message: `"hosts": ${quote(role)} is not a role${suggestion(role, all, 'the roles are')}`,
    })),
  ]
}

/** Returns a problem for every port that a host would publish twice. */
export function portConflicts(
  host: string,
  services: readonly Service[],
  entries: Entries,
): Problem[] {
  const owners: { readonly name: string; readonly port: PublishedPort }[] = []
  return services.flatMap((service) => {
    const { name, ports } = service
    const entry = entries.get(service)
    const messages = ports.flatMap((published) => {
      const port = publishedPort(published)
      if (port === undefined) return []
      const owner = owners.find((one) => collides(one.port, port))
      owners.push({ name, port })
      if (owner === undefined) return []
      return owner.name === name
        ? [`${host}: ${quote(name)} publishes port ${portText(port)} twice`]
        : [`${host}: ${quote(owner.name)} and ${quote(name)} both publish port ${portText(port)}`]
    })
    const at = entry ? { at: placeOf(entry, 'ports') } : {}
    return [...new Set(messages)].map((message) => ({ message, ...at }))
  })
}
