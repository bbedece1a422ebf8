import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Registry } from '../../../fakes/docker/registry.ts'
import type { Fleet } from '../../../fakes/fleet/fleet.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import {
  answerOf,
  clear,
  type Deployed,
  type Deployments,
  leftOn,
  webConfig,
} from '../../support/fabric-deploy/deployment.ts'
import { deployWorld, WORLD } from '../../support/fabric-deploy/fleet-setup.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

withToolsAsRoot(WORLD, () => {
  describe('a deployment that fails', () => {
    let registry: Registry
    let fleet: Fleet
    let hosts: readonly FleetHost[]
    let [one, two, three]: FleetHost[] = []
    let deploy: Deployments
    let config = ''
    let oldKey = ''
    deployWorld({ hosts: 3, disk: '64m', mayStay: true }, async (world) => {
      ;({ registry, fleet, deploy, hosts } = world)
      ;[one, two, three] = [...hosts]
      oldKey = three?.known ?? ''
      await registry.push('allume/web', 'big', { version: 'big', ballast: 4_000_000 })
      config = webConfig(hosts, registry)
    })
    const v1 = async (): Promise<void> => {
      const { exitCode } = await deploy.run(config, { inputs: { tag: 'v1' } })
      expect(exitCode).toBe(0)
    }
    const answers = () => Promise.all(hosts.map((host) => answerOf(host)))
    const outcomes = ({ rows }: Deployed) => rows.map(({ outcome }) => outcome)
    /** The old release serves everywhere, nothing is left, nothing was seen. */
    const asBefore = async (failed: Deployed): Promise<void> => {
      expect([failed.exitCode, failed.left]).toEqual([1, []])
      expect(await answers()).toEqual(['v1', 'v1', 'v1'])
      const left = await Promise.all(hosts.map(leftOn))
      expect(left).toEqual(['', '', ''])
      const running = hosts.map((host) => host.docker('ps', '--all', '--format', '{{.Status}}'))
      for (const containers of await Promise.all(running)) {
        expect(containers.trim().split('\n')).toEqual([expect.stringMatching(/^Up/)])
      }
      for (const secret of [registry.password, ...fleet.key.split('\n').slice(1, 4)]) {
        expect(failed.log).not.toContain(secret)
      }
      expect(failed.outputs['reason']).not.toBe('')
      expect(failed.log).toContain(`The reason is ${failed.outputs['reason']}.`)
    }

    test('a preflight tells everything that is wrong at once, and changes nothing', async () => {
      await v1()
      two?.relay.refuse()
      await three?.newHostKey()
      const failed = await deploy.run(config, {
        inputs: { tag: 'v2' },
        known: hosts.map((host, index) => (index === 2 ? oldKey : host.known)),
      })
      await two?.relay.accept()
      expect(failed.outputs['reason']).toBe('preflight')
      expect(outcomes(failed)).toEqual(['not-reached', 'unreachable', 'unreachable'])
      expect(failed.rows.map(({ reason }) => reason)).toEqual([
        '',
        'unreachable',
        'host-key-changed',
      ])
      expect(failed.outputs['failed-hosts']).toBe(`${two?.address}\n${three?.address}`)
      await asBefore(failed)
    }, 60_000)

    test('a host key that is not known, a key that is refused, fingerprints', async () => {
      await v1()
      const known = [one?.known ?? '', two?.known ?? '']
      const unknown = await deploy.run(config, { inputs: { tag: 'v2' }, known })
      expect(unknown.log).toContain(`has no key of "${three?.address}"`)
      expect([unknown.exitCode, unknown.log]).toEqual([
        1,
        expect.stringContaining('The reason is host-key-unknown.'),
      ])
      const prints = hosts.map((host) => `${host.ip}:${host.port} ${host.fingerprint}`)
      const other = prints.map((line, index) =>
        index === 1 ? line.replace(/SHA256:.*/, prints[0]?.split(' ')[1] ?? '') : line,
      )
      const changed = await deploy.run(config, { inputs: { tag: 'v2' }, known: other })
      expect(changed.outputs['reason']).toBe('host-key-changed')
      await asBefore(changed)
      const folder = mkdtempSync(join(tmpdir(), 'towpath-key-'))
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'key')])
      const key = readFileSync(join(folder, 'key'), 'utf8')
      rmSync(folder, { recursive: true })
      const refused = await deploy.run(config, { inputs: { tag: 'v2', 'ssh-key': key } })
      expect(refused.outputs['reason']).toBe('key-refused')
      await asBefore(refused)
      const right = await deploy.run(config, { inputs: { tag: 'v1' }, known: prints })
      expect([right.exitCode, right.outputs['changed']]).toEqual([0, 'false'])
    }, 60_000)

    test.each([
      ['tag-missing', { tag: 'nope' }],
      ['registry-refused', { tag: 'v2', 'registry-password': 'wrong-password' }],
      ['registry-unreachable', { tag: 'v2' }],
    ])(
      '%s',
      async (reason, inputs) => {
        await v1()
        if (reason === 'registry-unreachable') await registry.stop()
        const failed = await deploy.run(config, { inputs })
        if (reason === 'registry-unreachable') await registry.start()
        expect(failed.outputs['reason']).toBe(reason)
        expect(failed.log).not.toContain('wrong-password')
        await asBefore(failed)
      },
      60_000,
    )

    test.each([
      ['exited', 'dies', 3],
      ['unhealthy', 'broken', null],
      ['unhealthy', 'mute', null],
    ])(
      '%s, on the first host: %s',
      async (reason, tag, code) => {
        await v1()
        const failed = await deploy.run(config, { inputs: { tag } })
        expect(failed.outputs['reason']).toBe(reason)
        expect(outcomes(failed)).toEqual(['failed', 'not-reached', 'not-reached'])
        expect(failed.rows[0]?.code).toBe(code)
        if (tag === 'dies') expect(failed.log).toContain('cannot find the database')
        await asBefore(failed)
      },
      60_000,
    )

    test('health that fails on the last host: the others go back as well', async () => {
      await v1()
      const withEnv = webConfig(hosts, registry, {
        service: 'env-file: /home/deploy/web.env',
        environment: 'batch: 1',
      })
      await Promise.all(
        hosts.map((host, index) =>
          host.run(`echo MODE=${index === 2 ? 'broken' : 'web'} >/home/deploy/web.env`),
        ),
      )
      const failed = await deploy.run(withEnv, { inputs: { tag: 'v2' } })
      expect(outcomes(failed)).toEqual(['rolled-back', 'rolled-back', 'failed'])
      expect(failed.outputs['rolled-back-hosts']).toBe(`${one?.address}\n${two?.address}`)
      await asBefore(failed)
    }, 60_000)

    test('a disk that is full', async () => {
      await v1()
      await two?.fillDisk(1_000_000)
      const failed = await deploy.run(config, { inputs: { tag: 'big' } })
      await two?.freeDisk()
      expect(failed.outputs['reason']).toBe('disk-full')
      expect(outcomes(failed)).toContain('failed')
      await asBefore(failed)
    }, 60_000)

    test('docker is down; a port that somebody else has', async () => {
      await clear(fleet)
      await two?.run(
        `echo ${registry.password} | docker login -u ${registry.user} --password-stdin ${registry.address}`,
      )
      const image = `${registry.address}/allume/web:v1`
      await two?.docker('run', '--detach', '--name', 'hand-written', '-p', '8000:8000', image)
      await three?.stopDocker()
      const failed = await deploy.run(config, { inputs: { tag: 'v2' } })
      await three?.startDocker()
      expect(failed.rows.map(({ reason }) => reason)).toEqual(['', 'port-taken', 'docker-down'])
      expect(failed.log).toContain('"hand-written"')
      expect(await one?.docker('ps', '--all', '--quiet')).toBe('')
      // The host's own login is as it was.
      expect(await two?.run('cat /root/.docker/config.json')).toContain(registry.address)
      await clear(fleet)
    }, 60_000)

    test('a connection that is cut while a host is switched, and comes again: all is as before', async () => {
      await v1()
      const failed = await deploy.run(webConfig(hosts, registry, { environment: 'batch: 1' }), {
        inputs: { tag: 'v2' },
        onLine: (line) => {
          if (line.includes(`${two?.address}: web: the new container has started`))
            two?.relay.dropConnections()
        },
      })
      expect(failed.rows.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
        'rolled-back unreachable',
        'failed unreachable',
        'not-reached ',
      ])
      await asBefore(failed)
    }, 90_000)

    test('a connection that is cut for good: the host puts itself back, and the report says that nobody knows', async () => {
      await v1()
      const failed = await deploy.run(config, {
        inputs: { tag: 'v2' },
        onLine: (line) => {
          if (!line.includes(`${two?.address}: web: stopping the old container`)) return
          two?.relay.refuse()
          two?.relay.dropConnections()
        },
      })
      expect(failed.rows[1]).toMatchObject({ outcome: 'unreachable', runs: null })
      expect(failed.log).toContain(`it is not known what is running on "${two?.address}"`)
      expect(failed.rows[0]?.outcome).toBe('rolled-back')
      expect(await answers()).toEqual(['v1', 'v1', 'v1'])
      await two?.relay.accept()
      const again = await deploy.run(config, { inputs: { tag: 'v2' } })
      expect([again.exitCode, await answers()]).toEqual([0, ['v2', 'v2', 'v2']])
    }, 120_000)

    test('a connection that is cut while images are pulled is made again', async () => {
      await v1()
      let cut = false
      const done = await deploy.run(config, {
        inputs: { tag: 'v3' },
        onLine: (line) => {
          if (cut || !line.startsWith('Inspected')) return
          cut = true
          // The second host's pull begins when the first one has the digest.
          setTimeout(() => three?.relay.dropConnections(), 700)
        },
      })
      if (done.exitCode === 0) expect(await answers()).toEqual(['v3', 'v3', 'v3'])
      else await asBefore(done)
    }, 60_000)

    test('a lock that is held: waited for, or told of; broken when its run is dead', async () => {
      await v1()
      const slow = new AbortController()
      const long = deploy.run(webConfig(hosts, registry, { environment: 'pause: 6s\nbatch: 1' }), {
        inputs: { tag: 'v2' },
        signal: slow.signal,
      })
      await new Promise((resolve) => setTimeout(resolve, 2500))
      const impatient = await deploy.run(config, { inputs: { tag: 'v3', 'lock-wait': '0s' } })
      expect([impatient.outputs['reason'], impatient.log]).toEqual([
        'locked',
        expect.stringContaining('https://github.com/allume/shop/actions/runs/42'),
      ])
      const patient = await deploy.run(config, { inputs: { tag: 'v3' } })
      expect((await long).exitCode).toBe(0)
      expect([patient.exitCode, await answers()]).toEqual([0, ['v3', 'v3', 'v3']])
      const folder = '/home/deploy/.towpath/staging/lock'
      await one?.run(
        `mkdir -p ${folder}; printf 'dead\\nhttps://example.org/run\\nby eve\\n' >${folder}/owner; chown -R deploy /home/deploy/.towpath`,
      )
      const dead = await deploy.run(config, { inputs: { tag: 'v1', 'lock-wait': '1s' } })
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
      expect((await deploy.run(config, { inputs: { tag: 'v1' } })).exitCode).toBe(0)
    }, 120_000)

    test('the time is over', async () => {
      await v1()
      const long = config.replace('within: 5s', 'within: 60s')
      const failed = await deploy.run(long, { inputs: { tag: 'mute', timeout: '4s' } })
      expect(failed.outputs['reason']).toBe('timeout')
      await asBefore(failed)
    }, 60_000)
  })
})
