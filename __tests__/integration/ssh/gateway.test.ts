import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { freePort } from '../../../fakes/network/free-port.ts'
import { type Sshd, startSshd } from '../../../fakes/ssh/sshd.ts'
import { hostOf, loginTo, sshWith } from '../../support/ssh/open-to.ts'
import { withTool } from '../../support/tools.ts'

withTool('sshd', (program) => {
  describe('through a gateway that is set up in an unusual way', () => {
    const started: Sshd[] = []
    let behind: Sshd
    let stranger: Sshd
    const start = async (options: object = {}): Promise<Sshd> => {
      const server = await startSshd(program, { authorizedKey: behind.publicKey, ...options })
      started.push(server)
      return server
    }
    beforeAll(async () => {
      behind = await startSshd(program, { kinds: ['ed25519', 'rsa'], more: ['Banner /etc/passwd'] })
      started.push(behind)
      stranger = await start()
    })
    afterAll(async () => {
      await Promise.all(started.map((server) => server.stop()))
    })
    const through = (gateway: Sshd, line: string, port = behind.port) =>
      loginTo({
        host: `root@127.0.0.1:${port}`,
        server: behind,
        knownHosts: `${gateway.known}\n${line}`,
        gateway: `root@127.0.0.1:${gateway.port}`,
      })

    test.each<[string, object]>([
      ['one without anything unusual', {}],
      ['one that runs a command of its own', { options: 'command="echo Welcome, no shell here"' }],
      ['one whose command fails', { more: ['ForceCommand false'] }],
      ['one that allows no sessions', { more: ['MaxSessions 0'] }],
      ['one with a banner', { more: ['Banner /etc/hostname'] }],
      ['one that allows only this host', { more: ['PermitOpen 127.0.0.1:PORT'] }],
      [
        'one with a Match block',
        { more: ['AllowTcpForwarding no', 'Match User root', 'AllowTcpForwarding yes'] },
      ],
    ])(
      '%s: a fingerprint is compared with the key that ssh sees',
      async (_, { more = [], ...options }: { more?: string[] }) => {
        const lines = more.map((line) => line.replace('PORT', String(behind.port)))
        const gateway = await start({ ...options, more: lines })
        const name = `127.0.0.1:${behind.port}`
        expect(await through(gateway, `${name} ${behind.fingerprint}`)).toEqual({
          reason: 'in',
          message: '',
        })
        const { reason, message } = await through(gateway, `${name} ${stranger.fingerprint}`)
        expect(reason).toBe('host-key-changed')
        expect(message).toContain(behind.fingerprint)
      },
    )

    test.each<[string, object]>([
      ['AllowTcpForwarding', { more: ['AllowTcpForwarding no'] }],
      ['PermitOpen', { more: ['PermitOpen 127.0.0.1:1'] }],
      ['DisableForwarding', { more: ['DisableForwarding yes'] }],
      ['a restricted key', { options: 'restrict' }],
      ['a Match block', { more: ['Match User root', 'AllowTcpForwarding no'] }],
    ])('a gateway that forbids forwarding by %s is blamed, not the host', async (_, options) => {
      const gateway = await start(options)
      for (const line of [behind.known, `127.0.0.1 ${behind.fingerprint}`]) {
        const { reason, message } = await through(gateway, line)
        expect(reason).toBe('forwarding-refused')
        expect(message).toContain(
          `The gateway root@127.0.0.1:${gateway.port} does not let this key`,
        )
      }
    })

    test('a host that the gateway can not reach, with what the gateway says', async () => {
      const gateway = await start()
      const port = await freePort()
      for (const line of [
        behind.known.replace(String(behind.port), String(port)),
        `127.0.0.1 ${behind.fingerprint}`,
      ]) {
        const { reason, message } = await through(gateway, line, port)
        expect(reason).toBe('unreachable')
        expect(message).toContain(
          `from the gateway root@127.0.0.1:${gateway.port}: "connect failed: Connection refused"`,
        )
      }
    })

    test('an IPv6 host', async () => {
      const six = await start({ address: '::1' })
      const gateway = await start()
      for (const line of [six.known, `[::1]:${six.port} ${six.fingerprint}`]) {
        const host = `root@[0::1]:${six.port}`
        const knownHosts = `${gateway.known}\n${line}`
        const address = `root@127.0.0.1:${gateway.port}`
        expect(await loginTo({ host, server: behind, knownHosts, gateway: address })).toEqual({
          reason: 'in',
          message: '',
        })
      }
    })

    test('a host that allows one session at a time runs several commands', async () => {
      const narrow = await start({ more: ['MaxSessions 1'] })
      await using ssh = await sshWith(behind, narrow.known)
      const connection = await ssh.connect(hostOf(`root@127.0.0.1:${narrow.port}`))
      const words = ['a', 'b', 'c', 'd', 'e']
      const ran = await Promise.all(
        words.map((word) => connection.run('sleep 0.2; echo "$1"', [word])),
      )
      await connection.close()
      expect(ran.map(({ stdout }) => stdout.trim())).toEqual(words)
    })
  })
})
