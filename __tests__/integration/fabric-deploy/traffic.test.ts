import { describe, expect, test } from '@jest/globals'
import { startLoad } from '../../../fakes/network/load.ts'
import { startBalancer } from '../../../fakes/network/load-balancer.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { webConfig } from '../../support/fabric-deploy/web-service.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('behind a load balancer', () => {
    const { borrow } = hostGroups({ groups: 1, hosts: 2 })

    test(
      'no request is lost: in a deployment, in one that fails and is rolled back, in a rollback',
      async () => {
        await using started = new AsyncDisposableStack()
        const { hosts, registry, deploy, answers } = started.use(await borrow())
        // After SIGTERM a container fails its health check, and continues to answer what the balancer has sent before.
        const setMode = (index: number, mode: string) =>
          hosts[index]?.run(`printf 'DRAIN=1\\nMODE=${mode}\\n' >/home/deploy/web.env`)
        await Promise.all([setMode(0, 'web'), setMode(1, 'web')])
        const config = webConfig(hosts, registry, {
          environment: 'batch: 1',
          service: 'env-file: /home/deploy/web.env',
        })
        expect((await deploy.run(config, { inputs: { tag: 'v1' } })).exitCode).toBe(0)
        const relays = await Promise.all(hosts.map((host) => host.relayTo(8000)))
        const balancer = await startBalancer(relays.map(({ address }) => address))
        started.defer(() => balancer.stop())
        const address = `127.0.0.1:${balancer.port}`
        const load = started.use(await startLoad({ address, rate: 20, slowEvery: 0 }))
        expect((await deploy.run(config, { inputs: { tag: 'v2' } })).exitCode).toBe(0)
        // It fails at once, and has no deadline that a busy machine could miss.
        await setMode(1, 'dies')
        const failed = await deploy.run(config, { inputs: { tag: 'v3' } })
        expect(failed.rows.map(({ outcome }) => outcome)).toEqual(['rolled-back', 'failed'])
        await setMode(1, 'web')
        expect((await deploy.run(config, { inputs: { action: 'rollback' } })).exitCode).toBe(0)
        const report = await load.stop()
        expect(await answers()).toEqual(['v1', 'v1'])
        expect(Object.keys(report.answers).sort()).toEqual(['v1', 'v2', 'v3'])
        expect(report.requests.length).toBeGreaterThan(300)
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
