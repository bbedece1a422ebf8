import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { outcomesOf } from '../../support/fabric-deploy/failures.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  type HostGroup,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { leftoversOn } from '../../support/fabric-deploy/host-state.ts'
import { killAction } from '../../support/fabric-deploy/kill-action.ts'
import { webConfig } from '../../support/fabric-deploy/web-service.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

const ENV_FILE = '/home/deploy/web.env'

/** A configuration in which the web service, and a service of its own before it, run shell commands. */
const configOf = ({ hosts, registry }: HostGroup, command: string, more = '{}'): string =>
  webConfig(hosts, registry, {
    environment: 'batch: 1',
    service: `before: { command: [sh, -c, ${JSON.stringify(command)}], within: 60s }
volumes: ['lines:/data']
stop-grace: 2s
env-file: ${ENV_FILE}`,
    services: more === '{}' ? '' : more,
  })

const LINES = 'cat /var/lib/docker/volumes/lines/_data/lines 2>/dev/null || true'
const linesOf = ({ hosts }: HostGroup): Promise<string[]> =>
  Promise.all(hosts.map((host) => host.run(LINES)))

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('a deployment with `before`', () => {
    const { borrow } = hostGroups({ groups: 2, hosts: 2 })
    /** Returns a group on which v1 runs, with the same settings as the tests deploy. */
    const borrowReady = async (): Promise<Awaited<ReturnType<typeof borrow>>> => {
      const group = await borrow()
      const file = `echo TOKEN=secret-of-the-host >${ENV_FILE}`
      await Promise.all(group.hosts.map((host) => host.run(`docker volume rm -f lines; ${file}`)))
      const { exitCode, log } = await group.deploy.run(configOf(group, 'true'), {
        inputs: { tag: 'v1' },
      })
      expect([exitCode, exitCode === 0 || log]).toEqual([0, true])
      return group
    }
    const expectOldServes = async (group: HostGroup): Promise<void> => {
      expect(await group.answers()).toEqual(['v1', 'v1'])
      expect(await Promise.all(group.hosts.map(leftoversOn))).toEqual(['', ''])
      for (const host of group.hosts)
        expect((await host.docker('ps', '-aq')).trim().split('\n')).toHaveLength(1)
    }

    test.concurrent(
      'runs it once, on the first host, with the new image and before the switch; not when nothing changes, in a dry run or a rollback',
      async () => {
        await using group = await borrowReady()
        const { deploy } = group
        const [one] = group.hosts as [FleetHost]
        const command =
          'echo "$VERSION $([ -z "$TOKEN" ] || echo has-token)" >>/data/lines; echo "::error::not a command" >&2; echo done-$VERSION'
        const config = configOf(group, command)
        const dry = await deploy.run(config, { inputs: { tag: 'v2', 'dry-run': 'true' } })
        expect(dry.log).toContain(`${one.address}: would first run "before" of web: "sh" "-c"`)
        expect(await linesOf(group)).toEqual(['', ''])
        const done = await deploy.run(config, { inputs: { tag: 'v2' } })
        expect([done.exitCode, await group.answers()]).toEqual([0, ['v2', 'v2']])
        expect(await linesOf(group)).toEqual(['v2 has-token\n', ''])
        const text = done.log
        const order = ['output of "before" of web', 'done-v2', 'web: stopping the old'].map(
          (part) => text.indexOf(part),
        )
        expect(order).toEqual(order.toSorted((a, b) => a - b))
        expect(order[0]).toBeGreaterThan(-1)
        expect(done.raw).not.toMatch(/^::error::not/m)
        expect(done.raw).not.toContain('secret-of-the-host')
        const same = await deploy.run(config, { inputs: { tag: 'v2' } })
        expect(same.outputs['changed']).toBe('false')
        const back = await deploy.run(config, { inputs: { action: 'rollback' } })
        expect([back.exitCode, await group.answers()]).toEqual([0, ['v1', 'v1']])
        expect(await linesOf(group)).toEqual(['v2 has-token\n', ''])
        const failed = await deploy.run(config, { inputs: { tag: 'dies' } })
        expect([failed.outputs['reason'], await group.answers()]).toEqual(['exited', ['v1', 'v1']])
        expect(failed.log).toContain('"before" command of "web" had already succeeded')
        expect(await linesOf(group)).toEqual(['v2 has-token\ndies has-token\n', ''])
        const left = ['ps', '-aq', '--filter', 'label=towpath.before']
        expect(await Promise.all(group.hosts.map((host) => host.docker(...left)))).toEqual(['', ''])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'switches nothing if it fails: the services after it are not reached, and the code is in the row',
      async () => {
        await using group = await borrowReady()
        const other = `other:
  roles: [web]
  image: ${group.registry.address}/allume/web
  volumes: ['lines:/data']
  before: [sh, -c, 'echo other >>/data/lines']`
        const command = 'echo web >>/data/lines; echo "no such table" >&2; exit 7'
        const failed = await group.deploy.run(configOf(group, command, other), {
          inputs: { tag: 'v2' },
        })
        expect([failed.exitCode, failed.outputs['reason']]).toEqual([1, 'before-failed'])
        expect(outcomesOf(failed)).toEqual(['failed', 'not-reached'])
        expect(failed.rows[0]).toMatchObject({ reason: 'before-failed', code: 7 })
        expect(failed.log).toContain('"no such table"')
        expect(await linesOf(group)).toEqual(['web\n', ''])
        await expectOldServes(group)
        const late = await group.deploy.run(configOf(group, 'echo begin; sleep 1000'), {
          // Long enough that it has begun before, however busy the machine is.
          inputs: { tag: 'v2', timeout: '20s' },
        })
        expect(late.outputs['reason']).toBe('timeout')
        expect(late.log).toContain('was stopped, because the run is over')
        await expectOldServes(group)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'ends it when it is cancelled or killed',
      async () => {
        await using group = await borrowReady()
        const config = configOf(group, 'trap "" TERM; echo it-has-begun; sleep 1000; echo never')
        const cancel = new AbortController()
        const cancelled = await group.deploy.run(config, {
          inputs: { tag: 'v2' },
          signal: cancel.signal,
          onLine: (line) => void (line.includes('it-has-begun') && cancel.abort()),
        })
        // On a busy machine the post step may have to end it.
        expect([cancelled.exitCode ?? 1, cancelled.postExitCode]).toEqual([1, 0])
        expect(cancelled.outputs['reason']).toBe('cancelled')
        await expectOldServes(group)
        const killed = await group.deploy.run(config, {
          inputs: { tag: 'v2' },
          onLine: (line) => void (line.includes('it-has-begun') && killAction(group)),
        })
        expect([killed.killedBy, killed.postExitCode]).toEqual(['SIGKILL', 0])
        expect(killed.log).toContain('the "before" command is no longer running')
        await expectOldServes(group)
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
