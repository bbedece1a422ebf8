import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, jest, test } from '@jest/globals'
import { fabricOnSshd, resultsOf } from '../../support/fabric-deploy/fabric-on-sshd.ts'
import { withTool } from '../../support/tools.ts'

// Every test starts Python several times.
jest.setTimeout(300_000)

/** Asks for a password like sudo -S. */
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
  withTool('sshd', (sshd) => {
    describe('tasks run by real Fabric on a real sshd', () => {
      const ssh = fabricOnSshd(fab, sshd)

      test('tasks that share a global, on one host after another', async () => {
        const hosts = [ssh.host, `root@localhost:${ssh.one.port}`]
        const both = [...ssh.known, ssh.one.known.replace('127.0.0.1', 'localhost')]
        const line = 'qa deploy:docker_tag=featurerotate_collage_products,force=1'
        const ran = await ssh.fabric.run(line, { hosts, known: both })
        expect(resultsOf(ran)).toEqual(['deployed  0', 'deployed  0'])
        const pulled = 'docker pull registry.example.org/shop:featurerotate_collage_products for qa'
        expect(ran.output.split('\n').filter((output) => output === pulled)).toHaveLength(2)
        expect(ran.output).toContain('docker restart now')
        expect(readdirSync(ssh.fabric.temp).filter((name) => name.startsWith('towpath-'))).toEqual(
          [],
        )
      })

      test('after a host that fails the others are not reached', async () => {
        const hosts = ['root@127.0.0.1:9', ssh.host]
        expect(resultsOf(await ssh.run('remote true', { hosts }))).toEqual([
          'unreachable unreachable 1',
          'not-reached',
        ])
        expect(resultsOf(await ssh.run('remote true', { hosts: [ssh.host, ...hosts] }))).toEqual([
          'deployed  0',
          'unreachable unreachable 1',
          'not-reached',
        ])
        const name = { hosts: ['root@no-such-host.invalid'] }
        expect(resultsOf(await ssh.run('remote true', name))).toEqual(['unreachable unreachable 1'])
        const foreign = { hosts: [`root@127.0.0.1:${ssh.other.port}`], known: [ssh.other.known] }
        expect(resultsOf(await ssh.run('remote true', foreign))).toEqual([
          'unreachable key-refused 1',
        ])
      })

      test('exit codes are those of the remote command', async () => {
        expect(resultsOf(await ssh.run("remote 'exit 42'"))).toEqual(['failed task-failed 42'])
        expect(resultsOf(await ssh.run("remote 'exit 255'"))).toEqual(['failed task-failed 255'])
        expect(resultsOf(await ssh.run('reads'))).toEqual(['deployed  0'])
        expect((await ssh.run('reads')).output).toMatch(/some input\nend of \S+\nno input/)
        expect(resultsOf(await ssh.run("on_terminal 'exit 3'"))).toEqual(['failed task-failed 3'])
        // What a host prints is not taken for a reason.
        const fake = "remote 'echo host-key-changed BadHostKeyException >&2; exit 1'"
        expect(resultsOf(await ssh.run(fake))).toEqual(['failed task-failed 1'])
      })

      test('output arrives line by line while the command runs', async () => {
        // The command goes on once its first line was seen here.
        const seen = join(ssh.fabric.temp, 'seen')
        const command = `echo a; until [ -e ${seen} ]; do sleep 0.1; done; printf "b\\r\\nc"`
        const onLine = (line: string): void => {
          if (line === 'a') writeFileSync(seen, '')
        }
        const { output } = await ssh.run(`remote '${command}'`, { onLine })
        expect(output.split('\n').slice(1)).toEqual(['a', 'b', 'c'])
      })

      test('no task runs on the runner', async () => {
        await expect(ssh.fabric.run('remote true', { hosts: [] })).rejects.toMatchObject({
          reason: 'no-hosts',
        })
        expect(resultsOf(await ssh.run('after'))).toEqual(['failed no-hosts 1'])
        expect(existsSync(join(ssh.fabric.temp, 'recorded'))).toBe(false)
      })

      test('a task that names its own hosts', async () => {
        const env = { OWN_HOST: ssh.host }
        const ran = await ssh.run('own_hosts', { env, hosts: ['root@127.0.0.1:9'] })
        expect(resultsOf(ran)).toEqual(['deployed  0'])
        expect(ran.rows[0]?.host).toBeUndefined()
        expect(resultsOf(await ssh.run('qa own_hosts remote true', { env }))).toEqual([
          'failed no-hosts 1',
        ])
      })

      test('prompts get no input', async () => {
        const { output } = await ssh.run('asks')
        expect(output).toMatch(/host got nothing:\nwho\? no input here\nno terminal/)
        const path = join(ssh.fabric.temp, 'bin')
        mkdirSync(path)
        writeFileSync(join(path, 'sudo'), SUDO, { mode: 0o755 })
        expect(resultsOf(await ssh.run(`sudoes path=${path}`))).toEqual(['failed sudo-password 1'])
        const answered = await ssh.run(`sudoes path=${path} password=right`)
        expect(resultsOf(answered)).toEqual(['deployed  0'])
        expect(answered.output).toContain('by sudo')
        for (const name of ['FABRIC_SUDO_PASSWORD', 'INVOKE_SUDO_PASSWORD']) {
          const ran = await ssh.run(`sudoes path=${path}`, {
            env: ssh.fabric.env({ [name]: 'right' }),
          })
          expect(resultsOf(ran)).toEqual(['deployed  0'])
        }
      })

      test('settings of Fabric that would make a failure a success, or change the hosts, have no effect', async () => {
        const { port } = ssh.other
        const settings = {
          RUN_DRY: '1',
          RUN_WARN: '1',
          USER: 'nobody',
          PORT: String(port),
          TIMEOUTS_COMMAND: '1',
        }
        const variables = Object.entries(settings).flatMap(([name, value]) =>
          ['FABRIC', 'INVOKE'].map((prefix) => [`${prefix}_${name}`, value]),
        )
        const env = ssh.fabric.env(Object.fromEntries(variables))
        expect(resultsOf(await ssh.run("remote 'exit 3'", { env }))).toEqual([
          'failed task-failed 3',
        ])
      })

      test('the SSH files of the user of the runner are not read', async () => {
        const home = join(ssh.fabric.temp, 'home')
        mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 })
        writeFileSync(
          join(home, '.ssh/config'),
          'Host *\nProxyCommand false\nPort 9\nUser nobody\n',
        )
        const key = ['-q', '-t', 'rsa', '-N', 'a passphrase', '-f', join(home, '.ssh/id_rsa')]
        execFileSync('ssh-keygen', key)
        expect(resultsOf(await ssh.run('remote true', { env: { HOME: home } }))).toEqual([
          'deployed  0',
        ])
        rmSync(home, { recursive: true })
      })

      test('a Python that the fabfile starts enforces host keys as well', async () => {
        expect((await ssh.run('nested')).output).toContain('towpath_guard')
      })
    })
  })
})
