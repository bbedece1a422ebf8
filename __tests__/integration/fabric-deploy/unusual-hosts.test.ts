import { describe, expect, test } from '@jest/globals'
import type { Registry } from '../../../fakes/docker/registry.ts'
import type { Fleet } from '../../../fakes/fleet/fleet.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import {
  answerOf,
  type Deployments,
  leftOn,
  webConfig,
} from '../../support/fabric-deploy/deployment.ts'
import { deployWorld, WORLD } from '../../support/fabric-deploy/fleet-setup.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

withToolsAsRoot(WORLD, () => {
  describe('hosts that are odd', () => {
    let registry: Registry
    let fleet: Fleet
    let one: FleetHost
    let two: FleetHost
    let deploy: Deployments
    let config = ''
    deployWorld({ hosts: 2 }, async (world) => {
      ;({ registry, fleet, deploy } = world)
      ;[one, two] = fleet.hosts as [FleetHost, FleetHost]
      config = webConfig(fleet.hosts, registry, { environment: 'batch: 1' })
    })
    const answers = () => Promise.all([answerOf(one), answerOf(two)])

    test.each(['bash --posix', 'busybox sh', 'dash'])(
      'a shell that says something first, and %s as sh',
      async (shell) => {
        const home = '/home/deploy'
        await one.run(
          `usermod -s /bin/bash deploy; mkdir -p ${home}/bin; cd ${home}; mv .bashrc .bashrc-old
          printf 'printf "\\033]0;title\\007hello"; PATH=${home}/bin:$PATH\n' >.bashrc
          printf '#!/bin/bash\nexec ${shell} "$@"\n' >bin/sh; chmod 755 bin/sh`,
        )
        const done = await deploy.run(config, { inputs: { tag: 'v1' } })
        await one.run(`cd ${home}; mv .bashrc-old .bashrc; rm -r bin`)
        expect([done.exitCode, await answers()]).toEqual([0, ['v1', 'v1']])
        expect(await leftOn(one)).toBe('')
      },
      60_000,
    )

    test('a docker that is restarted in the middle: the old containers serve again', async () => {
      await deploy.run(config, { inputs: { tag: 'v1' } })
      let restarted: Promise<void> | undefined
      const failed = await deploy.run(config, {
        inputs: { tag: 'mute' },
        onLine: (line) => {
          if (restarted || !line.includes('the new container has started')) return
          restarted = one.stopDocker().then(() => one.startDocker())
        },
      })
      await restarted
      expect(failed.exitCode).toBe(1)
      expect(await answers()).toEqual(['v1', 'v1'])
      expect(await leftOn(one)).toBe('')
    }, 120_000)

    test('the lock is on the first host, also for a run that goes to another', async () => {
      const folder = '/home/deploy/.towpath/staging/lock'
      await one.run(
        `mkdir -p ${folder}; printf 'other\\nhttps://example.org/run\\n' >${folder}/owner; chown -R deploy /home/deploy/.towpath`,
      )
      const inputs = { tag: 'v1', hosts: `web: ${two.address}`, 'lock-wait': '0s' }
      const locked = await deploy.run(config, { inputs })
      expect([locked.outputs['reason'], await two.docker('ps', '--quiet')]).toEqual(['locked', ''])
      await one.run(`rm -r ${folder}`)
      const done = await deploy.run(config, { inputs })
      expect([done.exitCode, await answers()]).toEqual([0, ['none', 'v1']])
      const prune = await deploy.run(config, { inputs: { ...inputs, prune: 'true' } })
      expect([prune.exitCode, prune.outputs['reason']]).toEqual([1, 'bad-input'])
    }, 60_000)

    test('a connection that breaks while the lock is taken leaves no lock', async () => {
      await deploy.run(config, { inputs: { tag: 'v1' } })
      const cut = await deploy.run(config, {
        inputs: { tag: 'v2' },
        onLine: (line) => {
          if (line.startsWith('Inspected')) setTimeout(() => one.relay.dropConnections(), 30)
        },
      })
      // One reconnection may save it.
      expect(await answers()).toEqual(cut.exitCode === 0 ? ['v2', 'v2'] : ['v1', 'v1'])
      expect(await Promise.all([leftOn(one), leftOn(two)])).toEqual(['', ''])
    }, 60_000)

    test('the post step rolls nothing back if another run has deployed since', async () => {
      await deploy.run(config, { inputs: { tag: 'v1' } })
      const state = {
        slug: 'staging',
        runId: 'dead',
        environment: 'staging',
        switchArguments: {
          [two.address]: [
            ...['service=web', 'new=gone', 'created=1', 'old=', 'stop_first=0'],
            ...['check=running', 'path=', 'port=', 'duration=1000', 'within='],
            ...['grace=1', 'restart=no'],
          ],
        },
      }
      const later = await deploy.run(config, {
        inputs: { tag: 'v2' },
        env: { STATE_postState: JSON.stringify(state), STATE_isPost: 'true' },
      })
      expect(later.log).toContain('Another run has deployed since, so nothing is rolled back')
      expect(await answers()).toEqual(['v1', 'v1'])
    }, 60_000)

    test('a registry password of several lines', async () => {
      const password = '{\n  "key": "a\'b$c`"\n}'
      const failed = await deploy.run(config, {
        inputs: { tag: 'v1', 'registry-password': password },
      })
      expect(failed.outputs['reason']).toBe('registry-refused')
      expect(failed.raw.replace(/::add-mask::.*/g, '')).not.toContain("a'b$c`")
    }, 60_000)
  })
})
