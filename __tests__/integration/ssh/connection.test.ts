import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Sshd, startSshd } from '../../../fakes/ssh/sshd.ts'
import { runProgram } from '../../../kit/process/run.ts'
import { type Agent, startAgent } from '../../../kit/ssh/agent.ts'
import { type Connection, connect } from '../../../kit/ssh/connection.ts'
import { type Host, hostText, parseHost } from '../../../kit/ssh/host.ts'
import { fingerprintOf, knows, readKnownHosts } from '../../../kit/ssh/known-hosts.ts'
import { joinShellWords } from '../../../kit/text/shell-words.ts'
import { withTool } from '../../support/tools.ts'

const asHost = (text: string): Host => {
  const host = parseHost(text)
  if ('problem' in host) throw new Error(host.problem)
  return host
}

withTool('sshd', (program) => {
  describe('against a real sshd', () => {
    let [one, other]: Sshd[] = []
    let agent: Agent
    let folder = ''
    const open: Connection[] = []
    beforeAll(async () => {
      ;[one, other] = await Promise.all([startSshd(program), startSshd(program)])
      folder = mkdtempSync(join(tmpdir(), 'towpath-ssh-test-'))
      agent = await startAgent({ key: one?.key ?? '', passphrase: '' }, process.env, tmpdir())
    })
    afterEach(async () => {
      await Promise.all(open.splice(0).map((connection) => connection.close()))
    })
    afterAll(async () => {
      await agent[Symbol.asyncDispose]()
      await Promise.all([one?.stop(), other?.stop()])
      rmSync(folder, { recursive: true, force: true })
    })

    let index = 0
    const to = async (server: Sshd | undefined, known: readonly string[], more: object = {}) => {
      index += 1
      const host = asHost(`root@127.0.0.1:${server?.port}`)
      const env = { PATH: process.env['PATH'], HOME: folder, ...agent.env }
      const connection = await connect(
        host,
        { env, folder, known, timeout: 5, ...more },
        `h${index}`,
      )
      open.push(connection)
      return connection
    }
    const reason = async (attempt: Promise<unknown>): Promise<unknown> => {
      const error = await attempt.catch((thrown: unknown) => thrown)
      return (error as { reason?: string }).reason
    }

    test('commands share one login, each with its own code, output and input', async () => {
      const host = await to(one, [one?.known ?? ''])
      const script = 'printf "%s|" "$@"; cat; echo bad >&2; exit 42'
      const hostile = ["a'b", '$(id)', '-n', 'ü\n`x`', '']
      const { code, stdout, stderr } = await host.run(script, hostile, { input: 'in put' })
      expect([code, stdout, stderr]).toEqual([42, `${hostile.join('|')}|in put`, 'bad\n'])
      const many = Array.from({ length: 20 }, (_, at) => host.run('echo "$1"', [String(at)]))
      expect((await Promise.all(many)).map((one) => one.stdout.trim())).toEqual(
        many.map((_, at) => String(at)),
      )
      expect((await host.run('exit 255')).code).toBe(255)
    })

    test('host keys: unknown, changed, by another port', async () => {
      expect(await reason(to(one, []))).toBe('host-key-unknown')
      const changed = (other?.known ?? '').replace(String(other?.port), String(one?.port))
      expect(await reason(to(one, [changed]))).toBe('host-key-changed')
      expect(await reason(to(one, [other?.known ?? '']))).toBe('host-key-unknown')
    })

    test('a refused key, a closed port, an unknown name', async () => {
      expect(await reason(to(other, [other?.known ?? '']))).toBe('key-refused')
      const gone = asHost('root@127.0.0.1:9')
      const env = { PATH: process.env['PATH'], ...agent.env }
      const access = { env, folder, known: [], timeout: 2 }
      expect(await reason(connect(gone, access, 'gone'))).toBe('unreachable')
      expect(await reason(connect(asHost('no-such-host.invalid'), access, 'nowhere'))).toBe(
        'unreachable',
      )
    })

    test('through a gateway, whose host key is checked as well', async () => {
      const known = [one?.known ?? '']
      const gateway = await to(one, known)
      expect((await (await to(one, known, { gateway })).run('echo through')).stdout).toBe(
        'through\n',
      )
      expect(await reason(to(other, known, { gateway }))).toBe('host-key-unknown')
    })

    test('a fast login, and a slow one to a server that supports no other', async () => {
      const quick = await to(one, [one?.known ?? ''], { fastLogins: true })
      expect((await quick.run('echo quick')).stdout).toBe('quick\n')
      const more = ['KexAlgorithms sntrup761x25519-sha512@openssh.com']
      const slow = await startSshd(program, { more })
      try {
        await using own = await startAgent({ key: slow.key, passphrase: '' }, process.env, tmpdir())
        const env = { PATH: process.env['PATH'], ...own.env }
        const access = { env, folder, known: [slow.known], timeout: 5, fastLogins: true }
        const connection = await connect(asHost(`root@127.0.0.1:${slow.port}`), access, 'slow')
        expect((await connection.run('echo slow')).stdout).toBe('slow\n')
        await connection.close()
      } finally {
        await slow.stop()
      }
    })

    test('a script notices that it has to stop, and can still print something', async () => {
      const host = await to(one, [one?.known ?? ''])
      const stop = new AbortController()
      const said: string[] = []
      const line = (text: string): void => {
        said.push(text)
        if (text === 'begun') stop.abort()
      }
      const script = 'echo begun; while read -r _; do :; done; echo ending; exit 3'
      const { code } = await host.run(script, [], { closeStdinOn: stop.signal, onLine: line })
      expect([code, said]).toEqual([3, ['begun', 'ending']])
    })

    test('a lost connection is reported as such, and leaves no files', async () => {
      const server = await startSshd(program)
      const own = await startAgent({ key: server.key, passphrase: '' }, process.env, tmpdir())
      const env = { PATH: process.env['PATH'], ...own.env }
      const host = asHost(`root@127.0.0.1:${server.port}`)
      const connection = await connect(
        host,
        { env, folder, known: [server.known], timeout: 5 },
        'breaking',
      )
      // The server's process of this connection ends with it.
      const running = connection.run('kill -9 "$PPID"; sleep 5')
      expect(await reason(running)).toBe('unreachable')
      await connection.close()
      await own[Symbol.asyncDispose]()
      await server.stop()
      expect(existsSync(join(folder, 'breaking.sock'))).toBe(false)
      expect(readdirSync(folder).filter((name) => name.endsWith('.sock'))).toEqual([])
    })
  })
})

