import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { answerOf, awaitAnswer } from '../../support/fabric-deploy/host-state.ts'
import { type WebConfigOptions, webConfig } from '../../support/fabric-deploy/web-service.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

const FLAG = '/home/deploy/crash'

/** A service that runs until the file `now` is in its volume, and then exits whenever docker starts it. */
const CRASHES_ON_DEMAND = `command: [sh, -c, "if [ -e /crash/now ]; then exit 7; fi; exec /run.sh"]
volumes: ['${FLAG}:/crash']`

/** Lets the container crash until docker waits for seconds before it starts it again. */
const CRASH = `touch ${FLAG}/now
id=$(docker ps --quiet)
docker exec "$id" kill 1
until [ "$(docker inspect --format '{{.State.Status}} {{json .NetworkSettings.Ports}} {{gt .RestartCount 5}}' "$id")" = 'restarting {} true' ]; do sleep 0.1; done`

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('a release that docker restarts again and again', () => {
    const { borrow } = hostGroups({ groups: 3, hosts: 1 })
    const borrowCrashing = async (options: WebConfigOptions = {}) => {
      const group = await borrow()
      const [host] = group.hosts as [FleetHost]
      const service = `${CRASHES_ON_DEMAND}\n${options.service ?? ''}`
      const config = webConfig(group.hosts, group.registry, { ...options, service })
      await host.run(`rm -rf ${FLAG}; mkdir -p ${FLAG}`)
      const first = await group.deploy.run(config, { inputs: { tag: 'v1' } })
      expect([first.exitCode, await answerOf(host)]).toEqual([0, 'v1'])
      await host.run(CRASH)
      return { ...group, host, config }
    }

    test.concurrent(
      'a fix replaces it, although docker shows no published port at the moment',
      async () => {
        await using group = await borrowCrashing()
        const { host, hosts, registry, deploy } = group
        const fixed = await deploy.run(webConfig(hosts, registry), { inputs: { tag: 'v2' } })
        expect([fixed.outputs['reason'], fixed.exitCode]).toEqual(['', 0])
        expect(await answerOf(host)).toBe('v2')
        expect((await host.docker('ps', '--quiet')).trim().split('\n')).toHaveLength(1)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a fix that fails leaves it as it was, and says why the fix failed',
      async () => {
        await using group = await borrowCrashing()
        const { host, hosts, registry, deploy } = group
        const failed = await deploy.run(webConfig(hosts, registry), { inputs: { tag: 'dies' } })
        expect(failed.rows).toMatchObject([{ outcome: 'failed', reason: 'exited', code: 3 }])
        expect(failed.outputs['reason']).toBe('exited')
        await host.run(`rm ${FLAG}/now`)
        // Docker starts it again after its pause.
        expect(await awaitAnswer(host, 'v1')).toBe('v1')
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a container of another kind that crashes holds its port too; one that is paused is replaced',
      async () => {
        await using group = await borrowCrashing()
        const { host, hosts, registry, deploy, config } = group
        const other = config.replaceAll('staging', 'other')
        const taken = await deploy.run(other, { inputs: { tag: 'v2', environment: 'other' } })
        expect(taken.outputs['reason']).toBe('port-taken')
        await host.run(`rm ${FLAG}/now`)
        expect(await awaitAnswer(host, 'v1')).toBe('v1')
        await host.run('docker pause "$(docker ps --quiet)"')
        const replaced = await deploy.run(webConfig(hosts, registry), { inputs: { tag: 'v2' } })
        expect([replaced.exitCode, await answerOf(host)]).toEqual([0, 'v2'])
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
