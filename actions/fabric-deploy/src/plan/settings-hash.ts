// The settings of a service's containers, as a hash in a label: a container with other settings has to be replaced. Pure.

import { shortHash } from '../../../../kit/text/slug.ts'
import type { DockerOptions } from '../config/docker-options.ts'
import type { Service } from '../config/service.ts'
import type { HostFacts } from '../host/facts.ts'

/** Hashes all settings of a container but its image. */
export function settingsHash(service: Service, facts: HostFacts): string {
  const { ports, envFile, command, volumes, restart, proxy, options } = service
  const env = facts.envFiles.get(envFile) ?? ''
  // Only what is configured: a new key must not change the hash of the services without it.
  const route = proxy && { ...proxy, hosts: proxy.hosts.toSorted() }
  const others = { ...(route ? { proxy: route } : {}), ...configured(options) }
  const all = [ports, envFile, env, command, volumes, restart]
  return shortHash(JSON.stringify(Object.keys(others).length > 0 ? [...all, others] : all))
}

/** Returns the options that are configured; the order of maps, and of lists without a meaningful order, does not count. */
function configured(options: DockerOptions): Record<string, unknown> {
  const { labels, logging, readOnly, ...others } = options
  const all = {
    ...others,
    capAdd: options.capAdd.toSorted(),
    capDrop: options.capDrop.toSorted(),
    ulimits: options.ulimits.toSorted(),
    readOnly: readOnly || undefined,
    labels: sorted(labels),
    logging: logging && [logging.driver, sorted(logging.options)],
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => isConfigured(value)))
}

const sorted = (map: ReadonlyMap<string, string>): [string, string][] =>
  [...map].sort(([one], [other]) => (one < other ? -1 : 1))

/** `init: false` is, since it overrides the setting of the docker daemon. */
function isConfigured(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== ''
}
