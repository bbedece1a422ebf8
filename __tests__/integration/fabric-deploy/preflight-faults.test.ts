import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { expectFailure, outcomesOf } from '../../support/fabric-deploy/failures.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { webConfig } from '../../support/fabric-deploy/web-service.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

type Three = [FleetHost, FleetHost, FleetHost]

function newKey(): string {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-key-'))
  try {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'key')])
    return readFileSync(join(folder, 'key'), 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('a deployment that fails before it changes anything', () => {
    const { borrow, borrowWithV1 } = hostGroups({ groups: 2, hosts: 3 })

    test.concurrent(
      'the preflight reports all problems at once',
      async () => {
        await using group = await borrowWithV1()
        const { hosts, config, deploy } = group
        const [one, two, three] = hosts as Three
        const oldKey = three.known
        two.relay.refuse()
        await three.newHostKey()
        const known = [one.known, two.known, oldKey]
        const failed = await deploy.run(config, { inputs: { tag: 'v2' }, known })
        await two.relay.accept()
        expect(failed.outputs['reason']).toBe('preflight')
        expect(failed.rows.map(({ outcome, reason }) => [outcome, reason])).toEqual([
          ['not-reached', ''],
          ['unreachable', 'unreachable'],
          ['unreachable', 'host-key-changed'],
        ])
        expect(failed.outputs['failed-hosts']).toBe(`${two.address}\n${three.address}`)
        await expectFailure(group, failed)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'an unknown host key, a refused key, fingerprints',
      async () => {
        await using group = await borrowWithV1()
        const { hosts, config, deploy } = group
        const [one, two, three] = hosts as Three
        const inputs = { tag: 'v2' }
        const unknown = await deploy.run(config, { inputs, known: [one.known, two.known] })
        expect(unknown.log).toContain(`has no key for "${three.address}"`)
        expect(unknown.outputs).toMatchObject({
          reason: 'host-key-unknown',
          'failed-hosts': three.address,
        })
        expect(outcomesOf(unknown)).toEqual(['not-reached', 'not-reached', 'unreachable'])
        const prints = hosts.map((host) => `${host.ip}:${host.port} ${host.fingerprint}`)
        const wrong = prints.map((line, index) =>
          index === 1 ? line.replace(/SHA256:.*/, one.fingerprint) : line,
        )
        const changed = await deploy.run(config, { inputs, known: wrong })
        expect(changed.outputs['reason']).toBe('host-key-changed')
        const refused = await deploy.run(config, { inputs: { ...inputs, 'ssh-key': newKey() } })
        expect(refused.outputs['reason']).toBe('key-refused')
        const right = await deploy.run(config, { inputs: { tag: 'v1' }, known: prints })
        expect([right.exitCode, right.outputs['changed']]).toEqual([0, 'false'])
        await expectFailure(group, changed)
        await expectFailure(group, refused)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a host that "known-hosts" lacks does not hide what is wrong with the others',
      async () => {
        await using group = await borrowWithV1()
        const { hosts, config, deploy } = group
        const [one, two, three] = hosts as Three
        await two.run('rm -rf /home/deploy/.towpath; touch /home/deploy/.towpath')
        const failed = await deploy.run(config, {
          inputs: { tag: 'v2' },
          known: [one.known, two.known],
        })
        await two.run('rm /home/deploy/.towpath')
        expect(failed.rows.map(({ outcome, reason }) => [outcome, reason])).toEqual([
          ['not-reached', ''],
          ['failed', 'no-folder'],
          ['unreachable', 'host-key-unknown'],
        ])
        expect(failed.outputs).toMatchObject({
          reason: 'preflight',
          'failed-hosts': `${two.address}\n${three.address}`,
        })
        await expectFailure(group, failed)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'a gateway that is out of reach, or unknown: no host behind it can be reached, and the message says it once',
      async () => {
        await using group = await borrow()
        const { hosts, registry, deploy } = group
        const [gateway, two, three] = hosts as Three
        const config = webConfig([two, three], registry, {
          environment: `gateway: root@${gateway.ip}:${gateway.port}`,
        })
        const unknown = await deploy.run(config, {
          inputs: { tag: 'v1' },
          known: [two.known, three.known],
        })
        gateway.relay.refuse()
        const refused = await deploy.run(config, { inputs: { tag: 'v1' } })
        await gateway.relay.accept()
        for (const [failed, reason] of [
          [unknown, 'host-key-unknown'],
          [refused, 'unreachable'],
        ] as const) {
          expect(failed.outputs).toMatchObject({
            reason,
            changed: 'false',
            'failed-hosts': `${two.address}\n${three.address}`,
          })
          expect(outcomesOf(failed)).toEqual(['unreachable', 'unreachable'])
          const errors = failed.annotations.filter(({ message }) =>
            message.includes('The gateway: '),
          )
          expect(errors.map(({ message }) => message.split('\n').length)).toEqual([1])
        }
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent.each([
      ['tag-missing', { tag: 'nope' }],
      ['registry-refused', { tag: 'v2', 'registry-password': 'wrong-password' }],
    ])(
      '%s',
      async (reason, inputs) => {
        await using group = await borrowWithV1()
        const failed = await group.deploy.run(group.config, { inputs })
        expect(failed.outputs['reason']).toBe(reason)
        expect(failed.log).not.toContain('wrong-password')
        await expectFailure(group, failed)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'registry-unreachable',
      async () => {
        await using group = await borrowWithV1()
        const { hosts, config, deploy } = group
        for (const { outbound } of hosts) {
          outbound.refuse()
          outbound.dropConnections()
        }
        const failed = await deploy.run(config, { inputs: { tag: 'v2' } })
        await Promise.all(hosts.map(({ outbound }) => outbound.accept()))
        expect(failed.outputs['reason']).toBe('registry-unreachable')
        await expectFailure(group, failed)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'registry-unreachable, at a port with the digits of a status code',
      async () => {
        await using group = await borrowWithV1()
        const { registry, deploy } = group
        const config = group.config.replaceAll(registry.address, '127.0.0.1:14031')
        const failed = await deploy.run(config, { inputs: { tag: 'v2' } })
        expect(failed.outputs['reason']).toBe('registry-unreachable')
        await expectFailure(group, failed)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'docker is down; a port is taken by another container',
      async () => {
        await using group = await borrow()
        const { hosts, registry, config, deploy } = group
        const [one, two, three] = hosts as Three
        await two.run(
          `echo ${registry.password} | docker login -u ${registry.user} --password-stdin ${registry.address}`,
        )
        const image = `${registry.address}/allume/web:v1`
        await two.docker('run', '--detach', '--name', 'hand-written', '-p', '8000:8000', image)
        await three.stopDocker()
        const failed = await deploy.run(config, { inputs: { tag: 'v2' } })
        await three.startDocker()
        expect(outcomesOf(failed)).toEqual(['not-reached', 'failed', 'failed'])
        expect(failed.rows.map(({ reason }) => reason)).toEqual(['', 'port-taken', 'docker-down'])
        expect(failed.log).toContain('"hand-written"')
        expect(await one.docker('ps', '--all', '--quiet')).toBe('')
        // The login of the host's own user is untouched.
        expect(await two.run('cat /root/.docker/config.json')).toContain(registry.address)
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
