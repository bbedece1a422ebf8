// Hosts whose service is behind the real kamal-proxy. Its images have a web server that load can be measured against.
import { proxyImage } from '../../../fakes/docker/proxy-image.ts'
import type { Registry } from '../../../fakes/docker/registry.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import { FLEET_TOOLS, type HostGroups, type HostGroupsOptions, hostGroups } from './host-groups.ts'

/** The tools that the hosts need. */
export const PROXY_TOOLS = [...FLEET_TOOLS, 'kamal-proxy', 'web-server'] as const

/** The ports that the proxy publishes. */
export const [PROXY_HTTP, PROXY_HTTPS] = [8000, 8443]

/** References with digests, without the registry: `basecamp/kamal-proxy@sha256:...`. `next` differs from `current` in a label only. */
export type ProxyImages = { readonly current: string; readonly next: string }

/**
 * Pushes two images of the proxy, and those of the service `allume/shop`, named by their tags: `v1` to `v3` work; `broken`, `redirecting`,
 * `mute` and `dies` do not. What a container's environment can change is in fakes/docker/programs/web-server/main.go.
 */
export async function pushProxiedImages(registry: Registry): Promise<ProxyImages> {
  const [program, webServer] = [toolPath('kamal-proxy') ?? '', toolPath('web-server') ?? '']
  const push = async (tag: string): Promise<string> => {
    const digest = await registry.push('basecamp/kamal-proxy', tag, proxyImage(program, tag))
    return `basecamp/kamal-proxy@${digest}`
  }
  for (const version of ['v1', 'v2', 'v3'])
    await registry.push('allume/shop', version, { version, webServer })
  for (const mode of ['broken', 'redirecting', 'mute', 'dies'] as const)
    await registry.push('allume/shop', mode, { version: mode, mode, webServer })
  return { current: await push('current'), next: await push('next') }
}

export type ProxiedConfigOptions = {
  /** The image of the proxy, without the registry. */
  readonly proxy: string
  /** The service's keys of `proxy`. */
  readonly route?: string
  /** Lines for the environment, for the service, and further services. */
  readonly environment?: string
  readonly service?: string
  readonly services?: string
  readonly healthy?: string
}

/** Returns a configuration with a service behind a proxy on every host. */
export function proxiedConfig(
  hosts: readonly FleetHost[],
  { address }: Registry,
  {
    proxy,
    route = 'port: 8000, drain: 5s',
    environment = '',
    service = '',
    services = '',
    healthy = 'http: /healthz, within: 60s',
  }: ProxiedConfigOptions,
): string {
  const list = hosts.map((host) => JSON.stringify(host.address)).join(', ')
  return `
environments:
  staging:
    hosts: { web: [${list}] }
    proxy: { image: '${address}/${proxy}', http: ${PROXY_HTTP}, https: ${PROXY_HTTPS} }
${environment.replace(/^/gm, '    ')}
services:
  shop:
    roles: [web]
    image: ${address}/allume/shop
    proxy: { ${route} }
    healthy: { ${healthy} }
${service.replace(/^/gm, '    ')}
${services.replace(/^/gm, '  ')}
`
}

export type ProxiedHostGroups = HostGroups & {
  /** Known once the hosts have been started. */
  readonly images: ProxyImages
}

/** As `hostGroups`, with the configuration above; v1 is then that of `allume/shop`. */
export function proxiedHostGroups(options: Omit<HostGroupsOptions, 'config'>): ProxiedHostGroups {
  let images: ProxyImages | undefined
  const pushed = (): ProxyImages => {
    if (images === undefined) throw new Error('The images are pushed before the first test')
    return images
  }
  const groups = hostGroups(
    {
      // Each container has its own copy of its image.
      disk: '1g',
      ...options,
      config: (hosts, registry) => proxiedConfig(hosts, registry, { proxy: pushed().current }),
    },
    async (registry) => {
      images = await pushProxiedImages(registry)
    },
  )
  return {
    ...groups,
    get images() {
      return pushed()
    },
  }
}
