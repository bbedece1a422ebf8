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
  describe('a deployment over real hosts', () => {
    let registry: Registry
    let fleet: Fleet
    let one: FleetHost
    let two: FleetHost
    let deploy: Deployments
    deployWorld({ hosts: 2 }, async (world) => {
      ;({ registry, fleet, deploy } = world)
      ;[one, two] = fleet.hosts as [FleetHost, FleetHost]
      await registry.push('logstash', '8', { version: 'logstash' })
      await registry.push('logstash', '9', { version: 'logstash 9' })
    })
    const answers = () => Promise.all([answerOf(one), answerOf(two)])
    const names = (host: FleetHost, ...flags: string[]) =>
      host.docker('ps', ...flags, '--format', '{{.Names}}')

    test('puts a tag on every host, leaves nothing behind, and does nothing twice', async () => {
      const config = webConfig(fleet.hosts, registry, { environment: 'batch: 1' })
      const first = await deploy.run(config, { inputs: { tag: 'v1' } })
      expect([first.exitCode, first.log]).toEqual([
        0,
        expect.stringContaining('"web" runs "v1" on 2 hosts'),
      ])
      expect(await answers()).toEqual(['v1', 'v1'])
      const digest = await registry.digest('allume/web', 'v1')
      expect(first.outputs).toMatchObject({
        digest,
        'previous-digest': '',
        digests: JSON.stringify({ web: digest }),
        changed: 'true',
        'deployed-hosts': `${one.address}\n${two.address}`,
        'unchanged-hosts': '',
        'failed-hosts': '',
        reason: '',
      })
      expect(await Promise.all([leftOn(one), leftOn(two)])).toEqual(['', ''])
      const format = '{{json .Config.Labels}} {{.HostConfig.RestartPolicy.Name}} {{.Config.Image}}'
      const seen = await one.docker('inspect', '--format', format, (await names(one)).trim())
      expect(seen).toContain(`unless-stopped ${registry.address}/allume/web@${digest}`)
      for (const label of ['environment":"staging', 'service":"web', 'release":"v1', 'run":"']) {
        expect(seen).toContain(`towpath.${label}`)
      }
      const again = await deploy.run(config, { inputs: { tag: 'v1' } })
      expect(again.outputs).toMatchObject({ changed: 'false', 'previous-digest': digest })
      expect(again.rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged'])
      const second = await deploy.run(config, { inputs: { tag: 'v2' } })
      expect(await answers()).toEqual(['v2', 'v2'])
      expect(second.outputs['previous-digest']).toBe(digest)
      expect(second.rows[0]?.['gap-ms']).toBeGreaterThan(50)
      // The old release is kept, and stays down.
      expect((await names(one, '--all')).trim().split('\n')).toHaveLength(2)
      expect((await names(one)).trim().split('\n')).toHaveLength(1)
      const byDigest = await deploy.run(config, { inputs: { tag: digest ?? '' } })
      expect([byDigest.exitCode, await answers()]).toEqual([0, ['v1', 'v1']])
      expect(byDigest.outputs['digest']).toBe(digest)
    }, 90_000)

    test('other settings make a new container, also those in the env-file; a missing env-file stops everything', async () => {
      const withEnv = { service: 'env-file: /home/deploy/web.env' }
      const config = webConfig([one], registry, withEnv)
      const missing = await deploy.run(config, { inputs: { tag: 'v1' } })
      expect([missing.outputs['reason'], await names(one, '--all')]).toEqual(['env-file', ''])
      await one.run('echo VERSION=from-env >/home/deploy/web.env')
      await deploy.run(config, { inputs: { tag: 'v1' } })
      expect(await answerOf(one)).toBe('from-env')
      await one.run('echo VERSION=changed >/home/deploy/web.env')
      const changed = await deploy.run(config, { inputs: { tag: 'v1' } })
      expect([changed.outputs['changed'], await answerOf(one)]).toEqual(['true', 'changed'])
      const same = await deploy.run(config, { inputs: { tag: 'v1' } })
      expect(same.outputs['changed']).toBe('false')
      const command = webConfig([one], registry, {
        service: 'env-file: /home/deploy/web.env\ncommand: [/run.sh, again]',
      })
      expect((await deploy.run(command, { inputs: { tag: 'v1' } })).outputs['changed']).toBe('true')
    }, 90_000)

    test('redeploy: never leaves alone what runs, starts what is stopped, makes what is missing', async () => {
      const logstash = (tag: string): string =>
        `logstash:\n  roles: [web]\n  image: ${registry.address}/logstash:${tag}\n  redeploy: never\n  healthy: { running: 1s }`
      const config = (tag: string): string =>
        webConfig([one], registry, { services: logstash(tag) })
      const id = () => one.docker('ps', '--quiet', '--filter', 'label=towpath.service=logstash')
      await deploy.run(config('8'), { inputs: { tag: 'v1' } })
      const before = await id()
      expect(before).not.toBe('')
      await deploy.run(config('9'), { inputs: { tag: 'v2' } })
      expect([await id(), await answerOf(one)]).toEqual([before, 'v2'])
      await one.docker('stop', '--time', '1', before.trim())
      const started = await deploy.run(config('9'), { inputs: { tag: 'v2' } })
      expect([await id(), started.outputs['changed']]).toEqual([before, 'true'])
      await one.docker('rm', '--force', before.trim())
      const made = await deploy.run(config('9'), { inputs: { tag: 'v2' } })
      expect(made.rows[0]?.runs?.map(({ service, release }) => `${service} ${release}`)).toEqual([
        'logstash 9',
        'web v2',
      ])
    }, 90_000)

    test('rolls back what the last deployment did, or to a release that is kept', async () => {
      const config = webConfig(fleet.hosts, registry)
      for (const tag of ['v1', 'v2', 'v3']) await deploy.run(config, { inputs: { tag } })
      const back = await deploy.run(config, { inputs: { action: 'rollback' } })
      expect([back.exitCode, await answers()]).toEqual([0, ['v2', 'v2']])
      await deploy.run(config, { inputs: { action: 'rollback' } })
      expect(await answers()).toEqual(['v1', 'v1'])
      const none = await deploy.run(config, { inputs: { action: 'rollback' } })
      expect([none.exitCode, none.outputs['reason']]).toEqual([1, 'not-kept'])
      await deploy.run(config, { inputs: { action: 'rollback', tag: 'v3' } })
      expect(await answers()).toEqual(['v3', 'v3'])
      const v3 = await deploy.run(config, { inputs: { action: 'rollback', tag: 'v3' } })
      expect([v3.exitCode, v3.outputs['changed']]).toEqual([0, 'false'])
      const gone = await deploy.run(config, { inputs: { action: 'rollback', tag: 'v9' } })
      expect([gone.outputs['reason'], gone.log]).toEqual([
        'not-kept',
        expect.stringContaining('(kept: "v3", "v2" and "v1")'),
      ])
      const status = await deploy.run(config, { inputs: { action: 'status' } })
      expect([status.exitCode, status.log]).toEqual([
        0,
        expect.stringContaining('"web" runs "v3" on 2 hosts'),
      ])
      expect(await answers()).toEqual(['v3', 'v3'])
    }, 120_000)

    test('keeps so many releases and their images; services that are no longer configured go with prune', async () => {
      const other = `extra:\n  roles: [web]\n  image: ${registry.address}/logstash\n  healthy: { running: 1s }`
      await registry.push('logstash', 'v1', { version: 'extra' })
      await deploy.run(webConfig([one], registry, { services: other }), { inputs: { tag: 'v1' } })
      const config = webConfig([one], registry)
      for (const tag of ['v2', 'v3', 'v1']) {
        const { annotations } = await deploy.run(config, { inputs: { tag, keep: '1' } })
        expect(annotations.map(({ message }) => message).join()).toContain('are not configured')
      }
      const all = (await names(one, '--all')).trim().split('\n')
      expect(all.filter((name) => name.startsWith('web-'))).toHaveLength(2)
      const images = await one.docker('images', '--digests', '--format', '{{.Tag}} {{.Digest}}')
      expect(images).toContain(await registry.digest('allume/web', 'v3'))
      expect(images).not.toContain(await registry.digest('allume/web', 'v2'))
      expect(images).not.toMatch(/^v2 /m)
      await deploy.run(config, { inputs: { tag: 'v1', prune: 'true' } })
      expect(await names(one, '--all', '--filter', 'label=towpath.service=extra')).toBe('')
    }, 120_000)

    test('roles, a host in two of them, a gateway, hosts of the input, a dry run', async () => {
      const config = `
environments:
  staging:
    hosts:
      web: ["${two.address}"]
      worker: ["${two.address}", "${one.address}"]
    gateway: "${one.address}"
services:
  web: { roles: [web], image: ${registry.address}/allume/web, healthy: { running: 1s } }
  worker: { roles: [worker], image: ${registry.address}/allume/web, healthy: { running: 1s }, command: /run.sh }
`
      const dry = await deploy.run(config, { inputs: { tag: 'v1', 'dry-run': 'true' } })
      expect([dry.exitCode, await names(one, '--all'), await leftOn(two)]).toEqual([0, '', ''])
      expect(JSON.parse(dry.outputs['plan'] ?? '')).toHaveLength(2)
      const done = await deploy.run(config, { inputs: { tag: 'v1' } })
      const runs = done.rows.map(({ host, runs }) => [host, runs?.map(({ service }) => service)])
      expect(runs).toEqual([
        [two.address, ['web', 'worker']],
        [one.address, ['worker']],
      ])
      const hosts = `worker: ${one.address}`
      const only = await deploy.run(config, { inputs: { tag: 'v2', hosts } })
      expect(only.rows.map(({ host, outcome }) => [host, outcome])).toEqual([
        [one.address, 'deployed'],
      ])
    }, 90_000)

    test('without published ports the new container is healthy before the old one stops', async () => {
      const config = webConfig([one], registry).replace("ports: ['8000:8000']", '')
      await deploy.run(config, { inputs: { tag: 'v1' } })
      const done = await deploy.run(config, { inputs: { tag: 'v2' } })
      expect([done.exitCode, done.rows[0]?.['gap-ms']]).toEqual([0, 0])
      const failed = await deploy.run(config, { inputs: { tag: 'broken' } })
      expect([failed.exitCode, failed.rows[0]?.runs?.map(({ release }) => release)]).toEqual([
        1,
        ['v2'],
      ])
      expect(done.log).toContain('stopping the old container')
      expect(failed.log).not.toContain('stopping the old container')
    }, 90_000)

    test('two users of one docker are two hosts', async () => {
      const root = one.address.replace('deploy@', 'root@')
      const config = `
environments:
  staging:
    hosts: { a: ["${one.address}"], b: ["${root}"] }
services:
  first: { roles: [a], image: ${registry.address}/allume/web, healthy: { running: 1s } }
  both: { roles: [a, b], image: ${registry.address}/allume/web, healthy: { running: 1s } }
`
      const done = await deploy.run(config, { inputs: { tag: 'v1' } })
      expect(done.rows.map(({ runs }) => runs?.map(({ service }) => service))).toEqual([
        ['both', 'first'],
        ['both'],
      ])
      const again = await deploy.run(config, { inputs: { tag: 'v1' } })
      expect(again.outputs['changed']).toBe('false')
    }, 60_000)
  })
})
