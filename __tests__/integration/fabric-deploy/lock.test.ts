import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { expectFailure } from '../../support/fabric-deploy/failures.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { holdLock, leftoversOn } from '../../support/fabric-deploy/host-state.ts'
import {
  NEW_STARTED,
  PREFLIGHT_DONE,
  WAITING_FOR_LOCK,
} from '../../support/fabric-deploy/log-lines.ts'
import { webConfig } from '../../support/fabric-deploy/web-service.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

type Two = [FleetHost, FleetHost]

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('the lock of an environment', () => {
    const { borrow, borrowWithV1 } = hostGroups({ groups: 3, hosts: 2 })

    test.concurrent(
      'a run that finds the lock of another one gives up, or waits until it is released',
      async () => {
        await using group = await borrow()
        const { hosts, registry, config, deploy, answers } = group
        const [one, two] = hosts as Two
        // The first run holds the lock as long as its container does not answer: until its server is started below.
        await one.run('echo MODE=mute >/home/deploy/web.env')
        await two.run('>/home/deploy/web.env')
        const slow = webConfig(hosts, registry, {
          service: 'env-file: /home/deploy/web.env',
          within: '10m',
        })
        const started = Promise.withResolvers<void>()
        const long = deploy.run(slow, {
          inputs: { tag: 'v2' },
          onLine: (line) => line.includes(NEW_STARTED) && started.resolve(),
        })
        await Promise.race([started.promise, long])
        const impatient = await deploy.run(config, { inputs: { tag: 'v3', 'lock-wait': '0s' } })
        expect([impatient.outputs['reason'], impatient.log]).toEqual([
          'locked',
          expect.stringContaining('https://github.com/allume/shop/actions/runs/42'),
        ])
        const startServer = 'docker exec --detach --env MODE=web "$(docker ps --quiet)" /run.sh'
        const patient = await deploy.run(config, {
          inputs: { tag: 'v3' },
          onLine: (line) => void (line.includes(WAITING_FOR_LOCK) && one.run(startServer)),
        })
        expect(patient.log).toContain(WAITING_FOR_LOCK)
        expect((await long).exitCode).toBe(0)
        expect([patient.exitCode, await answers()]).toEqual([0, ['v3', 'v3']])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'the lock of a dead run is shown, and can be broken',
      async () => {
        await using group = await borrowWithV1()
        const { config, deploy } = group
        const [one] = group.hosts as Two
        await holdLock(one, 'dead', 'by eve\\n')
        const dead = await deploy.run(config, { inputs: { tag: 'v2', 'lock-wait': '1s' } })
        expect([dead.outputs['reason'], dead.log]).toEqual([
          'locked',
          expect.stringContaining('"by eve"'),
        ])
        const status = await deploy.run(config, { inputs: { action: 'status' } })
        expect(status.log).toContain('The lock is held by "https://example.org/run"')
        const unlock = await deploy.run(config, { inputs: { action: 'unlock' } })
        expect([unlock.exitCode, unlock.log]).toEqual([
          0,
          expect.stringContaining('The lock was removed'),
        ])
        await expectFailure(group, dead)
        expect((await deploy.run(config, { inputs: { tag: 'v1' } })).exitCode).toBe(0)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'it is on the first host, even for a run on another host only',
      async () => {
        await using group = await borrow()
        const { config, deploy, answers } = group
        const [one, two] = group.hosts as Two
        await holdLock(one)
        const inputs = { tag: 'v1', hosts: `web: ${two.address}`, 'lock-wait': '0s' }
        const locked = await deploy.run(config, { inputs })
        expect([locked.outputs['reason'], await two.docker('ps', '--quiet')]).toEqual([
          'locked',
          '',
        ])
        await deploy.run(config, { inputs: { action: 'unlock' } })
        const done = await deploy.run(config, { inputs })
        expect([done.exitCode, await answers()]).toEqual([0, ['none', 'v1']])
        const prune = await deploy.run(config, { inputs: { ...inputs, prune: 'true' } })
        expect([prune.exitCode, prune.outputs['reason']]).toEqual([1, 'bad-input'])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a connection that is lost while the lock is taken leaves no lock',
      async () => {
        await using group = await borrowWithV1()
        const { deploy, awaitAnswers } = group
        const [one, two] = group.hosts as Two
        const result = await deploy.run(group.config, {
          inputs: { tag: 'v2' },
          onLine: (line) => {
            if (line.startsWith(PREFLIGHT_DONE)) setTimeout(() => one.relay.dropConnections(), 30)
          },
        })
        // One reconnection may save the run.
        const version = result.exitCode === 0 ? 'v2' : 'v1'
        expect(await awaitAnswers(version)).toEqual([version, version])
        expect(await Promise.all([leftoversOn(one), leftoversOn(two)])).toEqual(['', ''])
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
