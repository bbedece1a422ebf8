import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type SshHosts, startSshHosts } from '../../../fakes/ssh/ssh-hosts.ts'
import { startSshd } from '../../../fakes/ssh/sshd.ts'
import { streamProgram } from '../../../kit/process/stream.ts'
import { type Agent, startAgent } from '../../../kit/ssh/agent.ts'
import { type Connection, connect } from '../../../kit/ssh/connection.ts'
import { parseHost } from '../../../kit/ssh/host.ts'
import { withTool } from '../../support/tools.ts'

type Server = { readonly address: string; readonly known: string; readonly key: string }

withTool('sshd', (program) => {
  describe('a host with the fake SSH server behaves like OpenSSH', () => {
    let folder = ''
    const over = new AsyncDisposableStack()
    const to = new Map<string, Connection>()
    let hosts: SshHosts

    const login = async (id: string, { address, known, key }: Server): Promise<Connection> => {
      const host = parseHost(address)
      if ('problem' in host) throw new Error(host.problem)
      const agent: Agent = await startAgent({ key, passphrase: '' }, process.env, tmpdir())
      over.use(agent)
      const env = { PATH: process.env['PATH'], HOME: folder, ...agent.env }
      return connect(host, { env, folder, known: known.split('\n'), timeout: 5 }, id)
    }

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'towpath-hosts-'))
      mkdirSync(join(folder, 'images'))
      hosts = await startSshHosts(join(folder, 'hosts'), ['one', 'two'], join(folder, 'images'))
      const sshd = await startSshd(program)
      over.defer(() => sshd.stop())
      const address = `root@127.0.0.1:${sshd.port}`
      to.set('sshd', await login('sshd', { ...sshd, address }))
      to.set('rehearsal', await login('one', { ...hosts, address: hosts.hosts[0]?.address ?? '' }))
    })
    afterAll(async () => {
      for (const connection of to.values()) await connection.close()
      await hosts.stop()
      await over.disposeAsync()
      rmSync(folder, { recursive: true, force: true })
    })

    const both = async <T>(ask: (connection: Connection) => Promise<T>): Promise<T> => {
      const [real, own] = [to.get('sshd') as Connection, to.get('rehearsal') as Connection]
      const expected = await ask(real)
      expect(await ask(own)).toEqual(expected)
      return expected
    }

    test.each([
      ['a code', 'exit 42'],
      ['the code that is also that of ssh', 'exit 255'],
      ['both outputs and the input', 'cat; echo bad >&2; printf "%s|" "$@"'],
      ['input that is not read', 'exec <&-; exit 3'],
      ['much output', 'head -c 3000000 /dev/zero | tr "\\0" x; exit 5'],
      [
        'much of both outputs',
        'much=$(head -c 300000 /dev/zero | tr "\\0" x); printf %s "$much"; printf %s "$much" >&2',
      ],
      ['no terminal', 'tty; [ -t 1 ]'],
      [
        'a background process that holds the output open is waited for',
        '(sleep 0.2; echo late) & echo soon; exit 6',
      ],
      ['one that does not is not waited for', 'sleep 30 >/dev/null 2>&1 </dev/null & exit 7'],
      ['an unknown command', 'no-such-command 2>/dev/null'],
    ])('%s', async (_, script) => {
      await both((host) => host.run(script, ["a'b", 'ü\n'], { input: 'in put' }))
    })

    test('much input', async () => {
      const input = 'x'.repeat(3_000_000)
      expect((await both((host) => host.run('wc -c', [], { input }))).stdout.trim()).toBe('3000000')
    })

    test('many commands at once over one login', async () => {
      const all = await both((host) =>
        Promise.all(Array.from({ length: 9 }, (_, at) => host.run('echo "$1"', [String(at)]))),
      )
      expect(all.map(({ stdout }) => stdout.trim()).join('')).toBe('012345678')
    })

    test('a script that has to stop notices by the end of its input', async () => {
      const script = 'echo begun; while read -r _; do :; done; echo ending; exit 3'
      const ended = await both((host) => {
        const stop = new AbortController()
        return host.run(script, [], { closeStdinOn: stop.signal, onLine: () => stop.abort() })
      })
      expect(ended).toMatchObject({ code: 3, stdout: 'begun\nending\n' })
    })

    test('a client that is killed closes the input of its command', async () => {
      const file = join(folder, 'said')
      const found = await both(async (host) => {
        await streamProgram('rm', ['-f', file], { cwd: folder, env: process.env })
        const script = `trap '' PIPE HUP; while read -r _; do :; done; echo over >'${file}'`
        const args = ['-F', host === to.get('sshd') ? 'sshd.conf' : 'one.conf', 'target', script]
        const env = { PATH: process.env['PATH'] }
        await streamProgram('timeout', ['0.5', 'ssh', ...args], {
          cwd: folder,
          env,
          input: 'x\n',
          closeStdinOn: new AbortController().signal,
        })
        await new Promise((resolve) => setTimeout(resolve, 500))
        return (await host.run(`cat '${file}'`)).stdout
      })
      expect(found).toBe('over\n')
    })

    test('another key and another user are refused', async () => {
      const [first] = hosts.hosts
      const other = await startSshHosts(join(folder, 'other'), ['x'], join(folder, 'images'))
      const { known } = hosts
      const address = first?.address ?? ''
      const refused = { reason: 'key-refused' }
      await expect(login('a', { address, known, key: other.key })).rejects.toMatchObject(refused)
      const root = address.replace('deploy@', 'root@')
      await expect(login('b', { address: root, known, key: hosts.key })).rejects.toMatchObject(
        refused,
      )
      await other.stop()
    })

    test('stopping the host ends its connections', async () => {
      const [, second] = hosts.hosts
      const connection = await login('two', { ...hosts, address: second?.address ?? '' })
      const running = connection.run('echo begun; sleep 30', [], {
        onLine: () => void second?.stop(),
      })
      await expect(running).rejects.toMatchObject({ reason: 'unreachable' })
      await connection.close()
    })
  })
})
