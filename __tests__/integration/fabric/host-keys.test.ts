import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, jest, test } from '@jest/globals'
import { startSshd } from '../../../fakes/ssh/sshd.ts'
import { startAgent } from '../../../kit/ssh/agent.ts'
import { fabricOnSshd, resultsOf } from '../../support/fabric-deploy/fabric-on-sshd.ts'
import { withTool } from '../../support/tools.ts'

// Every test starts Python several times.
jest.setTimeout(300_000)

withTool('fabric', (fab) => {
  withTool('sshd', (sshd) => {
    describe('the host keys that Fabric accepts', () => {
      const ssh = fabricOnSshd(fab, sshd)

      test.each([0, 1, 2])('Fabric asks for the key type that is known (%i)', async (index) => {
        const idle = await ssh.run('qa', { known: [ssh.one.allKnown[index] ?? ''] })
        // The row says that no command ran.
        expect(resultsOf(idle)).toEqual(['unchanged  0'])
        const ran = await ssh.run('remote true', { known: [ssh.one.allKnown[index] ?? ''] })
        expect(resultsOf(ran)).toEqual(['deployed  0'])
      })

      test.each<[string, () => string[], string]>([
        ['unknown', () => [], 'unreachable host-key-unknown 1'],
        ['of another port', () => [ssh.other.known], 'unreachable host-key-unknown 1'],
        [
          'changed',
          () => ssh.other.known.replace(`${ssh.other.port}`, `${ssh.one.port}`).split('\n'),
          'unreachable host-key-changed 1',
        ],
        [
          'revoked',
          () => [`@revoked ${ssh.one.known}`, ...ssh.known],
          'unreachable host-key-changed 1',
        ],
        ['hashed', () => [hashed(ssh.one.known)], 'deployed  0'],
        ['by a pattern', () => [ssh.one.known.replace('127.0.0.1', '127.0.?.*')], 'deployed  0'],
        [
          'excluded',
          () => [`!127.0.0.1,!${ssh.one.known.replace(' ', ',* ')}`],
          'unreachable host-key-unknown 1',
        ],
        ['without a port', () => [ssh.one.known.replace(/^\S+/, '127.0.0.1')], 'deployed  0'],
        ['one of two', () => [...sameKind(), ...ssh.known], 'deployed  0'],
        [
          'after a damaged line',
          () => ['127.0.0.1 ssh-ed25519 not-base64!', ...ssh.known],
          'deployed  0',
        ],
      ])('%s', async (_, lines, expected) => {
        const file = join(ssh.fabric.temp, `ran-${Math.random()}`)
        const result = await ssh.run(`remote 'touch ${file}'`, { known: lines() })
        expect(resultsOf(result)).toEqual([expected])
        // Nothing runs on a host without a known key.
        expect(existsSync(file)).toBe(expected === 'deployed  0')
      })

      const sameKind = (): string[] => {
        const [name, kind] = ssh.one.known.split(' ')
        const key = join(ssh.fabric.temp, `key-${Math.random()}`)
        execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', key])
        return [`${name} ${kind} ${readFileSync(`${key}.pub`, 'utf8').split(' ')[1]}`]
      }
      const hashed = (line: string): string => {
        const [name = '', ...rest] = line.split(' ')
        const salt = Buffer.from('01234567890123456789')
        const hash = createHmac('sha1', salt).update(name).digest('base64')
        return [`|1|${salt.toString('base64')}|${hash}`, ...rest].join(' ')
      }

      test('another key of the same type counts as changed', async () => {
        expect(resultsOf(await ssh.run('remote true', { known: sameKind() }))).toEqual([
          'unreachable host-key-changed 1',
        ])
      })

      test.each([
        ['a connection', 'other', 'unreachable host-key-unknown 1'],
        ['a connection, with errors ignored,', 'other swallow=1', 'unreachable host-key-unknown 0'],
        ['a Paramiko client', 'plain', 'unreachable host-key-unknown 1'],
        ['a bare transport', 'lowest', 'unreachable host-key-unknown 1'],
      ])('host keys are checked in %s of the fabfile', async (_, line, expected) => {
        const [task, ...rest] = line.split(' ')
        const where = `${task} name=127.0.0.1 port=${ssh.other.port} ${rest.join(' ')}`
        expect(resultsOf(await ssh.run(where))).toEqual([expected])
      })

      test('connections of the fabfile work if the key is known', async () => {
        const where = `name=127.0.0.1 port=${ssh.one.port}`
        const ran = await ssh.run(`other ${where} plain ${where}`)
        expect(ran.output).toContain('through its own connection')
        expect(ran.output).toContain('by Paramiko alone')
      })

      test('host keys are checked in a group of connections', async () => {
        const ran = await ssh.run(`group ports=${ssh.one.port}+${ssh.other.port}`)
        // A command had already run on the first host of the group.
        expect(resultsOf(ran)).toEqual(['failed host-key-unknown 1'])
      })

      test('the host key of a gateway is checked, and the connection really goes through it', async () => {
        const gateway = `root@localhost:${ssh.one.port}`
        const inner = { hosts: [ssh.host], known: [...ssh.known] }
        const refused = await ssh.fabric.run('remote true', { ...inner, gateway })
        expect(resultsOf(refused)).toEqual(['unreachable host-key-unknown 1'])
        const both = [...ssh.known, ssh.one.known.replace('127.0.0.1', 'localhost')]
        const ran = await ssh.fabric.run("remote 'echo $SSH_CONNECTION'", {
          hosts: [ssh.host],
          known: both,
          gateway,
        })
        expect(resultsOf(ran)).toEqual(['deployed  0'])
        // The same address on both sides of the gateway.
        const same = await ssh.fabric.run('remote true', {
          hosts: [ssh.host],
          known: ssh.known,
          gateway: ssh.host,
        })
        expect(resultsOf(same)).toEqual(['deployed  0'])
        const closed = await ssh.fabric.run('remote true', {
          hosts: ['root@127.0.0.1:9'],
          known: ssh.known,
          gateway: ssh.host,
        })
        expect(resultsOf(closed)).toEqual(['unreachable unreachable 1'])
      })

      test('an IPv6 address with a port', async () => {
        await using servers = new AsyncDisposableStack()
        const six = await startSshd(sshd, { address: '::1' })
        servers.defer(() => six.stop())
        await using own = await startAgent({ key: six.key, passphrase: '' }, process.env, tmpdir())
        const more = { hosts: [`root@[::1]:${six.port}`], env: own.env }
        const ran = await ssh.run("remote 'echo $SSH_CONNECTION'", { ...more, known: [six.known] })
        expect(resultsOf(ran)).toEqual(['deployed  0'])
        expect(ran.output).toContain(`::1 ${six.port}`)
        expect(resultsOf(await ssh.run('remote true', { ...more, known: ssh.known }))).toEqual([
          'unreachable host-key-unknown 1',
        ])
      })
    })
  })
})
