import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { freePort } from '../../../fakes/network/free-port.ts'
import { type Sshd, type SshdOptions, startSshd } from '../../../fakes/ssh/sshd.ts'
import type { SshOptions } from '../../../kit/ssh/open-ssh.ts'
import {
  type FabricResult,
  type FabricRunner,
  fabricRunner,
} from '../../support/fabric-deploy/fabric.ts'
import { resultsOf } from '../../support/fabric-deploy/fabric-on-sshd.ts'
import { processesNaming } from '../../support/processes.ts'
import { keyMaker } from '../../support/ssh/certified-key.ts'
import { sshWith } from '../../support/ssh/open-to.ts'
import { withTool } from '../../support/tools.ts'

// Every test starts Python several times.
jest.setTimeout(300_000)

const RELAY = `#!/usr/bin/env python3
import os, socket, sys, threading
connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
def copy():
    while data := connection.recv(65536): os.write(1, data)
    os._exit(0)
threading.Thread(target=copy, daemon=True).start()
while data := os.read(0, 65536): connection.sendall(data)
`

withTool('fabric', (fab) => {
  withTool('sshd', (sshd) => {
    describe('how Fabric logs in', () => {
      const maker = keyMaker()
      const keys = Array.from({ length: 4 }, () => maker.key())
      const [first = '', second = '', third = '', last = ''] = keys.map((key) => key.private)
      const started: Sshd[] = []
      let [trusting, strict, gateway]: Sshd[] = []
      let fabric: FabricRunner
      let folder = ''
      beforeAll(async () => {
        folder = mkdtempSync(join(tmpdir(), 'towpath-logins-'))
        writeFileSync(join(folder, 'relay'), RELAY)
        chmodSync(join(folder, 'relay'), 0o755)
        fabric = fabricRunner(fab, () => ({}))
        const start = async (options: SshdOptions): Promise<Sshd> => {
          const server = await startSshd(sshd, options)
          started.push(server)
          return server
        }
        const trust = [`TrustedUserCAKeys ${maker.authority}`, 'AuthorizedKeysFile none']
        ;[trusting, strict, gateway] = await Promise.all([
          start({ more: [...trust, 'MaxAuthTries 2'] }),
          start({ authorizedKey: keys[3]?.public ?? '', more: ['MaxAuthTries 2'] }),
          start({ authorizedKey: keys[0]?.public ?? '', more: ['MaxAuthTries 2'] }),
        ])
      })
      afterAll(async () => {
        await Promise.all(started.map((server) => server.stop()))
        rmSync(folder, { recursive: true, force: true })
        fabric.clean()
        maker.clean()
      })

      type Run = {
        readonly key: string
        readonly server?: Sshd | undefined
        readonly gateway?: Sshd | undefined
        readonly host?: string
        readonly known?: readonly string[]
        readonly tasks?: string
        readonly more?: Partial<SshOptions>
      }
      async function run({
        key,
        server,
        gateway: jump,
        more,
        ...rest
      }: Run): Promise<FabricResult> {
        await using ssh = await sshWith({ key }, '', { temp: folder, ...more })
        const { keys, proxyScript, env } = ssh
        const known = [server, jump].flatMap((one) => one?.known ?? [])
        const { host = `root@127.0.0.1:${server?.port}`, tasks = 'remote true' } = rest
        const options = { hosts: [host], known: rest.known ?? known, logins: { keys, proxyScript } }
        const through = jump ? { gateway: `root@127.0.0.1:${jump.port}` } : {}
        return await fabric.run(tasks, { env, ...options, ...through })
      }
      const outcome = async (options: Run) => resultsOf(await run(options))
      const IN = ['deployed  0']

      test('with a certificate of an authority, of whichever type', async () => {
        const rsa = maker.key({ kind: ['-t', 'rsa', '-b', '2048'] })
        expect(await outcome({ server: trusting, key: rsa.both })).toEqual(IN)
        const ecdsa = maker.key({ kind: ['-t', 'ecdsa'] })
        expect(await outcome({ server: trusting, key: `${first}${ecdsa.both}` })).toEqual(IN)
        expect(await outcome({ server: trusting, key: first })).toEqual([
          'unreachable key-refused 1',
        ])
      })

      test('with the last of several keys, more than a server allows', async () => {
        const all = keys.map((key) => key.both).join('')
        expect(await outcome({ server: strict, key: all })).toEqual(IN)
        const others = `${first}${second}${third}`
        expect(await outcome({ server: strict, key: others })).toEqual([
          'unreachable key-refused 1',
        ])
      })

      test('at a gateway with its key alone, and behind it with the others alone', async () => {
        const more = { gatewayKey: first }
        expect(await outcome({ server: strict, gateway, key: last, more })).toEqual(IN)
        const swapped = { gatewayKey: last }
        expect(await outcome({ server: strict, gateway, key: first, more: swapped })).toEqual([
          'unreachable key-refused 1',
        ])
        expect(await outcome({ server: strict, gateway, key: first, more })).toEqual([
          'unreachable key-refused 1',
        ])
      })

      test('by a proxy command, which is given the host, and with its host key', async () => {
        const command = [join(folder, 'relay'), `${strict?.port}`, '%h']
        const more = { proxyCommand: command, cwd: '/' }
        const host = 'root@web1.internal'
        const known = [`web1.internal ${strict?.known.split(' ').slice(1).join(' ')}`]
        expect(await outcome({ key: last, more, host, known })).toEqual(IN)
        const wrong = [`web1.internal ${gateway?.known.split(' ').slice(1).join(' ')}`]
        expect(await outcome({ key: last, more, host, known: wrong })).toEqual([
          'unreachable host-key-changed 1',
        ])
        expect(processesNaming(folder)).toEqual([])
      })

      test('by a proxy command that fails, with what it printed', async () => {
        const command = [join(folder, 'relay'), `${await freePort()}`]
        const more = { proxyCommand: command, cwd: '/' }
        const { rows } = await run({ key: last, more, host: 'root@web1.internal', known: [] })
        expect(rows).toMatchObject([{ outcome: 'unreachable', reason: 'unreachable' }])
        expect(rows[0]?.text).toContain('the proxy command printed: ')
        expect(rows[0]?.text).toContain('Connection refused')
        expect(processesNaming(folder)).toEqual([])
      })
    })
  })
})
