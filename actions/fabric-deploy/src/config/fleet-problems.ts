// Mistakes in a fleet that no single key shows: roles that nothing has, ports that two services want. Pure.

import type { Problem } from '../../../../kit/action/user-error.ts'
import type { TowpathFile } from '../../../../kit/config/towpath-file.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { suggestion } from '../../../../kit/text/suggest.ts'
import { collides, type PublishedPort, portText, publishedPort } from '../host/published-ports.ts'
import type { Service } from './service.ts'

/** Returns a problem for every role of a service that no environment has, and for every unknown role in the input `hosts`. */
export function unknownRoles(
  file: TowpathFile,
  services: readonly Service[],
  hostLines: readonly { readonly role: string }[],
): Problem[] {
  const environments = [...(file.environments ?? new Map()).values()]
  const known = new Set<string>(
    environments.flatMap(({ value }) => [...(value.hosts ?? new Map()).keys()]),
  )
  const used = new Set(services.flatMap(({ roles }) => roles))
  const withoutHosts = known.size === 0 ? [] : [...used].filter((role) => !known.has(role))
  const inLines = hostLines.filter(({ role }) => role !== '' && !known.has(role) && !used.has(role))
  const all = [...new Set([...known, ...used])]
  return [
    ...withoutHosts.map(
      (role) =>
        `no environment has hosts with the role ${quote(role)}${suggestion(role, [...known], 'there are')}`,
    ),
    ...inLines.map(
      ({ role }) => `"hosts": there is no role ${quote(role)}${suggestion(role, all, 'there are')}`,
    ),
  ].map((message) => ({ message }))
}

/** Returns a problem for every port that two services publish on the same host. */
export function portConflicts(host: string, services: readonly Service[]): Problem[] {
  const owners: { readonly name: string; readonly port: PublishedPort }[] = []
  const messages = services.flatMap(({ name, ports }) =>
    ports.flatMap((published) => {
      const port = publishedPort(published)
      if (port === undefined) return []
      const owner = owners.find((one) => collides(one.port, port))
      owners.push({ name, port })
      if (owner === undefined) return []
      return [
        `${host}: ${quote(owner.name)} and ${quote(name)} both publish port ${portText(port)}`,
      ]
    }),
  )
  return [...new Set(messages)].map((message) => ({ message }))
}
