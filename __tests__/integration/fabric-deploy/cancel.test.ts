import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import type { DeployResult } from '../../support/fabric-deploy/deployment.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  type HostGroup,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { holdLock, leftoversOn } from '../../support/fabric-deploy/host-state.ts'
import { killAction } from '../../support/fabric-deploy/kill-action.ts'
import {
  NEW_SERVES,
  NEW_STARTED,
  OLD_STOPS,
  PREFLIGHT_DONE,
  WAITING_FOR_LOCK,
} from '../../support/fabric-deploy/log-lines.ts'
import { webConfig } from '../../support/fabric-deploy/web-service.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

const oneByOne = ({ hosts, registry }: HostGroup): string =>
  webConfig(hosts, registry, { environment: 'batch: 1' })

/** GitHub's runner gives a cancelled step 7.5 s: on a busy machine they may be over before the rollback, and the post step finishes it. */
const ATTEMPTS = 5

/** Deploys a tag, and cancels as the runner does as soon as a line is logged. */
function cancelAt(
  text: string,
  tag: string,
  group: HostGroup,
  config = oneByOne(group),
): Promise<DeployResult> {
  const cancel = new AbortController()
  return group.deploy.run(config, {
    inputs: { tag },
    signal: cancel.signal,
    onLine: (line) => {
      if (line.includes(text)) cancel.abort()
    },
  })
}

/** Returns the processes of the user `deploy` whose command line matches. */
async function processesOf(group: HostGroup, pattern: string): Promise<string> {
  const command = `ps -eo user,args | grep -E '^deploy ' | grep -E '${pattern}' || true`
  return (await Promise.all(group.hosts.map((host) => host.run(command)))).join('')
}

async function expectUndone(group: HostGroup, result: DeployResult): Promise<void> {
  expect(result.postExitCode).toBe(0)
  await group.expectOnlyV1(result)
  expect(await processesOf(group, 'towpath|docker pull|docker stop')).toBe('')
}

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('a deployment that is cancelled', () => {
    const { borrow, borrowWithV1 } = hostGroups({ groups: 3, hosts: 2 })

    test.concurrent.each([
      ['after the preflight', PREFLIGHT_DONE, 'v2'],
      ['while the old container stops', OLD_STOPS, 'v2'],
      ['while it waits for the health check', NEW_STARTED, 'mute'],
      ['when the first host is done', NEW_SERVES, 'v2'],
    ])(
      '%s',
      async (_, text, tag) => {
        for (let attempt = 1; ; attempt += 1) {
          await using group = await borrowWithV1()
          const result = await cancelAt(text, tag, group)
          expect(result.outputs['reason']).toBe('cancelled')
          await expectUndone(group, result)
          if (result.killedBy === null) {
            expect(result.exitCode).toBe(1)
            return
          }
          expect(attempt).toBeLessThan(ATTEMPTS)
        }
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'while a host waits for an image from a registry that no longer responds',
      async () => {
        await using group = await borrowWithV1()
        const [one] = group.hosts as [FleetHost]
        const cancel = new AbortController()
        const result = await group.deploy.run(oneByOne(group), {
          inputs: { tag: 'v2' },
          signal: cancel.signal,
          onLine: async (line) => {
            if (!line.startsWith(PREFLIGHT_DONE)) return
            one.outbound.stall()
            await one.run('until pgrep -fx "docker pull .*" >/dev/null; do sleep 0.1; done')
            cancel.abort()
          },
        })
        one.outbound.resume()
        expect([result.success, cancel.signal.aborted]).toEqual([false, true])
        await expectUndone(group, result)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'while the old container stops slowly: the post step does what takes longer than 7 seconds',
      async () => {
        await using group = await borrow()
        const config = webConfig(group.hosts, group.registry, {
          service: 'stop-grace: 30s\nenv-file: /home/deploy/web.env',
          environment: 'batch: 1',
        })
        await Promise.all(
          group.hosts.map((host) => host.run('echo DRAIN=15 >/home/deploy/web.env')),
        )
        await group.deploy.run(config, { inputs: { tag: 'v1' } })
        const result = await cancelAt(OLD_STOPS, 'v2', group, config)
        expect(result.exitCode ?? 1).toBe(1)
        expect(result.outputs['reason']).toBe('cancelled')
        await expectUndone(group, result)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'while it waits for the lock, which stays with its owner',
      async () => {
        await using group = await borrowWithV1()
        const [one] = group.hosts as [FleetHost]
        await holdLock(one)
        const result = await cancelAt(WAITING_FOR_LOCK, 'v2', group)
        expect([result.exitCode ?? 1, result.outputs['reason']]).toEqual([1, 'cancelled'])
        const lock = '/home/deploy/.towpath/staging/lock'
        expect(await one.run(`cat ${lock}/owner`)).toContain('other')
        await one.run(`rm -r ${lock}`)
        await expectUndone(group, result)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'by SIGKILL: the host being switched rolls itself back, the post step does the others and the lock',
      async () => {
        await using group = await borrowWithV1()
        const result = await group.deploy.run(oneByOne(group), {
          inputs: { tag: 'mute' },
          onLine: (line) => {
            if (line.includes(NEW_STARTED)) killAction(group)
          },
        })
        expect([result.killedBy, result.postExitCode]).toEqual(['SIGKILL', 0])
        expect(result.log).toContain('rolled back to the previous containers')
        expect(await group.awaitAnswers('v1')).toEqual(['v1', 'v1'])
        expect(await Promise.all(group.hosts.map(leftoversOn))).toEqual(['', ''])
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
