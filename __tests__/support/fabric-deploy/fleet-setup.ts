// What every test of fabric-deploy against real hosts needs: a fleet, a registry with the tests' images, and the action.
import { afterAll, afterEach, beforeAll } from '@jest/globals'
import { type Registry, startRegistry } from '../../../fakes/docker/registry.ts'
import { type Fleet, startFleet } from '../../../fakes/fleet/fleet.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import { clear, type Deployments, deployments, pushImages } from './deployment.ts'

export type World = {
  readonly registry: Registry
  readonly fleet: Fleet
  readonly hosts: readonly FleetHost[]
  readonly deploy: Deployments
}

/** The tools that it takes. */
export const WORLD = ['sshd', 'dockerd', 'registry', 'busybox'] as const

/** Makes the world of a file's tests; `ready` is given it before the first one. Between tests the hosts are cleared. */
export function deployWorld(
  options: { readonly hosts: number; readonly disk?: string; readonly mayStay?: boolean },
  ready: (world: World) => void | Promise<void>,
): void {
  const started = new AsyncDisposableStack()
  let fleet: Fleet
  beforeAll(async () => {
    const registry = await startRegistry(toolPath('registry') ?? '')
    started.defer(() => registry.remove())
    fleet = await startFleet({ ...options, reaches: [registry.address] })
    started.defer(() => fleet.stop())
    const deploy = deployments(fleet, registry)
    started.defer(() => deploy.remove())
    await pushImages(registry)
    await ready({ registry, fleet, hosts: fleet.hosts, deploy })
  }, 60_000)
  afterEach(async () => {
    await clear(fleet, options.mayStay)
  }, 60_000)
  afterAll(async () => {
    await started.disposeAsync()
  }, 60_000)
}
