import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { freePort } from '../../../fakes/network/free-port.ts'
import { type Sshd, startSshd } from '../../../fakes/ssh/sshd.ts'
import { splitProxyCommand } from '../../../kit/ssh/proxy-command.ts'
import { processesNaming } from '../../support/processes.ts'
import { hostOf, loginTo, sshWith } from '../../support/ssh/open-to.ts'
import { until } from '../../support/ssh/ssh-step.ts'
import { withTool } from '../../support/tools.ts'

/** Relays to a port of this machine, whatever the name of the host; a second argument is where it writes what it was given. */
const RELAY = `#!${process.execPath}
const { connect } = require('node:net')
const { writeFileSync } = require('node:fs')
const [port, record] = process.argv.slice(2)
if (record) writeFileSync(record, JSON.stringify({ args: process.argv.slice(4), cwd: process.cwd(), env: process.env }))
const socket = connect(Number(port), '127.0.0.1')
process.stdin.pipe(socket).pipe(process.stdout)
socket.on('close', () => process.exit(0))
socket.on('error', (error) => {
  console.error('relay:', error.message)
  process.exit(1)
})
`

/** Ignores every signal that can be ignored, and the end of its input. */
const STUBBORN = `#!/bin/sh
trap '' HUP INT TERM
echo "stubborn: no answer" >&2
[ "$1" = banner ] && echo SSH-2.0-OpenSSH_9.2
while :; do sleep 0.2; done
`

