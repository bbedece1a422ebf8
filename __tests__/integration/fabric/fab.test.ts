import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { type Sshd, startSshd } from '../../../fakes/ssh/sshd.ts'
import { type Agent, startAgent } from '../../../kit/ssh/agent.ts'
import { type Fleet, fleet, type Ran } from '../../support/fabric-deploy/fabric.ts'
import { withTool } from '../../support/tools.ts'

// Each starts Python several times.
jest.setTimeout(60_000)

/** As sudo -S does it. */
const SUDO = `#!/bin/sh
for attempt in 1 2; do
  printf '%s' '[sudo] password: ' >&2
  read -r word || exit 1
  [ "$word" = right ] && echo by sudo && exit 0
  echo 'Sorry, try again.' >&2
done
exit 1
`

withTool('fabric', (fab) => {
  withTool('sshd', (program) => {
    describe('real Fabric on a real sshd', () => {
      let [one, other]: Sshd[] = []
      let agent: Agent
      let all: Fleet
      let host = ''
      let known: string[] = []
      beforeAll(async () => {
        const kinds = ['ecdsa', 'ed25519', 'rsa']
        ;[one, other] = await Promise.all([startSshd(program, { kinds }), startSshd(program)])
        agent = await startAgent({ key: one?.key ?? '', passphrase: '' }, process.env, tmpdir())
        all = fleet(fab, () => agent.env)
        host = `root@127.0.0.1:${one?.port}`
        known = [one?.known ?? '']
      }, 60_000)
      afterAll(async () => {
        agent[Symbol.dispose]()
        all.clean()
        await Promise.all([one?.stop(), other?.stop()])
      })

      const on = (tasks: string, more: object = {}): Promise<Ran> =>
        all.run(tasks, { hosts: [host], known, ...more })
      const result = ({ rows }: Ran): unknown =>
        rows.map(({ outcome, reason, code }) => [outcome, reason, code].join(' ').trim())
      const isGone = async (pid: string): Promise<boolean> => {
        for (let attempt = 0; attempt < 50; attempt += 1) {
          if (!existsSync(`/proc/${pid}`)) return true
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
        return false
      }
      /** The remote process that a task leaves, which wrote its number down. */
      const mark = (): string => join(all.temp, `mark-${Math.random()}`)
      const written = async (file: string): Promise<string> => {
        while (!existsSync(file) || readFileSync(file, 'utf8').trim() === '') {
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
        return readFileSync(file, 'utf8').trim()
      }

      test('tasks that share a global, on one host after another', async () => {
        const hosts = [host, `root@localhost:${one?.port}`]
        const both = [...known, known[0]?.replace('127.0.0.1', 'localhost') ?? '']
        const line = 'qa deploy:docker_tag=featurerotate_collage_products,force=1'
        const ran = await all.run(line, { hosts, known: both })
        expect(result(ran)).toEqual(['deployed  0', 'deployed  0'])
        const pulled = 'docker pull registry.example.org/shop:featurerotate_collage_products for qa'
        expect(ran.said.split('\n').filter((said) => said === pulled)).toHaveLength(2)
        expect(ran.said).toContain('docker restart now')
        expect(readdirSync(all.temp).filter((name) => name.startsWith('towpath-'))).toEqual([])
      }, 30_000)

      describe('host keys', () => {
        test.each([0, 1, 2])('the kind that is known is asked for (%i)', async (index) => {
          const idle = await on('qa', { known: [one?.allKnown[index]] })
          // It runs no command there, which is told.
          expect(result(idle)).toEqual(['unchanged  0'])
          const ran = await on('remote true', { known: [one?.allKnown[index]] })
          expect(result(ran)).toEqual(['deployed  0'])
        })

        test.each<[string, () => string[], string]>([
          ['unknown', () => [], 'unreachable host-key-unknown 1'],
          ['of another port', () => [other?.known ?? ''], 'unreachable host-key-unknown 1'],
          [
            'changed',
            () => (other?.known ?? '').replace(`${other?.port}`, `${one?.port}`).split('\n'),
            'unreachable host-key-changed 1',
          ],
          ['revoked', () => [`@revoked ${one?.known}`, ...known], 'unreachable host-key-changed 1'],
          ['hashed', () => [hashed(one?.known ?? '')], 'deployed  0'],
          [
            'by a pattern',
            () => [known[0]?.replace('127.0.0.1', '127.0.?.*') ?? ''],
            'deployed  0',
          ],
          [
            'not meant',
            () => [`!127.0.0.1,!${known[0]?.replace(' ', ',* ')}`],
            'unreachable host-key-unknown 1',
          ],
          ['without a port', () => [known[0]?.replace(/^\S+/, '127.0.0.1') ?? ''], 'deployed  0'],
          ['one of two', () => [...sameKind(), ...known], 'deployed  0'],
          ['no key', () => ['127.0.0.1 ssh-ed25519 not-base64!', ...known], 'deployed  0'],
        ])('%s', async (_, lines, expected) => {
          const ran = await on('remote "touch /tmp/never-$$"', { known: lines() })
          expect(result(ran)).toEqual([expected])
        })

        const sameKind = (): string[] => {
          const [name, kind] = (one?.known ?? '').split(' ')
          const key = join(all.temp, `key-${Math.random()}`)
          execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', key])
          return [`${name} ${kind} ${readFileSync(`${key}.pub`, 'utf8').split(' ')[1]}`]
        }
        const hashed = (line: string): string => {
          const [name = '', ...rest] = line.split(' ')
          const salt = Buffer.from('01234567890123456789')
          const hash = createHmac('sha1', salt).update(name).digest('base64')
          return [`|1|${salt.toString('base64')}|${hash}`, ...rest].join(' ')
        }

        test('another key of the same kind is a changed one', async () => {
          expect(result(await on('remote true', { known: sameKind() }))).toEqual([
            'unreachable host-key-changed 1',
          ])
        })

        test.each([
          ['its own connection', 'other', 'unreachable host-key-unknown 1'],
          [
            'its own connection, failing in silence',
            'other swallow=1',
            'unreachable host-key-unknown 0',
          ],
          ['Paramiko alone', 'plain', 'unreachable host-key-unknown 1'],
          ['a bare transport', 'lowest', 'unreachable host-key-unknown 1'],
        ])('whatever the fabfile does: %s', async (_, line, expected) => {
          const [task, ...rest] = line.split(' ')
          const where = `${task} name=127.0.0.1 port=${other?.port} ${rest.join(' ')}`
          expect(result(await on(where))).toEqual([expected])
        })

        test('and where the key is known its own ways work', async () => {
          const where = `name=127.0.0.1 port=${one?.port}`
          const ran = await on(`other ${where} plain ${where}`)
          expect(ran.said).toContain('through its own connection')
          expect(ran.said).toContain('by Paramiko alone')
        })

        test('in a group', async () => {
          const ran = await on(`group ports=${one?.port}+${other?.port}`)
          // It was another host's key, and a command had run on the first one.
          expect(result(ran)).toEqual(['failed host-key-unknown 1'])
        })

        test('also of a gateway, which is really gone through', async () => {
          const gateway = `root@localhost:${one?.port}`
          const inner = { hosts: [host], known: [...known] }
          const refused = await all.run('remote true', { ...inner, gateway })
          expect(result(refused)).toEqual(['unreachable host-key-unknown 1'])
          const both = [...known, known[0]?.replace('127.0.0.1', 'localhost') ?? '']
          const ran = await all.run("remote 'echo $SSH_CONNECTION'", {
            hosts: [host],
            known: both,
            gateway,
          })
          expect(result(ran)).toEqual(['deployed  0'])
          // The same address on both sides of the gateway.
          const same = await all.run('remote true', { hosts: [host], known, gateway: host })
          expect(result(same)).toEqual(['deployed  0'])
          const closed = await all.run('remote true', {
            hosts: ['root@127.0.0.1:9'],
            known,
            gateway: host,
          })
          expect(result(closed)).toEqual(['unreachable unreachable 1'])
        }, 30_000)
      })

      test('an address of IPv6, with a port', async () => {
        await using servers = new AsyncDisposableStack()
        const six = await startSshd(program, { address: '::1' })
        servers.defer(() => six.stop())
        using own = await startAgent({ key: six.key, passphrase: '' }, process.env, tmpdir())
        const more = { hosts: [`root@[::1]:${six.port}`], env: own.env }
        const ran = await on("remote 'echo $SSH_CONNECTION'", { ...more, known: [six.known] })
        expect(result(ran)).toEqual(['deployed  0'])
        expect(ran.said).toContain(`::1 ${six.port}`)
        expect(result(await on('remote true', { ...more, known }))).toEqual([
          'unreachable host-key-unknown 1',
        ])
      })

      test('hosts that fail: the rest is not reached', async () => {
        const hosts = ['root@127.0.0.1:9', host]
        expect(result(await on('remote true', { hosts }))).toEqual([
          'unreachable unreachable 1',
          'not-reached',
        ])
        expect(result(await on('remote true', { hosts: [host, ...hosts] }))).toEqual([
          'deployed  0',
          'unreachable unreachable 1',
          'not-reached',
        ])
        const name = { hosts: ['root@no-such-host.invalid'] }
        expect(result(await on('remote true', name))).toEqual(['unreachable unreachable 1'])
        const foreign = { hosts: [`root@127.0.0.1:${other?.port}`], known: [other?.known] }
        expect(result(await on('remote true', foreign))).toEqual(['unreachable key-refused 1'])
      }, 30_000)

      test('codes are the remote command’s own', async () => {
        expect(result(await on("remote 'exit 42'"))).toEqual(['failed task-failed 42'])
        expect(result(await on("remote 'exit 255'"))).toEqual(['failed task-failed 255'])
        expect(result(await on('reads'))).toEqual(['deployed  0'])
        expect((await on('reads')).said).toMatch(/some input\nend of \S+\nno input/)
        expect(result(await on("on_terminal 'exit 3'"))).toEqual(['failed task-failed 3'])
        // A text of the host's own is no reason.
        const fake = "remote 'echo host-key-changed BadHostKeyException >&2; exit 1'"
        expect(result(await on(fake))).toEqual(['failed task-failed 1'])
      }, 30_000)

      test('output comes line by line, while it runs', async () => {
        const { times, said } = await on('remote \'echo a; sleep 1; printf "b\\r\\nc"\'')
        const [, a = 0, b = 0] = times
        expect(said.split('\n').slice(1)).toEqual(['a', 'b', 'c'])
        expect(b - a).toBeGreaterThan(700)
      })

      test('no task runs on this machine', async () => {
        await expect(all.run('remote true', { hosts: [] })).rejects.toMatchObject({
          reason: 'no-hosts',
        })
        expect(result(await on('after'))).toEqual(['failed no-hosts 1'])
        expect(existsSync(join(all.temp, 'told'))).toBe(false)
      })

      test('a task that names its own hosts', async () => {
        const env = { OWN_HOST: host }
        const ran = await on('own_hosts', { env, hosts: ['root@127.0.0.1:9'] })
        expect(result(ran)).toEqual(['deployed  0'])
        expect(ran.rows[0]?.host).toBeUndefined()
        expect(result(await on('qa own_hosts remote true', { env }))).toEqual(['failed no-hosts 1'])
      })

      test('nobody is asked', async () => {
        const { said } = await on('asks')
        expect(said).toMatch(/host got nothing:\nwho\? nobody is there\nno terminal/)
        const path = join(all.temp, 'bin')
        mkdirSync(path)
        writeFileSync(join(path, 'sudo'), SUDO, { mode: 0o755 })
        expect(result(await on(`sudoes path=${path}`))).toEqual(['failed sudo-password 1'])
        const answered = await on(`sudoes path=${path} password=right`)
        expect(result(answered)).toEqual(['deployed  0'])
        expect(answered.said).toContain('by sudo')
      })

      test('what the user of this machine has for ssh is not read', async () => {
        const home = join(all.temp, 'home')
        mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 })
        writeFileSync(
          join(home, '.ssh/config'),
          'Host *\nProxyCommand false\nPort 9\nUser nobody\n',
        )
        const key = ['-q', '-t', 'rsa', '-N', 'a passphrase', '-f', join(home, '.ssh/id_rsa')]
        execFileSync('ssh-keygen', key)
        expect(result(await on('remote true', { env: { HOME: home } }))).toEqual(['deployed  0'])
        rmSync(home, { recursive: true })
      })

      test('a command that takes too long is ended on the host as well', async () => {
        const file = mark()
        const ran = await on(`timed 'echo $$ >${file}; sleep 300; true'`)
        expect(result(ran)).toEqual(['failed timeout 1'])
        expect(await isGone(await written(file))).toBe(true)
        const again = mark()
        const going = on(`goes_on 'echo $$ >${again}; sleep 300; true'`)
        expect(await isGone(await written(again))).toBe(true)
        expect((await going).said).toContain('went on')
        const whole = mark()
        const within = 8
        const late = await on(`remote 'echo $$ >${whole}; sleep 300; true'`, { within })
        expect(late.rows[0]).toMatchObject({ outcome: 'failed', reason: 'timeout' })
        expect(await isGone(await written(whole))).toBe(true)
      }, 60_000)

      test.each([
        ['a command', (file: string) => `echo $$ >${file}; sleep 300; true`],
        [
          'one that is deaf',
          (file: string) => `trap '' TERM HUP INT; echo $$ >${file}; while true; do sleep 1; done`,
        ],
        ['a child', (file: string) => `sh -c 'echo $$ >${file}; sleep 300; true' | cat`],
      ])(
        'a cancelled run ends on the host: %s',
        async (_, command) => {
          const file = mark()
          const cancel = new AbortController()
          const line = `remote "${command(file)}"`
          const running = on(line, { signal: cancel.signal, hosts: [host, host] })
          const pid = await written(file)
          cancel.abort()
          const { rows } = await running
          expect(rows.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
            'failed cancelled',
            'not-reached ',
          ])
          const attempts = _ === 'one that is deaf' ? 2 : 1
          let gone = false
          for (let at = 0; at < attempts && !gone; at += 1) gone = await isGone(pid)
          expect(gone).toBe(true)
        },
        60_000,
      )

      test('a connection that is cut', async () => {
        const file = mark()
        const running = on(`remote 'echo $PPID $$ >${file}; sleep 300; true'`)
        const [session = '', command = ''] = (await written(file)).split(' ')
        process.kill(Number(session), 'SIGKILL')
        expect(result(await running)).toEqual(['failed connection-lost 255'])
        expect(await isGone(command)).toBe(true)
      }, 30_000)

      test('what a task leaves running on purpose is left', async () => {
        const file = mark()
        await on(`remote 'nohup setsid sleep 60 >/dev/null 2>&1 & echo $! >${file}'`)
        const pid = await written(file)
        await new Promise((resolve) => setTimeout(resolve, 2500))
        expect(existsSync(`/proc/${pid}`)).toBe(true)
        process.kill(Number(pid))
      })

      test('a Python that the fabfile starts is guarded as well', async () => {
        expect((await on('nested')).said).toContain('towpath_guard')
      })
    })
  })
})
