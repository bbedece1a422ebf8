import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { Registry } from '../../../fakes/docker/registry.ts'
import type { Fleet } from '../../../fakes/fleet/fleet.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import {
  answerOf,
  type Deployed,
  type Deployments,
  leftOn,
  webConfig,
} from '../../support/fabric-deploy/deployment.ts'
import { deployWorld, WORLD } from '../../support/fabric-deploy/fleet-setup.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

withToolsAsRoot(WORLD, () => {
  describe('a deployment that is cancelled', () => {
    let registry: Registry
    let fleet: Fleet
    let hosts: readonly FleetHost[]
    let [one, two]: FleetHost[] = []
    let deploy: Deployments
    let config = ''
    deployWorld({ hosts: 2 }, async (world) => {
      ;({ registry, fleet, deploy, hosts } = world)
      ;[one, two] = [...hosts]
      await registry.push('allume/web', 'slow', { version: 'slow', ballast: 8_000_000 })
      config = webConfig(hosts, registry, { environment: 'batch: 1' })
    })
    /** Sends the runner's signals as soon as a line is shown. */
    const cancelledAt = async (text: string, tag: string, by = config): Promise<Deployed> => {
      const cancel = new AbortController()
      return deploy.run(by, {
        inputs: { tag },
        signal: cancel.signal,
        onLine: (line) => {
          if (line.includes(text)) cancel.abort()
        },
      })
    }
    const asBefore = async (version: string, result: Deployed): Promise<void> => {
      expect(await Promise.all(hosts.map((host) => answerOf(host)))).toEqual([version, version])
      expect(await Promise.all(hosts.map(leftOn))).toEqual(['', ''])
      const running = hosts.map((host) => host.docker('ps', '--all', '--format', '{{.Status}}'))
      for (const containers of await Promise.all(running)) {
        expect(containers.trim().split('\n')).toEqual([expect.stringMatching(/^Up/)])
      }
      expect(result.left).toEqual([])
      expect(await processes('towpath|docker pull|docker stop')).toBe('')
    }
    /** The action that was started in our workspace: other tests run the same bundle. */
    const isOurs = (pid: string): boolean => {
      try {
        const isAction = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('index.js')
        return isAction && readlinkSync(`/proc/${pid}/cwd`) === deploy.workspace
      } catch {
        return false
      }
    }
    const processes = async (pattern: string): Promise<string> => {
      const each = hosts.map((host) =>
        host.run(`ps -eo user,args | grep -E '^deploy ' | grep -E '${pattern}' || true`),
      )
      return (await Promise.all(each)).join('')
    }

    test.each([
      ['after the preflight', 'Inspected', 'v2'],
      ['while the old container stops', 'web: stopping the old container', 'v2'],
      ['while it waits for health', 'web: the new container has started', 'mute'],
      ['when the first host is done', 'web: the new container is in service', 'v2'],
    ])(
      '%s',
      async (_, text, tag) => {
        const { exitCode } = await deploy.run(config, { inputs: { tag: 'v1' } })
        expect(exitCode).toBe(0)
        const result = await cancelledAt(text, tag)
        expect([result.exitCode, result.killedBy]).toEqual([1, null])
        expect(result.outputs['reason']).toBe('cancelled')
        expect(result.postExitCode).toBe(0)
        await asBefore('v1', result)
      },
      90_000,
    )

    test('while an image is pulled that does not come', async () => {
      await deploy.run(config, { inputs: { tag: 'v1' } })
      setTimeout(() => one?.outbound.stall(), 1200)
      const cancel = new AbortController()
      const running = deploy.run(config, { inputs: { tag: 'slow' }, signal: cancel.signal })
      setTimeout(() => cancel.abort(), 4000)
      const result = await running
      one?.outbound.resume()
      expect([result.success, result.postExitCode]).toEqual([false, 0])
      await asBefore('v1', result)
    }, 90_000)

    test('while the old container takes its time: what is not done in 7 seconds the post part does', async () => {
      const draining = webConfig(hosts, registry, {
        service: 'stop-grace: 30s\nenv-file: /home/deploy/web.env',
        environment: 'batch: 1',
      }).replace('    stop-grace: 3s\n', '')
      await Promise.all(hosts.map((host) => host.run('echo DRAIN=15 >/home/deploy/web.env')))
      await deploy.run(draining, { inputs: { tag: 'v1' } })
      const result = await cancelledAt('stopping the old container', 'v2', draining)
      expect(result.exitCode ?? 1).toBe(1)
      expect(result.postExitCode).toBe(0)
      await asBefore('v1', result)
    }, 90_000)

    test('waiting for the lock', async () => {
      await deploy.run(config, { inputs: { tag: 'v1' } })
      const folder = '/home/deploy/.towpath/staging/lock'
      await one?.run(
        `mkdir -p ${folder}; printf 'other\\nhttps://example.org/run\\n' >${folder}/owner; chown -R deploy /home/deploy/.towpath`,
      )
      const result = await cancelledAt('Waiting for the lock', 'v2')
      expect([result.exitCode, result.outputs['reason']]).toEqual([1, 'cancelled'])
      // The lock is still the other run's.
      expect(await one?.run(`cat ${folder}/owner`)).toContain('other')
      await one?.run(`rm -r ${folder}`)
      await asBefore('v1', result)
    }, 60_000)

    test('killed at once: a host in the middle puts itself back, the post part the others and the lock', async () => {
      await deploy.run(config, { inputs: { tag: 'v1' } })
      const result = await deploy.run(config, {
        inputs: { tag: 'mute' },
        onLine: (line) => {
          if (!line.includes('the new container has started')) return
          for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
            if (isOurs(pid)) process.kill(Number(pid), 'SIGKILL')
          }
        },
      })
      expect([result.killedBy, result.postExitCode]).toEqual(['SIGKILL', 0])
      expect(result.log).toContain('rolled back to the previous containers')
      expect(await Promise.all(hosts.map((host) => answerOf(host)))).toEqual(['v1', 'v1'])
      expect(await Promise.all(hosts.map(leftOn))).toEqual(['', ''])
      expect(two).toBeDefined()
    }, 60_000)

    test('no secret is in a file that stays, in the log, or in the arguments of a process', async () => {
      const secrets = [
        registry.password,
        fleet.key.split('\n')[1] ?? '',
        Buffer.from(`${registry.user}:${registry.password}`).toString('base64'),
      ]
      const seen = new Set<string>()
      // Other tests run on this machine as well.
      const spaces = hosts.map(({ pid }) => readlinkSync(`/proc/${pid}/ns/mnt`))
      const timer = setInterval(() => {
        for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
          try {
            const space = readlinkSync(`/proc/${pid}/ns/mnt`)
            const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
            if (spaces.includes(space) || environment.includes(deploy.workspace))
              seen.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
          } catch {
            // It is over already.
          }
        }
      }, 10)
      const result = await deploy.run(config, { inputs: { tag: 'v2' } })
      clearInterval(timer)
      const everything = [...seen].join('\n')
      expect(everything).toMatch(/docker.*login/s)
      expect(everything).toContain('ssh-agent')
      const files = await Promise.all(
        hosts.map((host) =>
          host.run(`grep -rlF -e '${secrets.join("' -e '")}' /home /tmp /root 2>/dev/null || true`),
        ),
      )
      expect(files).toEqual(['', ''])
      for (const secret of secrets) {
        expect(everything).not.toContain(secret)
        expect(result.log).not.toContain(secret)
        expect(JSON.stringify([result.outputs, result.state, result.summary])).not.toContain(secret)
      }
    }, 60_000)
  })
})
