import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { leftoversOn } from '../../support/fabric-deploy/host-state.ts'
import { NEW_STARTED } from '../../support/fabric-deploy/log-lines.ts'
import { webConfig } from '../../support/fabric-deploy/web-service.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

type Two = [FleetHost, FleetHost]

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('unusual hosts and runs', () => {
    const { borrow, borrowWithV1 } = hostGroups({ groups: 2, hosts: 2 })

    test.concurrent.each(['bash --posix', 'busybox sh', 'dash'])(
      'a shell that prints something first, and %s as sh',
      async (shell) => {
        await using group = await borrow()
        const hosts = group.hosts.slice(0, 1)
        const [one] = hosts as [FleetHost]
        const home = '/home/deploy'
        await one.run(
          `usermod -s /bin/bash deploy; mkdir -p ${home}/bin; cd ${home}; mv .bashrc .bashrc-old
          printf 'printf "\\033]0;title\\007hello"; PATH=${home}/bin:$PATH\n' >.bashrc
          printf '#!/bin/bash\necho >>${home}/used\nexec ${shell} "$@"\n' >bin/sh; chmod 755 bin/sh`,
        )
        const done = await group.deploy.run(webConfig(hosts, group.registry), {
          inputs: { tag: 'v1' },
        })
        const used = await one.run(
          `cd ${home}; mv .bashrc-old .bashrc; rm -r bin; wc -l <used; rm used`,
        )
        expect([done.exitCode, await group.answers()]).toEqual([0, ['v1', 'none']])
        // The scripts were really run by this shell.
        expect(Number(used)).toBeGreaterThan(0)
        expect(await leftoversOn(one)).toBe('')
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a docker that is restarted during the rollout: the old containers run again',
      async () => {
        await using group = await borrowWithV1()
        const [one] = group.hosts as Two
        const config = webConfig(group.hosts, group.registry, { environment: 'batch: 1' })
        let restarted: Promise<void> | undefined
        const failed = await group.deploy.run(config, {
          inputs: { tag: 'mute' },
          onLine: (line) => {
            if (restarted || !line.includes(NEW_STARTED)) return
            restarted = one.stopDocker().then(() => one.startDocker())
          },
        })
        await restarted
        expect([failed.exitCode, restarted !== undefined]).toEqual([1, true])
        expect(await group.awaitAnswers('v1')).toEqual(['v1', 'v1'])
        expect(await leftoversOn(one)).toBe('')
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'the post step does not touch what another run has done since',
      async () => {
        await using group = await borrowWithV1()
        const [, two] = group.hosts as Two
        const state = {
          slug: 'staging',
          runId: 'dead',
          environment: 'staging',
          switchValues: {
            [two.address]: [
              ...['web', 'gone', '1', '', '0', '0'],
              ...['running', '', '', '', '1000', ''],
              ...['1', 'no'],
            ],
          },
        }
        const later = await group.deploy.run(group.config, {
          inputs: { tag: 'v2' },
          env: { STATE_postState: JSON.stringify(state), STATE_isPost: 'true' },
        })
        expect(later.log).toContain('Another run has held or removed the lock since')
        expect(await group.answers()).toEqual(['v1', 'v1'])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a registry password of several lines',
      async () => {
        await using group = await borrow()
        const password = '{\n  "key": "a\'b$c`"\n}'
        const failed = await group.deploy.run(group.config, {
          inputs: { tag: 'v1', 'registry-password': password },
        })
        expect(failed.outputs['reason']).toBe('registry-refused')
        expect(failed.raw.replace(/::add-mask::.*/g, '')).not.toContain("a'b$c`")
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
