// Ports of services and of the proxy that are taken by something that the deployment does not replace. Pure.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { FleetHost } from '../config/fleet.ts'
import type { HostProxy } from '../config/proxy-route.ts'
import type { PreflightJob } from '../job.ts'
import { type Container, type HostFacts, isRunning } from './facts.ts'
import { isProxyContainer, PROXY_CONTAINER } from './proxy-facts.ts'
import { collides, type PublishedPort, portText, publishedPort } from './published-ports.ts'

/** Returns an error for every port that is taken. */
export function portsTaken(host: FleetHost, facts: HostFacts, job: PreflightJob): UserError[] {
  const others = remaining(host, facts, job)
  const ofServices = host.services.flatMap(({ name, ports }) =>
    ports.flatMap((published) => {
      const port = publishedPort(published)
      const owner = port && ownerOf(port, others)
      if (port === undefined || owner === undefined) return []
      const whose = `${host.name}: port ${portText(port)} of ${quote(name)}`
      return [new UserError('port-taken', `${whose} is used by ${described(owner, job)}`)]
    }),
  )
  const { proxy } = job.fleet
  const isProxied = host.services.some((service) => service.proxy !== undefined)
  // A running proxy has its ports already, even if others are configured.
  const mustStart = facts.proxy?.state !== 'running' && facts.proxy?.state !== 'paused'
  const ofProxy = isProxied && mustStart ? proxyPortsTaken(host, facts, job, proxy, others) : []
  return [...ofServices, ...ofProxy]
}

/** Returns an error for every port that is taken and that the proxy needs for its upgrade. */
export function upgradePortsTaken(
  host: FleetHost,
  facts: HostFacts,
  job: PreflightJob,
): UserError[] {
  const { proxy } = facts
  if (!proxy) return []
  const own = proxy.state === 'running' ? [proxy.http, proxy.https] : []
  const { http, https } = job.fleet.proxy
  const wanted = Object.entries({ http, https }).filter(([, port]) => !own.includes(port))
  return proxyPortsTaken(
    host,
    facts,
    job,
    Object.fromEntries(wanted),
    facts.containers.filter(isRunning),
  )
}

/** Returns an error for every port of a proxy that is taken; `others` are the containers that keep their ports. */
function proxyPortsTaken(
  { name }: FleetHost,
  { containers, listening }: HostFacts,
  job: PreflightJob,
  { http, https }: Partial<Pick<HostProxy, 'http' | 'https'>>,
  others: readonly Container[],
): UserError[] {
  return Object.entries({ http, https }).flatMap(([key, number]) => {
    if (number === undefined) return []
    const port = { address: '', port: number, protocol: 'tcp' }
    const owner = ownerOf(
      port,
      others.filter(({ name }) => !isProxyContainer(name)),
    )
    const isKnown = ownerOf(port, containers.filter(isRunning)) !== undefined
    const isForeign = !isKnown && listening.includes(number)
    if (owner === undefined && !isForeign) return []
    const by = owner ? described(owner, job) : FOREIGN_PROGRAM
    const problem = `${name}: port ${portText(port)} of the proxy is used by ${by}`
    return [
      new UserError(
        'port-taken',
        `${problem}, or choose another port as "${key}" of the environment's "proxy"`,
      ),
    ]
  })
}

const FOREIGN_PROGRAM =
  "a program that is not a container (or one in the host's network); stop it (as root, ss -ltnp names it)"

/** The containers that run and that the deployment does not replace. */
function remaining(host: FleetHost, facts: HostFacts, job: PreflightJob): Container[] {
  const names = host.services.map(({ name }) => name)
  // One that docker keeps restarting has no port at the moment that the new container starts.
  const isUnconfigured = ({ labels, state }: Container): boolean =>
    !names.includes(labels['towpath.service'] ?? '') && state !== 'restarting'
  return facts.containers.filter(
    (one) => isRunning(one) && (isForeignTo(job, one) || (!job.prune && isUnconfigured(one))),
  )
}

const isForeignTo = ({ fleet }: PreflightJob, { labels }: Container): boolean =>
  labels['towpath.environment'] !== fleet.environment

const ownerOf = (port: PublishedPort, containers: readonly Container[]): Container | undefined =>
  containers.find((one) => one.ports.some((other) => collides(port, other)))

/** Returns who has a port, and what to do about it. */
function described(owner: Container, job: PreflightJob): string {
  const container = `the container ${quote(owner.name)}`
  if (owner.name === PROXY_CONTAINER)
    return `the proxy of this host (${container}); put the service behind it with "proxy", or publish another port; if nothing else needs the proxy, remove it (docker rm -f ${PROXY_CONTAINER})`
  if (owner.name === KAMAL_CONTAINER)
    return `Kamal's own proxy (${container}), which can't be shared, since Kamal replaces and removes it with all routes; stop it first (kamal proxy remove)`
  if (job.action === 'upgrade-proxy') return `${container}; stop it first`
  if (isForeignTo(job, owner))
    return `${container}, which was not deployed to this environment; stop it first`
  const service = quote(owner.labels['towpath.service'] ?? '')
  return `${container}, whose service ${service} is not configured for this host; "prune: true" replaces it`
}

/** The name of Kamal's proxy on every host that Kamal deploys to. */
const KAMAL_CONTAINER = 'kamal-proxy'