test('a shell reads quoted words as they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), async (texts) => {
      const plain = texts.map((text) => text.replaceAll('\0', ''))
      const command = `printf '%s\\0' ${joinShellWords(plain)}`
      const { stdout } = await runProgram('sh', ['-c', command], { cwd: '/', env: process.env })
      const expected = plain.length === 0 ? [''] : plain
      expect(stdout.split('\0').slice(0, -1)).toEqual(
        expected.map((text) => Buffer.from(text).toString('utf8')),
      )
    }),
    { numRuns: 60 },
  )
})

test.each([
  ['deploy@web1.example.org:2222', 'deploy@web1.example.org:2222'],
  ['web1', 'web1'],
  ['web1:22', 'web1'],
  ['root@[::1]:2200', 'root@[::1]:2200'],
])('%s is a host', (text, expected) => {
  expect(hostText(asHost(text))).toBe(expected)
})

test.each([
  '',
  '-oProxyCommand=x',
  'a b',
  'user@',
  '@host',
  'host:0',
  'host:99999',
  'a@b@c',
  '$(id)',
  'u;id@h',
  'host:22x',
  '-l@h',
])('%j is not a host', (text) => {
  expect(parseHost(text)).toHaveProperty('problem')
})

describe('known-hosts', () => {
  const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIIgnNEgLbUHGLwtyTPfVjWlLfFTqQkJPVLmjxnN4a6Wc'
  const line = `web1,[web2]:2222 ssh-ed25519 ${key} comment`

  test('accepts lines of OpenSSH and fingerprints, and knows its hosts', () => {
    const read = readKnownHosts(
      `# the fleet\r\n${line}\r\n\nweb3:2222 ${fingerprintOf(key)}\n*.example.org,!x.example.org ssh-ed25519 ${key}\n`,
    )
    if ('problems' in read) throw new Error(read.problems.join())
    const has = (text: string) => knows(read, asHost(text))
    expect(['web1', 'web2:2222', 'web3:2222', 'a.example.org'].map(has)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['web2', 'web4', 'x.example.org'].map(has)).toEqual([false, false, false])
  })

  test.each([
    [`ssh-ed25519 ${key}`, 'line 1: this is a key without its host'],
    ['web1', 'is not a type of key'],
    [`web1 ssh-ed25519 ${key.slice(0, 20)}x`, undefined],
    ['web1 ssh-ed25519 hello', 'is damaged'],
    ['web1 SHA256:short', 'is not a fingerprint'],
  ])('%s', (text, problem) => {
    const read = readKnownHosts(text)
    if (problem === undefined) expect(read).toHaveProperty('lines')
    else expect(read).toEqual({ problems: [expect.stringContaining(problem)] })
  })
})
