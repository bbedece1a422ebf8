import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { type Registry, startRegistry } from '../../../fakes/docker/registry.ts'
import { type Fleet, startFleet } from '../../../fakes/fleet/fleet.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { namespacesOf, processesIn } from '../../../fakes/fleet/namespace-processes.ts'
import { type Agent, startAgent } from '../../../kit/ssh/agent.ts'
import { type Connection, connect } from '../../../kit/ssh/connection.ts'
import { parseHost } from '../../../kit/ssh/host.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

const FLEET = ['sshd', 'dockerd', 'registry', 'busybox'] as const

/** Returns the message of the error of a rejected promise. */
const failure = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'it did not fail',
    (error: Error) => error.message,
  )

/** Requests a page until there is a response. */
async function answer(address: string, path = '/'): Promise<{ status: number; text: string }> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await fetch(`http://${address}${path}`)
      return { status: response.status, text: (await response.text()).trim() }
    } catch (error) {
      if (attempt === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

withToolsAsRoot(FLEET, () => {
  describe('a fleet', () => {
    let registry: Registry
    let fleet: Fleet
    let one: FleetHost
    let two: FleetHost
    beforeAll(async () => {
      registry = await startRegistry(toolPath('registry') ?? '')
      fleet = await startFleet({ hosts: 2, reaches: [registry.address] })
      ;[one, two] = fleet.hosts as [FleetHost, FleetHost]
      await Promise.all(
        ['v1', 'v2'].map((version) => registry.push('allume/web', version, { version })),
      )
      const login = `echo ${registry.password} | docker login -u ${registry.user} --password-stdin`
      await Promise.all(fleet.hosts.map((host) => host.run(`${login} ${registry.address}`)))
    })
    afterEach(async () => {
      await Promise.all(
        fleet.hosts.map((host) => host.run('docker ps --all --quiet | xargs -r docker rm -f')),
      )
    })
    afterAll(async () => {
      await fleet?.stop()
      await registry?.remove()
    })
    const image = (version: string): string => `${registry.address}/allume/web:${version}`
    const start = (host: FleetHost, name: string, ...more: string[]): Promise<string> =>
      host.docker('run', '--detach', '--name', 'web', '-p', '8000:8000', ...more, name)

    test('every host pulls images, and runs its own containers on the same port', async () => {
      await Promise.all([start(one, image('v1')), start(two, image('v2'))])
      const ways = await Promise.all([one.relayTo(8000), two.relayTo(8000)])
      const texts = ways.map(async ({ address }) => (await answer(address)).text)
      expect(await Promise.all(texts)).toEqual(['v1', 'v2'])
      expect((await answer(ways[0].address, '/healthz')).status).toBe(200)
      const digests = '{{join .RepoDigests ""}}'
      expect(await two.docker('image', 'inspect', '--format', digests, image('v2'))).toContain(
        await registry.digest('allume/web', 'v2'),
      )
      expect(await two.docker('images', '--format', '{{.Tag}}')).toBe('v2\n')
      const address = '{{.NetworkSettings.IPAddress}}'
      const inner = (await one.docker('inspect', '--format', address, 'web')).trim()
      expect(await one.run(`/bin/busybox wget -q -O - http://${inner}:8000/`)).toBe('v1\n')
      // It ends by itself on SIGTERM: killed after the grace period, its exit code would be 137.
      await one.docker('stop', '--time', '60', 'web')
      expect(await one.docker('inspect', '--format', '{{.State.ExitCode}}', 'web')).toBe('0\n')
    }, 300_000)

    test('many requests at once', async () => {
      await start(one, image('v1'))
      const { address } = await one.relayTo(8000)
      await answer(address)
      const all = Array.from({ length: 200 }, () => answer(address))
      expect(new Set((await Promise.all(all)).map(({ text }) => text))).toEqual(new Set(['v1']))
    }, 300_000)

    test('images that do not work', async () => {
      const modes = ['broken', 'mute', 'dies'] as const
      await Promise.all(
        modes.map((mode) => registry.push('allume/web', mode, { version: mode, mode })),
      )
      await start(one, image('broken'))
      const { address } = await one.relayTo(8000)
      expect(await answer(address, '/healthz')).toEqual({ status: 500, text: 'broken' })
      expect(await answer(address)).toEqual({ status: 200, text: 'broken' })
      await start(two, image('mute'))
      expect(await failure(fetch(`http://${(await two.relayTo(8000)).address}/`))).toBe(
        'fetch failed',
      )
      expect(await two.docker('inspect', '--format', '{{.State.Status}}', 'web')).toBe('running\n')
      await one.docker('run', '--detach', '--name', 'dead', image('dies'))
      expect(await one.docker('wait', 'dead')).toBe('3\n')
      expect(await one.run('docker logs dead 2>&1')).toBe('cannot find the database\n')
    }, 300_000)

    test('images with a health check; the MODE of a container overrides that of its image', async () => {
      await registry.push('allume/web', 'checked', { version: 'checked', healthcheck: true })
      await start(one, image('checked'))
      await start(two, image('checked'), '--env', 'MODE=broken')
      const health = async (host: FleetHost): Promise<string> => {
        for (;;) {
          const state = await host.docker('inspect', '--format', '{{.State.Health.Status}}', 'web')
          if (state !== 'starting\n') return state.trim()
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
      }
      expect(await Promise.all([health(one), health(two)])).toEqual(['healthy', 'unhealthy'])
    }, 300_000)

    test('the registry requires its login, and can be stopped and started', async () => {
      await two.run(`docker logout ${registry.address}`)
      expect(await failure(two.docker('pull', image('v1')))).toContain('no basic auth credentials')
      await registry.stop()
      expect(await failure(one.docker('pull', image('v1')))).toMatch(/EOF|reset|refused/)
      await registry.start()
      expect(await one.docker('pull', image('v1'))).toContain(
        await registry.digest('allume/web', 'v1'),
      )
      expect(await registry.digest('allume/web', 'none')).toBeUndefined()
      expect(await failure(one.docker('pull', image('none')))).toContain('manifest unknown')
    }, 300_000)

    test('a full disk, and one that is freed again', async () => {
      await registry.push('allume/web', 'big', { version: 'big', ballast: 3_000_000 })
      await one.fillDisk(1_000_000)
      expect(await failure(one.docker('pull', image('big')))).toContain('no space left on device')
      await one.freeDisk()
      expect(await one.docker('pull', image('big'))).toContain('Downloaded newer image')
    }, 300_000)

    test('docker can be stopped and started', async () => {
      await two.stopDocker()
      expect(await failure(two.docker('ps'))).toContain('Is the docker daemon running?')
      await two.startDocker()
      expect(await two.docker('ps', '--quiet')).toBe('')
    }, 300_000)

    describe('by ssh', () => {
      let folder: string
      let index = 0
      const open: Connection[] = []
      let agent: Agent
      beforeAll(async () => {
        folder = mkdtempSync(join(tmpdir(), 'towpath-fleet-test-'))
        agent = await startAgent({ key: fleet.key, passphrase: '' }, process.env, tmpdir())
      })
      afterEach(async () => {
        await Promise.all(open.splice(0).map((connection) => connection.close()))
      })
      afterAll(async () => {
        await agent[Symbol.asyncDispose]()
        rmSync(folder, { recursive: true, force: true })
      })

      const to = async (host: FleetHost, known = [host.known], through?: FleetHost) => {
        const env = { PATH: process.env['PATH'], HOME: folder, ...agent.env }
        index += 1
        const access = { env, folder, known, timeout: 2 }
        const gateway = through && (await connect(asHost(through), access, `g${index}`))
        if (gateway) open.push(gateway)
        const connection = await connect(asHost(host), { ...access, gateway }, `h${index}`)
        open.push(connection)
        return connection
      }
      const asHost = ({ address }: FleetHost) => {
        const parsed = parseHost(address)
        if ('problem' in parsed) throw new Error(parsed.problem)
        return parsed
      }
      const reason = async (attempt: Promise<unknown>): Promise<unknown> =>
        attempt.then(
          () => 'none',
          (error: { reason?: string }) => error.reason,
        )

      test('the user can use docker, but is not root', async () => {
        const connection = await to(one)
        const { stdout } = await connection.run(
          'id -un; hostname; docker version | grep -c Version',
        )
        expect(stdout).toMatch(/^deploy\nhost-1\n[1-9]/)
        expect((await connection.run('cat /etc/shadow')).code).toBe(1)
        const through = await to(two, [one.known, two.known], one)
        expect((await through.run('hostname')).stdout).toBe('host-2\n')
      }, 300_000)

      test('connections that are dropped, refused, delayed', async () => {
        const connection = await to(one)
        const over = connection.run('sleep 5').then(
          ({ code }) => code,
          () => 255,
        )
        setTimeout(() => one.relay.dropConnections(), 300)
        expect(await over).toBe(255)
        one.relay.refuse()
        expect(await failure(to(one))).toContain('Connection refused')
        await one.relay.accept()
        one.relay.delay(50)
        const ended: string[] = []
        // A login takes more than ten delays one after the other, and timers of one process end in the order of their times.
        const shorter = sleep(500).then(() => ended.push('ten delays'))
        await Promise.all([to(one).then(() => ended.push('the login')), shorter])
        one.relay.delay(0)
        expect(ended).toEqual(['ten delays', 'the login'])
      }, 300_000)

      test('sshd is stopped; a new host key', async () => {
        await two.stopSshd()
        expect(await reason(to(two))).toBe('unreachable')
        await two.startSshd()
        const { known, fingerprint } = two
        await two.newHostKey()
        expect(two.fingerprint).not.toBe(fingerprint)
        expect(await reason(to(two, [known]))).toBe('host-key-changed')
        expect((await (await to(two)).run('hostname')).stdout).toBe('host-2\n')
      }, 300_000)
    })
  })

  test('stopping a fleet ends all its processes and removes its files', async () => {
    const fleet = await startFleet({ hosts: 3 })
    const spaces = fleet.hosts.flatMap(({ pid }) => namespacesOf(pid))
    expect(processesIn(spaces).length).toBeGreaterThan(9)
    await fleet.stop()
    expect(processesIn(spaces)).toEqual([])
    expect(existsSync(fleet.folder)).toBe(false)
  }, 300_000)

  test('killing the process of a fleet ends all processes of its hosts', async () => {
    const child = spawn(process.execPath, [
      join(import.meta.dirname, '../../../fakes/fleet/single-host-fleet.ts'),
    ])
    const said = await new Promise<Buffer>((resolve) => child.stdout.once('data', resolve))
    const spaces = JSON.parse(String(said)) as string[]
    expect(processesIn(spaces).length).toBeGreaterThan(3)
    child.kill('SIGKILL')
    while (processesIn(spaces).length > 0) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(processesIn(spaces)).toEqual([])
  }, 300_000)
})