withTool('sshd', (program) => {
  describe('a proxy command', () => {
    let folder = ''
    let server: Sshd
    let other: Sshd
    const path = (name: string): string => join(folder, name)
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'towpath-proxied-'))
      for (const [name, text] of Object.entries({ relay: RELAY, stubborn: STUBBORN })) {
        writeFileSync(path(name), text)
        chmodSync(path(name), 0o755)
      }
      ;[server, other] = await Promise.all([startSshd(program), startSshd(program)])
    })
    afterAll(async () => {
      await Promise.all([server.stop(), other.stop()])
      rmSync(folder, { recursive: true, force: true })
    })
    const words = (text: string): readonly string[] => {
      const split = splitProxyCommand(text)
      if ('problem' in split) throw new Error(split.problem)
      return split
    }
    const options = (text: string, timeout = 5) => ({
      proxyCommand: words(text),
      cwd: folder,
      timeout,
      temp: folder,
      env: { PATH: process.env['PATH'], TUNNEL_TOKEN: 'for the command', INPUT_TAG: 'v1' },
    })
    const login = (text: string, knownHosts: string, host = 'root@web1.internal', timeout = 5) =>
      loginTo({ host, server, knownHosts, more: options(text, timeout) })
    const keyOf = ({ known }: Sshd): string => known.split(' ').slice(1).join(' ')
    const ours = (): string[] => processesNaming(folder).map(([, line]) => line)

    test('connects to a host whose name only it knows; its words arrive as they are', async () => {
      const signs = `'$HOME;|*' "it's" 100%% %h %p %r '[%h]:%p'`
      const text = `./relay ${server.port} ${path('record')} ${signs}`
      const known = `web1.internal ${keyOf(server)}`
      expect(await login(text, known)).toEqual({ reason: 'in', message: '' })
      const { args, cwd, env } = JSON.parse(readFileSync(path('record'), 'utf8'))
      const tokens = ['web1.internal', '22', 'root', '[web1.internal]:22']
      expect(args).toEqual(['$HOME;|*', "it's", '100%', ...tokens])
      expect([cwd, env.TUNNEL_TOKEN, env.INPUT_TAG]).toEqual([folder, 'for the command', undefined])
      expect(ours()).toEqual([])
    })

    test('many commands share its one connection, and a fast login takes it too', async () => {
      const text = `./relay ${server.port}`
      const more = { ...options(text), fastLogins: true }
      await using ssh = await sshWith(server, `web1.internal ${keyOf(server)}`, more)
      const connection = await ssh.connect(hostOf('root@web1.internal'))
      const ran = await Promise.all([1, 2, 3].map((one) => connection.run('echo "$1"', [`${one}`])))
      expect(ran.map(({ stdout }) => stdout)).toEqual(['1\n', '2\n', '3\n'])
      expect(ours().filter((line) => line.includes('relay'))).toHaveLength(1)
      await connection.close()
      expect(ours().filter((line) => line.includes('relay'))).toEqual([])
    })

    test('host keys are enforced behind it, and fingerprints compared through it', async () => {
      const text = `./relay ${server.port}`
      const reason = async (line: string) => (await login(text, line)).reason
      expect(await reason(`web1.internal ${server.fingerprint}`)).toBe('in')
      expect(await reason(`web1.internal ${other.fingerprint}`)).toBe('host-key-changed')
      expect(await reason(`web1.internal ${keyOf(other)}`)).toBe('host-key-changed')
      expect(await reason(`web2.internal ${keyOf(server)}`)).toBe('host-key-unknown')
      expect(ours()).toEqual([])
    })

    test('an address with a zone', async () => {
      const text = `./relay ${server.port} ${path('record')} %h`
      const known = `[fe80::1%eth0]:2222 ${keyOf(server)}`
      expect((await login(text, known, 'root@[fe80::1%eth0]:2222')).reason).toBe('in')
      expect(JSON.parse(readFileSync(path('record'), 'utf8')).args).toEqual(['fe80::1%eth0'])
    })

    test.each<[string, (port: number) => string, RegExp]>([
      [
        'that fails',
        (port) => `./relay ${port}`,
        /the command printed "relay: connect ECONNREFUSED/,
      ],
      [
        'that says nothing',
        () => 'true',
        /: "\S+ Connection closed by remote host"; the command printed no error$/,
      ],
      [
        'that prints hostile text',
        () =>
          `sh -c 'printf "\\033[2Jx\\r\\n##[error]y\\n::warning::z\\nPermission denied (publickey)\\n" >&2'`,
        /the command printed "# #\[error\]y"|printed/,
      ],
      [
        'that prints without end',
        () => "sh -c 'yes noise | head -c 3000000 >&2'",
        /printed "noise", "noise", "\w+"$/,
      ],
    ])('%s is shown with what it printed', async (_, text, expected) => {
      const { reason, message } = await login(
        text(await freePort()),
        `web1.internal ${keyOf(server)}`,
      )
      expect(reason).toBe('unreachable')
      expect(message).toMatch(/^root@web1.internal can't be reached by "proxy-command": /)
      expect(message).toMatch(expected)
      expect(message).not.toContain('\u001b')
      expect(message).not.toContain('##[')
      expect(message.length).toBeLessThan(900)
      expect(ours()).toEqual([])
    })

    test('one that hangs and ignores signals is ended', async () => {
      for (const line of [keyOf(server), server.fingerprint]) {
        const { reason, message } = await login('./stubborn', `web1.internal ${line}`, undefined, 1)
        expect(reason).toBe('unreachable')
        expect(message).toContain('"stubborn: no answer"')
        expect(ours()).toEqual([])
      }
    })

    test('one that is not there', async () => {
      const problem = async (text: string) => {
        const { reason, message } = await login(text, `web1.internal ${keyOf(server)}`)
        expect(reason).toBe('bad-input')
        return message
      }
      expect(await problem('no-such-program %h')).toContain(
        '"proxy-command": the PATH of this runner has no program "no-such-program"',
      )
      expect(await problem('./missing')).toContain('"./missing" is not a program in the checkout')
      expect(await problem('TOKEN=x relay')).toContain('give variables of the command in the "env"')
    })

    test('one whose connection is lost later ends with it', async () => {
      const more = options(`./relay ${server.port}`)
      await using ssh = await sshWith(server, `web1.internal ${keyOf(server)}`, more)
      const connection = await ssh.connect(hostOf('root@web1.internal'))
      let hasBegun = false
      const onLine = (): void => {
        hasBegun = true
      }
      const lost = connection.run('echo begun; sleep 60', [], { onLine })
      await until(() => hasBegun)
      const [[pid = 0] = []] = processesNaming(path('')).filter(([, line]) =>
        line.includes('relay'),
      )
      lost.catch(() => {})
      process.kill(pid, 'SIGKILL')
      await expect(lost).rejects.toMatchObject({ reason: 'unreachable' })
      await until(() => !ours().some((line) => line.includes('relay')))
      await connection.close()
    })
  })
})
