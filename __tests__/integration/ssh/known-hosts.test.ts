import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Sshd, startSshd } from '../../../fakes/ssh/sshd.ts'
import { hostOf, loginTo, sshWith } from '../../support/ssh/open-to.ts'
import { withTool } from '../../support/tools.ts'

withTool('sshd', (program) => {
  describe('lines of known-hosts, against a real sshd on another port than 22', () => {
    let [plain, certified, six, other]: Sshd[] = []
    let folder = ''
    let authority = ''
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'towpath-authority-'))
      const file = join(folder, 'authority')
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file])
      authority = readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
      const certifiedBy = { authority: file, principals: ['127.0.0.1', '*.example.org'] }
      ;[plain, certified, six, other] = await Promise.all([
        startSshd(program, { kinds: ['rsa', 'ed25519'] }),
        startSshd(program, { certifiedBy }),
        startSshd(program, { address: '::1' }),
        startSshd(program),
      ])
    })
    afterAll(async () => {
      await Promise.all([plain, certified, six, other].map((server) => server?.stop()))
      rmSync(folder, { recursive: true, force: true })
    })
    const server = (one: Sshd | undefined): Sshd => {
      if (!one) throw new Error('the server does not run')
      return one
    }
    /** The type and key of a server's first or second line. */
    const keyOf = (one: Sshd | undefined, index = 0): string =>
      (one?.allKnown[index] ?? '').split(' ').slice(1).join(' ')
    const login = async (one: Sshd | undefined, knownHosts: string, address = '127.0.0.1') =>
      (await loginTo({ host: `root@${address}:${one?.port}`, server: server(one), knownHosts }))
        .reason

    test.each([
      ['the port in brackets', (port: number) => `[127.0.0.1]:${port}`],
      ['the port without brackets', (port: number) => `127.0.0.1:${port}`],
      ['no port', () => '127.0.0.1'],
      ['several names', (port: number) => `web1,[web2]:22,[127.0.0.1]:${port}`],
      ['a pattern', () => '127.0.0.*'],
      ['a pattern with a port', (port: number) => `*:${port}`],
    ])('%s', async (_, names) => {
      const { port } = server(plain)
      expect(await login(plain, `${names(port)} ${keyOf(plain)}`)).toBe('in')
      expect(await login(plain, `${names(port)} ${keyOf(plain, 1)}`)).toBe('in')
      expect(await login(plain, `${names(port)} ${server(plain).fingerprint}`)).toBe('in')
      expect(
        await login(certified, `@cert-authority ${names(server(certified).port)} ${authority}`),
      ).toBe('in')
    })

    // As for plain ssh, the name with the port and the name without it are two chances.
    test.each([
      ['excluded', (port: number) => `*,!127.0.0.1,!127.0.0.1:${port}`, 'host-key-unknown'],
      ['excluded without its port', () => '*,!127.0.0.1', 'in'],
      ['known at another port', (port: number) => `127.0.0.1:${port + 1}`, 'host-key-unknown'],
    ])('a host that is %s', async (_, names, expected) => {
      const line = `${names(server(plain).port)} ${keyOf(plain)}`
      expect(await login(plain, line)).toBe(expected)
    })

    test('hashed names, with and without the port', async () => {
      const { port } = server(plain)
      for (const name of [`[127.0.0.1]:${port}`, '127.0.0.1']) {
        const file = join(folder, 'hashed')
        writeFileSync(file, `${name} ${keyOf(plain, 1)}\n`)
        execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'ignore' })
        const hashed = readFileSync(file, 'utf8')
        expect(hashed).toContain('|1|')
        expect(await login(plain, hashed)).toBe('in')
      }
    })

    test('a revoked key is refused, whatever else is said of it', async () => {
      const line = `127.0.0.1 ${keyOf(plain, 1)}`
      const { port } = server(plain)
      for (const names of ['127.0.0.1', `127.0.0.1:${port}`, '*']) {
        const revoked = `@revoked ${names} ${keyOf(plain, 1)}`
        expect(await login(plain, `${line}\n${revoked}`)).toBe('host-key-changed')
        // Revoking is not trusting.
        expect(await login(plain, revoked)).toBe('host-key-unknown')
      }
      const revoked = `@revoked * ${keyOf(certified)}`
      const signed = `@cert-authority * ${authority}`
      expect(await login(certified, `${signed}\n${revoked}`)).toBe('host-key-changed')
    })

    test('a certificate of another authority, or for another name', async () => {
      expect(await login(certified, `@cert-authority * ${keyOf(plain, 1)}`)).toBe(
        'host-key-unknown',
      )
      expect(await login(certified, `@cert-authority * ${authority}`, 'localhost')).toBe(
        'host-key-unknown',
      )
    })

    test.each([
      ['that has expired', ['-n', '127.0.0.1', '-V', '20200101:20210101'], 'not valid now'],
      ['that is not valid yet', ['-n', '127.0.0.1', '-V', '21000101:21010101'], 'not valid now'],
      ['for another name', ['-n', 'web9'], 'issued for other names'],
    ])('a certificate %s is said for what it is', async (_, options, expected) => {
      const path = (name: string): string => join(folder, name)
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path(options.join())])
      const [file, sign] = [path(options.join()), ['-q', '-s', path('authority'), '-I', 'host']]
      execFileSync('ssh-keygen', [...sign, '-h', ...options, `${file}.pub`])
      const more = [`HostKey ${file}`, `HostCertificate ${file}-cert.pub`]
      const one = await startSshd(program, { more })
      const host = `root@127.0.0.1:${one.port}`
      const signed = `@cert-authority * ${authority}`
      const { reason, message } = await loginTo({ host, server: one, knownHosts: signed })
      expect([reason, message]).toEqual(['host-key-unknown', expect.stringContaining(expected)])
      const plainLine = `127.0.0.1 ${readFileSync(`${file}.pub`, 'utf8')}`
      expect(await login(one, `${signed}\n${plainLine}`)).toBe('in')
      expect(await login(one, `${signed}\n@revoked * ${authority}`)).toBe('host-key-changed')
      await one.stop()
    })

    test.each([
      ['as it is written mostly', '[::1]', '[::1]'],
      ['written in full', '[0:0:0:0:0:0:0:1]', '[::1]'],
      ['written in full in known-hosts', '[::1]', '[0000:0:0:0:0:0:0:1]'],
    ])('an IPv6 address, %s', async (_, address, known) => {
      const { port, fingerprint } = server(six)
      expect(await login(six, `${known}:${port} ${keyOf(six)}`, address)).toBe('in')
      expect(await login(six, `${known.slice(1, -1)} ${keyOf(six)}`, address)).toBe('in')
      expect(await login(six, `${known}:${port} ${fingerprint}`, address)).toBe('in')
    })

    test('a fingerprint of another key is an alarm that names what the host has', async () => {
      const { port, fingerprint } = server(plain)
      const host = `root@127.0.0.1:${port}`
      const knownHosts = `127.0.0.1 ${server(other).fingerprint}`
      const { reason, message } = await loginTo({ host, server: server(plain), knownHosts })
      expect(reason).toBe('host-key-changed')
      expect(message).toContain(`ssh-rsa ${fingerprint}`)
      expect(message).toContain('ssh-ed25519 SHA256:')
    })

    test('a program that reads no certificates gets the key of a valid one, and no other', async () => {
      const { port, known } = server(certified)
      const host = hostOf(`root@127.0.0.1:${port}`)
      const signed = `@cert-authority * ${authority}`
      await using ssh = await sshWith(server(certified), signed)
      expect((await ssh.plainLines(host)).slice(1)).toEqual([known])
      await using foreign = await sshWith(server(certified), `@cert-authority * ${keyOf(plain, 1)}`)
      expect((await foreign.plainLines(host)).slice(1)).toEqual([])
      await using unsigned = await sshWith(server(plain), signed)
      expect(
        (await unsigned.plainLines(hostOf(`root@127.0.0.1:${server(plain).port}`))).slice(1),
      ).toEqual([])
    })
  })
})
