import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { Registry } from '../../../fakes/docker/registry.ts'
import type { Fleet } from '../../../fakes/fleet/fleet.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { answerOf, type Deployments, leftOn } from '../../support/fabric-deploy/deployment.ts'
import { deployWorld, WORLD } from '../../support/fabric-deploy/fleet-setup.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

/** What a project brought along from Fabric 1: an environment as a task, and a deployment that stops and starts. */
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

withToolsAsRoot([...WORLD, 'fabric'], () => {
  describe('the tasks of a fabfile', () => {
    let registry: Registry
    let fleet: Fleet
    let one: FleetHost
    let two: FleetHost
    let deploy: Deployments
    let config = ''
    let tools = ''
    deployWorld({ hosts: 2 }, async (world) => {
      ;({ registry, fleet, deploy } = world)
      tools = mkdtempSync(join(tmpdir(), 'towpath-tools-'))
      ;[one, two] = fleet.hosts as [FleetHost, FleetHost]
      writeFileSync(join(deploy.workspace, 'fabfile.py'), fabfile(`${registry.address}/allume/web`))
      const login = `echo ${registry.password} | docker login -u ${registry.user} --password-stdin ${registry.address}`
      await Promise.all(fleet.hosts.map((host) => host.run(`su deploy -c '${login}'`)))
      config = `environments:\n  staging:\n    hosts: { web: ["${one.address}", "${two.address}"] }\n`
    })
    afterAll(() => {
      rmSync(tools, { recursive: true, force: true })
    })
    const run = (tasks: string, more: Partial<Parameters<Deployments['run']>[1]> = {}) => {
      const { inputs, ...others } = more
      const env = { RUNNER_TOOL_CACHE: tools }
      const none = { 'registry-user': '', 'registry-password': '' }
      return deploy.run(config, { inputs: { tasks, ...none, ...inputs }, env, ...others })
    }

    test('the command line of a project that came from Fabric 1', async () => {
      const done = await run('qa deploy docker_tag=v2')
      expect([done.exitCode, done.log]).toEqual([
        0,
        expect.stringContaining('deploy --docker-tag=v2'),
      ])
      expect(await Promise.all([answerOf(one), answerOf(two)])).toEqual(['v2', 'v2'])
      expect(done.outputs).toMatchObject({
        changed: 'true',
        'deployed-hosts': `${one.address}\n${two.address}`,
        reason: '',
      })
      expect(await Promise.all([leftOn(one), leftOn(two)])).toEqual(['', ''])
      expect(done.left).toEqual([])
    }, 180_000)

    test('a task that fails on a host: its code, and the hosts after it are not touched', async () => {
      const failed = await run('boom')
      expect(failed.rows.map(({ outcome, reason, code }) => [outcome, reason, code])).toEqual([
        ['failed', 'task-failed', 42],
        ['not-reached', '', null],
      ])
      expect([failed.exitCode, failed.outputs['reason']]).toEqual([1, 'task-failed'])
    }, 90_000)

    test.each([
      ['-R web deploy', 'fabric-1-option'],
      ['-P deploy', 'fabric-1-option'],
      ['deploi', 'unknown-task'],
      ['deploy:tag=x', 'unknown-parameter'],
    ])(
      '%s is refused before any host is touched',
      async (tasks, reason) => {
        const refused = await run(tasks)
        expect([refused.exitCode, refused.log]).toEqual([
          1,
          expect.stringContaining(`The reason is ${reason}.`),
        ])
      },
      60_000,
    )

    test('host keys are enforced, and the lock is kept', async () => {
      const changed = [one.known, two.known.replace(/AAAA.*/, one.known.replace(/.* /, ''))]
      const refused = await run('deploy', { known: changed })
      expect(refused.rows.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
        'not-reached ',
        'unreachable host-key-changed',
      ])
      const folder = '/home/deploy/.towpath/staging/lock'
      await one.run(
        `mkdir -p ${folder}; printf 'other\\nhttps://example.org/run\\n' >${folder}/owner; chown -R deploy /home/deploy/.towpath`,
      )
      const locked = await run('deploy', { inputs: { 'lock-wait': '0s' } })
      expect([locked.exitCode, locked.log]).toEqual([
        1,
        expect.stringContaining('The reason is locked.'),
      ])
    }, 90_000)

    test('a cancel ends what runs on the host, and gives the lock back', async () => {
      const cancel = new AbortController()
      const result = await run('wait', {
        signal: cancel.signal,
        onLine: (line) => {
          if (line.includes('| it begins')) cancel.abort()
        },
      })
      expect([result.exitCode, result.outputs['reason']]).toEqual([1, 'cancelled'])
      const asleep =
        'for n in 1 2 3 4 5 6; do pgrep -f "sleep 98[7]" >/dev/null || exit 0; sleep 0.5; done; echo on'
      expect(await one.run(asleep)).toBe('')
      expect(await leftOn(one)).toBe('')
    }, 90_000)

    test('a dry run says what would be done; without hosts nothing runs on the runner', async () => {
      const dry = await run('deploy:v2', { inputs: { 'dry-run': 'true' } })
      expect([dry.exitCode, dry.log]).toEqual([
        0,
        expect.stringContaining('the tasks would run on 2 hosts'),
      ])
      const refused = await deploy.run('environments: { staging: {} }', {
        inputs: { tasks: 'deploy', 'registry-user': '', 'registry-password': '' },
        env: { RUNNER_TOOL_CACHE: tools },
      })
      expect([refused.exitCode, refused.log]).toEqual([
        1,
        expect.stringContaining('The reason is no-hosts.'),
      ])
    }, 90_000)
  })
})
