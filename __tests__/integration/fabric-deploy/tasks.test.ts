import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import type { DeployOptions, DeployResult } from '../../support/fabric-deploy/deployment.ts'
import { fabricToolCache } from '../../support/fabric-deploy/fabric-tool-cache.ts'
import {
  type BorrowedGroup,
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { holdLock, leftoversOn } from '../../support/fabric-deploy/host-state.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

/** A fabfile ported from Fabric 1: the environment is a task, and the deployment stops the old container before it starts the new one. */
const fabfile = (image: string): string => `
from fabric import task

chosen = {}

@task
def qa(c):
    chosen["name"] = "qa"

@task
def deploy(c, docker_tag="master"):
    image = "${image}:" + docker_tag
    c.run("docker pull -q " + image)
    c.run("docker rm -f old-way >/dev/null 2>&1 || true")
    c.run("docker run -d --name old-way -p 8000:8000 " + image)

@task
def boom(c):
    c.run("exit 42")

@task
def wait(c):
    c.run("echo it begins; exec sleep 987")
`

type Tasks = BorrowedGroup & {
  readonly one: FleetHost
  readonly two: FleetHost
  /** Runs tasks of the fabfile on both hosts. */
  run(tasks: string, options?: DeployOptions): Promise<DeployResult>
}

const NO_LOGIN = { 'registry-user': '', 'registry-password': '' }

withToolsAsRoot([...FLEET_TOOLS, 'fabric'], () => {
  describe('the tasks of a fabfile', () => {
    const { borrow } = hostGroups({ groups: 2, hosts: 2 })
    let tools = ''
    beforeAll(() => {
      tools = fabricToolCache()
    }, GROUP_TEST_TIMEOUT)
    const borrowWithFabfile = async (): Promise<Tasks> => {
      const group = await borrow()
      const { hosts, registry, deploy } = group
      const [one, two] = hosts as [FleetHost, FleetHost]
      writeFileSync(join(deploy.workspace, 'fabfile.py'), fabfile(`${registry.address}/allume/web`))
      const login = `echo ${registry.password} | docker login -u ${registry.user} --password-stdin ${registry.address}`
      await Promise.all(hosts.map((host) => host.run(`su deploy -c '${login}'`)))
      const config = `environments:\n  staging:\n    hosts: { web: ["${one.address}", "${two.address}"] }\n`
      const env = { RUNNER_TOOL_CACHE: tools }
      const run = (tasks: string, { inputs, ...options }: DeployOptions = {}) =>
        deploy.run(config, { inputs: { tasks, ...NO_LOGIN, ...inputs }, env, ...options })
      return { ...group, one, two, run }
    }

    test.concurrent(
      'a command line from Fabric 1',
      async () => {
        await using group = await borrowWithFabfile()
        const { one, two, run } = group
        const done = await run('qa deploy docker_tag=v2')
        expect([done.exitCode, done.log]).toEqual([
          0,
          expect.stringContaining('deploy --docker-tag=v2'),
        ])
        // The task does not wait until its container answers.
        expect(await group.awaitAnswers('v2')).toEqual(['v2', 'v2'])
        expect(done.outputs).toMatchObject({
          changed: 'true',
          'deployed-hosts': `${one.address}\n${two.address}`,
          reason: '',
        })
        expect(await Promise.all([leftoversOn(one), leftoversOn(two)])).toEqual(['', ''])
        expect(done.left).toEqual([])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a task that fails on a host: its exit code is reported, and the following hosts are not touched',
      async () => {
        await using group = await borrowWithFabfile()
        const failed = await group.run('boom')
        expect(failed.rows.map(({ outcome, reason, code }) => [outcome, reason, code])).toEqual([
          ['failed', 'task-failed', 42],
          ['not-reached', '', null],
        ])
        expect([failed.exitCode, failed.outputs['reason']]).toEqual([1, 'task-failed'])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'words without a translation are refused before any host is touched',
      async () => {
        await using group = await borrowWithFabfile()
        for (const [tasks = '', reason] of [
          ['-R web deploy', 'fabric-1-option'],
          ['-P deploy', 'fabric-1-option'],
          ['deploi', 'unknown-task'],
          ['deploy:tag=x', 'unknown-parameter'],
        ]) {
          const refused = await group.run(tasks)
          expect([refused.exitCode, refused.log]).toEqual([
            1,
            expect.stringContaining(`Reason code: ${reason}`),
          ])
          // Without the lock, which is on the first host.
          expect(await group.one.run('ls -A /home/deploy/.towpath 2>/dev/null || true')).toBe('')
        }
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'host keys are enforced, and the lock is respected',
      async () => {
        await using group = await borrowWithFabfile()
        const { one, two, run } = group
        const known = [one.known, two.known.replace(/AAAA.*/, one.known.replace(/.* /, ''))]
        const refused = await run('deploy', { known })
        expect(refused.rows.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
          'not-reached ',
          'unreachable host-key-changed',
        ])
        await holdLock(one)
        const locked = await run('deploy', { inputs: { 'lock-wait': '0s' } })
        expect([locked.exitCode, locked.log]).toEqual([
          1,
          expect.stringContaining('Reason code: locked'),
        ])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a cancel ends what runs on the host, and releases the lock',
      async () => {
        await using group = await borrowWithFabfile()
        const { one, run } = group
        const cancel = new AbortController()
        const result = await run('wait', {
          signal: cancel.signal,
          onLine: (line) => {
            if (line.includes('| it begins')) cancel.abort()
          },
        })
        expect([result.exitCode ?? 1, result.outputs['reason']]).toEqual([1, 'cancelled'])
        await one.run('while pgrep -f "sleep 98[7]" >/dev/null; do sleep 0.1; done')
        expect(await leftoversOn(one)).toBe('')
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a dry run logs what would be done; without hosts nothing runs on the runner',
      async () => {
        await using group = await borrowWithFabfile()
        const dry = await group.run('deploy:v2', { inputs: { 'dry-run': 'true' } })
        expect([dry.exitCode, dry.log]).toEqual([
          0,
          expect.stringContaining('the tasks would run on 2 hosts'),
        ])
        expect(await group.answers()).toEqual(['none', 'none'])
        const refused = await group.deploy.run('environments: { staging: {} }', {
          inputs: { tasks: 'deploy', ...NO_LOGIN },
          env: { RUNNER_TOOL_CACHE: tools },
        })
        expect([refused.exitCode, refused.log]).toEqual([
          1,
          expect.stringContaining('Reason code: no-hosts'),
        ])
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
