// The options and networks of a service as arguments of docker create. Pure.

import type { DockerOptions } from '../config/docker-options.ts'
import type { Service } from '../config/service.ts'

/** The network of the proxy and the containers behind it. */
const PROXY_NETWORK = 'towpath'

/** Returns the arguments for the options of a service, except for its labels and networks. */
export function optionArguments(options: DockerOptions): string[] {
  const { logging, memory, cpus, capAdd, capDrop, user, readOnly, init } = options
  const each = (flag: string, values: Iterable<string>): string[] =>
    [...values].flatMap((value) => [flag, value])
  const one = (flag: string, value: string): string[] => (value === '' ? [] : [flag, value])
  const pairs = (map: ReadonlyMap<string, string>): string[] =>
    [...map].map(([name, value]) => `${name}=${value}`)
  return [
    ...(logging ? ['--log-driver', logging.driver] : []),
    ...each('--log-opt', pairs(logging?.options ?? new Map())),
    ...one('--memory', memory),
    ...one('--cpus', cpus),
    ...each('--cap-add', capAdd),
    ...each('--cap-drop', capDrop),
    ...one('--user', user),
    ...(readOnly ? ['--read-only'] : []),
    ...each('--tmpfs', options.tmpfs),
    ...each('--add-host', options.extraHosts),
    ...(init === undefined ? [] : [`--init=${init}`]),
    ...each('--ulimit', options.ulimits),
  ]
}

/** A network with the container's alias in it, which may be empty. */
export type Attachment = { readonly network: string; readonly alias: string }

/**
 * Returns the networks of a service. Docker before 25 creates a container in one network; it has to be connected to the others
 * afterwards. A service has its name as an alias only if two of its containers never run side by side.
 */
export function attachmentsOf({ name, startOnly, proxy, options }: Service): Attachment[] {
  const own = options.networks.map((network) => {
    const isUserDefined = !['bridge', 'host', 'none'].includes(network)
    return { network, alias: startOnly && isUserDefined ? name : '' }
  })
  return proxy ? [{ network: PROXY_NETWORK, alias: '' }, ...own] : own
}

/** Returns the arguments of docker create for the first network of a service. */
export function networkArguments([first]: readonly Attachment[]): string[] {
  if (first === undefined) return []
  const alias = first.alias === '' ? [] : ['--network-alias', first.alias]
  return ['--network', first.network, ...alias]
}

/** Returns the other networks as arguments of prepare.sh: their number, then each with the alias or an empty argument. */
export function connectArguments([, ...others]: readonly Attachment[]): string[] {
  return [String(others.length), ...others.flatMap(({ network, alias }) => [network, alias])]
}
