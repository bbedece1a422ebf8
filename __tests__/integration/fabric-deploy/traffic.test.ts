import { describe, expect, test } from '@jest/globals'
import { startRegistry } from '../../../fakes/docker/registry.ts'
import { startFleet } from '../../../fakes/fleet/fleet.ts'
import { startBalancer, startLoad } from '../../../fakes/fleet/load-balancer.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import {
  answerOf,
  deployments,
  pushImages,
  webConfig,
} from '../../support/fabric-deploy/deployment.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

withToolsAsRoot(['sshd', 'dockerd', 'registry', 'busybox'], () => {
  describe('behind a load balancer', () => {
    test('no request is lost: in a deployment, in one that fails and goes back, in a rollback', async () => {
      await using started = new AsyncDisposableStack()
      const registry = await startRegistry(toolPath('registry') ?? '')
      started.defer(() => registry.remove())
      const fleet = await startFleet({ hosts: 2, reaches: [registry.address] })
      started.defer(() => fleet.stop())
      await pushImages(registry)
      const deploy = deployments(fleet, registry)
      started.defer(() => deploy.remove())
      // On SIGTERM it is no longer healthy, and goes on answering for a second.
      const mode = (index: number, value: string) =>
        fleet.hosts[index]?.run(`printf 'DRAIN=1\\nMODE=${value}\\n' >/home/deploy/web.env`)
      await Promise.all([mode(0, 'web'), mode(1, 'web')])
      const config = webConfig(fleet.hosts, registry, {
        environment: 'batch: 1',
        service: 'env-file: /home/deploy/web.env',
      })
      expect((await deploy.run(config, { inputs: { tag: 'v1' } })).exitCode).toBe(0)
      const ways = await Promise.all(fleet.hosts.map((host) => host.relayTo(8000)))
      const balancer = await startBalancer(ways.map(({ address }) => address))
      started.defer(() => balancer.stop())
      await new Promise((resolve) => setTimeout(resolve, 500))
      const load = startLoad(balancer.port)
      expect((await deploy.run(config, { inputs: { tag: 'v2' } })).exitCode).toBe(0)
      await mode(1, 'broken')
      const failed = await deploy.run(config, { inputs: { tag: 'v3' } })
      expect(failed.rows.map(({ outcome }) => outcome)).toEqual(['rolled-back', 'failed'])
      await mode(1, 'web')
      expect((await deploy.run(config, { inputs: { action: 'rollback' } })).exitCode).toBe(0)
      await load.stop()
      expect(await Promise.all(fleet.hosts.map((host) => answerOf(host)))).toEqual(['v1', 'v1'])
      expect([...load.answers.keys()].sort()).toEqual(['v1', 'v2', 'v3'])
      const all = [...load.answers.values()].reduce((sum, count) => sum + count, 0)
      expect(all).toBeGreaterThan(300)
    }, 120_000)
  })
})
