// The service that the tests deploy: its images and its configuration.
import type { Registry } from '../../../fakes/docker/registry.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'

/** Pushes the images of the tests, named by their tags: `v1` to `v3` work, `broken`, `mute` and `dies` do not. */
export async function pushImages(registry: Registry): Promise<void> {
  for (const version of ['v1', 'v2', 'v3']) await registry.push('allume/web', version, { version })
  for (const mode of ['broken', 'mute', 'dies'] as const) {
    await registry.push('allume/web', mode, { version: mode, mode })
  }
}

export type WebConfigOptions = {
  /** Lines for the environment, for the service, and further services. */
  readonly environment?: string
  readonly service?: string
  readonly services?: string
  /** How long a container may take to become healthy. The default is long: only a test that waits for it to pass shortens it. */
  readonly within?: string
}

/** Returns a configuration with a web service on every host. */
export function webConfig(
  hosts: readonly FleetHost[],
  registry: Registry,
  { environment = '', service = '', services = '', within = '60s' }: WebConfigOptions = {},
): string {
  const list = hosts.map(({ address }) => JSON.stringify(address)).join(', ')
  return `
environments:
  staging:
    hosts: { web: [${list}] }
${environment.replace(/^/gm, '    ')}
services:
  web:
    roles: [web]
    image: ${registry.address}/allume/web
    ports: ['8000:8000']
    healthy: { http: /healthz, port: 8000, within: ${within} }
${service.replace(/^/gm, '    ')}
${services.replace(/^/gm, '  ')}
`
}
