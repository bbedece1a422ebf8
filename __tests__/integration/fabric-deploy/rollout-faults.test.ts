import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { expectFailure, outcomesOf } from '../../support/fabric-deploy/failures.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { NEW_STARTED, OLD_STOPS, PREFLIGHT_DONE } from '../../support/fabric-deploy/log-lines.ts'
import { webConfig } from '../../support/fabric-deploy/web-service.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

type Three = [FleetHost, FleetHost, FleetHost]

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('a rollout that fails', () => {
    const options = { groups: 2, hosts: 3, disk: '64m' }
    const { borrowWithV1 } = hostGroups(options, async (registry) => {
      await registry.push('allume/web', 'big', { version: 'big', ballast: 4_000_000 })
      await registry.push('allume/web', 'checked', { version: 'checked', healthcheck: true })
    })

    test.concurrent.each([
      // On a busy machine it may take seconds to exit.
      ['exited', 'dies', 3, '60s'],
      ['unhealthy', 'broken', null, '3s'],
      ['unhealthy', 'mute', null, '3s'],
    ])(
      '%s, on the first host: %s',
      async (reason, tag, code, within) => {
        await using group = await borrowWithV1()
        const config = webConfig(group.hosts, group.registry, { within })
        const failed = await group.deploy.run(config, { inputs: { tag } })
        expect(failed.outputs['reason']).toBe(reason)
        expect(outcomesOf(failed)).toEqual(['failed', 'not-reached', 'not-reached'])
        expect(failed.rows[0]?.code).toBe(code)
        if (tag === 'dies') expect(failed.log).toContain('cannot find the database')
        await expectFailure(group, failed)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a failed health check on the last host rolls back the others',
      async () => {
        await using group = await borrowWithV1()
        const { hosts, registry, deploy } = group
        const [one, two, three] = hosts as Three
        // Docker's own health check: it fails at once, and has no deadline that a busy machine could miss.
        const config = webConfig(hosts, registry, {
          service: 'env-file: /home/deploy/web.env',
          environment: 'batch: 1',
        }).replace(/healthy: .*/, 'healthy: { docker: true, within: 60s }')
        await Promise.all([one, two].map((host) => host.run('>/home/deploy/web.env')))
        await three.run('echo MODE=broken >/home/deploy/web.env')
        const failed = await deploy.run(config, { inputs: { tag: 'checked' } })
        expect(failed.outputs['reason']).toBe('unhealthy')
        expect(outcomesOf(failed)).toEqual(['rolled-back', 'rolled-back', 'failed'])
        expect(failed.outputs['rolled-back-hosts']).toBe(`${one.address}\n${two.address}`)
        await expectFailure(group, failed)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a full disk',
      async () => {
        await using group = await borrowWithV1()
        const [, two] = group.hosts as Three
        await two.fillDisk(1_000_000)
        const failed = await group.deploy.run(group.config, { inputs: { tag: 'big' } })
        await two.freeDisk()
        expect(failed.outputs['reason']).toBe('disk-full')
        expect(outcomesOf(failed)).toContain('failed')
        await expectFailure(group, failed)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'timeout',
      async () => {
        await using group = await borrowWithV1()
        const failed = await group.deploy.run(group.config, {
          inputs: { tag: 'mute', timeout: '4s' },
        })
        expect(failed.outputs['reason']).toBe('timeout')
        await expectFailure(group, failed)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a connection that is lost during the switch and restored: every host is rolled back',
      async () => {
        await using group = await borrowWithV1()
        const { hosts, registry, deploy } = group
        const [, two] = hosts as Three
        const config = webConfig(hosts, registry, { environment: 'batch: 1' })
        const failed = await deploy.run(config, {
          inputs: { tag: 'v2' },
          onLine: (line) => {
            if (line.includes(`${two.address}: ${NEW_STARTED}`)) two.relay.dropConnections()
          },
        })
        expect(failed.rows.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
          'rolled-back unreachable',
          'failed unreachable',
          'not-reached ',
        ])
        await expectFailure(group, failed)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a connection that is lost for good: the host rolls itself back, and the report says that its state is unknown',
      async () => {
        await using group = await borrowWithV1()
        const { config, deploy, answers, awaitAnswers } = group
        const [, two] = group.hosts as Three
        const failed = await deploy.run(config, {
          inputs: { tag: 'v2' },
          onLine: (line) => {
            if (!line.includes(`${two.address}: ${OLD_STOPS}`)) return
            two.relay.refuse()
            two.relay.dropConnections()
          },
        })
        expect(failed.rows[1]).toMatchObject({ outcome: 'unreachable', runs: null })
        expect(failed.log).toContain(`it is not known what is running on "${two.address}"`)
        expect(failed.rows[0]?.outcome).toBe('rolled-back')
        expect(await awaitAnswers('v1')).toEqual(['v1', 'v1', 'v1'])
        await two.relay.accept()
        const again = await deploy.run(config, { inputs: { tag: 'v2' } })
        expect([again.exitCode, await answers()]).toEqual([0, ['v2', 'v2', 'v2']])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a connection that is lost during the pull is reopened, or every host keeps its version',
      async () => {
        await using group = await borrowWithV1()
        const [, , three] = group.hosts as Three
        let dropped = false
        const done = await group.deploy.run(group.config, {
          inputs: { tag: 'v3' },
          onLine: (line) => {
            if (dropped || !line.startsWith(PREFLIGHT_DONE)) return
            dropped = true
            // The pull on this host begins once the first host has the digest.
            setTimeout(() => three.relay.dropConnections(), 700)
          },
        })
        if (done.exitCode === 0) expect(await group.answers()).toEqual(['v3', 'v3', 'v3'])
        else await expectFailure(group, done)
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
