import { copyFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { type ToolName, toolPath } from '../../../scripts/test-tools.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { answerOf } from '../../support/fabric-deploy/host-state.ts'
import { webConfig } from '../../support/fabric-deploy/web-service.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

const CLIENTS = [
  'docker-debian-11',
  'docker-debian-12',
  'docker-debian-13',
] as const satisfies readonly ToolName[]

withToolsAsRoot([...FLEET_TOOLS, ...CLIENTS], () => {
  describe.each(CLIENTS)('%s', (client) => {
    const { borrow } = hostGroups({ groups: 3, hosts: 1 })
    /** Returns a group of one host with this docker client. */
    const borrowHost = async () => {
      const group = await borrow()
      const [host] = group.hosts as [FleetHost]
      // The folder of the tools may be hidden in the host.
      await copyFile(toolPath(client) ?? '', `/proc/${host.pid}/root/run/docker-client`)
      await host.run('mount --bind /run/docker-client "$(command -v docker)"')
      const deploy = async (tag: string, inputs: Record<string, string> = {}, config?: string) => {
        const run = await group.deploy.run(config ?? group.config, { inputs: { tag, ...inputs } })
        return { reason: run.outputs['reason'], log: run.log, changed: run.outputs['changed'] }
      }
      return {
        ...group,
        host,
        deployed: deploy,
        async [Symbol.asyncDispose]() {
          await host.run('umount "$(command -v docker)"')
          await group[Symbol.asyncDispose]()
        },
      }
    }

    test.concurrent(
      'deploys, changes nothing, fails, rolls back',
      async () => {
        await using one = await borrowHost()
        const { host, deployed } = one
        expect(await deployed('v1')).toMatchObject({ reason: '', changed: 'true' })
        expect(await deployed('v1')).toMatchObject({ reason: '', changed: 'false' })
        expect(await deployed('dies')).toMatchObject({ reason: 'exited' })
        expect(await deployed('v2')).toMatchObject({ reason: '', changed: 'true' })
        expect(await deployed('', { action: 'rollback' })).toMatchObject({ reason: '' })
        expect(await answerOf(host)).toBe('v1')
        const inside = webConfig(one.hosts, one.registry).replace(/ports: .*/, '')
        expect(await deployed('v2', {}, inside)).toMatchObject({ reason: '', changed: 'true' })
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a user outside the group docker, and a daemon that does not run',
      async () => {
        await using one = await borrowHost()
        const { host, deployed } = one
        await host.run('gpasswd --delete deploy docker')
        const denied = await deployed('v1')
        await host.run('gpasswd --add deploy docker')
        expect(denied).toMatchObject({
          reason: 'docker-denied',
          log: expect.stringMatching(/add the user to the group docker: ".*permission denied/),
        })
        await host.stopDocker()
        const down = await deployed('v1')
        await host.startDocker()
        expect(down).toMatchObject({
          reason: 'docker-down',
          log: expect.stringMatching(/does not answer: "Cannot connect to the Docker daemon/),
        })
        await host.run(
          'cp -a /home/deploy/.bashrc /tmp/; echo "export DOCKER_API_VERSION=1.9" >/home/deploy/.bashrc',
        )
        const old = await deployed('v1')
        await host.run('mv /tmp/.bashrc /home/deploy/')
        expect(old).toMatchObject({
          reason: 'docker-version',
          log: expect.stringContaining(
            'update the older one: "Error response from daemon: client version 1.9',
          ),
        })
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'what a registry refuses',
      async () => {
        await using one = await borrowHost()
        const { host, deployed } = one
        const wrong = { 'registry-password': 'wrong' }
        expect(await deployed('v1', wrong)).toMatchObject({ reason: 'registry-refused' })
        const none = { 'registry-user': '', 'registry-password': '' }
        expect(await deployed('v1', none)).toMatchObject({ reason: 'registry-refused' })
        expect(await deployed('nope')).toMatchObject({ reason: 'tag-missing' })
        host.outbound.refuse()
        host.outbound.dropConnections()
        const down = await deployed('v1')
        await host.outbound.accept()
        expect(down).toMatchObject({ reason: 'registry-unreachable' })
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
