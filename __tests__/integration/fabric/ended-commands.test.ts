import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, jest, test } from '@jest/globals'
import { fabricOnSshd, resultsOf } from '../../support/fabric-deploy/fabric-on-sshd.ts'
import { withTool } from '../../support/tools.ts'

// Every test starts Python several times, and a busy machine takes long for that.
jest.setTimeout(300_000)

/** Waits until a process has ended; the test's own timeout is the limit. */
async function untilGone(pid: string): Promise<void> {
  while (existsSync(`/proc/${pid}`)) await new Promise((resolve) => setTimeout(resolve, 50))
}

/** Waits for a file that a remote process writes and returns its text. */
async function written(file: string): Promise<string> {
  while (!existsSync(file) || readFileSync(file, 'utf8').trim() === '') {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return readFileSync(file, 'utf8').trim()
}

withTool('fabric', (fab) => {
  withTool('sshd', (sshd) => {
    describe('remote commands that Fabric leaves', () => {
      const ssh = fabricOnSshd(fab, sshd)
      /** A file for the process id of a remote command. */
      const pidFile = (): string => join(ssh.fabric.temp, `pid-${Math.random()}`)

      test.concurrent('a command over its own time limit is ended on the host', async () => {
        const file = pidFile()
        const result = await ssh.run(`timed 'echo $$ >${file}; sleep 1000; true'`)
        expect(resultsOf(result)).toEqual(['failed timeout 1'])
        await untilGone(await written(file))
      })

      test.concurrent('a command over its own time limit is ended on the host even if the fabfile continues', async () => {
        const file = pidFile()
        const running = ssh.run(`goes_on 'echo $$ >${file}; sleep 1000; true'`)
        await untilGone(await written(file))
        expect((await running).output).toContain('went on')
      })

      test.concurrent('a command over the time limit of the run is ended on the host', async () => {
        const file = pidFile()
        // A busy machine takes long to start Fabric.
        const options = { within: 40 }
        const late = await ssh.run(`remote 'echo $$ >${file}; sleep 1000; true'`, options)
        expect(late.rows[0]).toMatchObject({ outcome: 'failed', reason: 'timeout' })
        await untilGone(await written(file))
      })

      test.concurrent.each([
        ['a command', (file: string) => `echo $$ >${file}; sleep 1000; true`],
        [
          'a command that ignores signals',
          (file: string) => `trap '' TERM HUP INT; echo $$ >${file}; while true; do sleep 1; done`,
        ],
        ['a child', (file: string) => `sh -c 'echo $$ >${file}; sleep 1000; true' | cat`],
      ])('a cancelled run ends on the host: %s', async (_, command) => {
        const file = pidFile()
        const cancel = new AbortController()
        const options = { signal: cancel.signal, hosts: [ssh.host, ssh.host] }
        const running = ssh.run(`remote "${command(file)}"`, options)
        const pid = await written(file)
        cancel.abort()
        const { rows } = await running
        expect(rows.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
          'failed cancelled',
          'not-reached ',
        ])
        await untilGone(pid)
      })

      test.concurrent('a connection that is lost', async () => {
        const file = pidFile()
        const running = ssh.run(`remote 'echo $PPID $$ >${file}; sleep 1000; true'`)
        const [session = '', command = ''] = (await written(file)).split(' ')
        process.kill(Number(session), 'SIGKILL')
        expect(resultsOf(await running)).toEqual(['failed connection-lost 255'])
        await untilGone(command)
      })

      test.concurrent('what a task starts in the background continues', async () => {
        const file = pidFile()
        await ssh.run(`remote 'nohup setsid sleep 1000 >/dev/null 2>&1 & echo $! >${file}'`)
        const pid = await written(file)
        await new Promise((resolve) => setTimeout(resolve, 2500))
        expect(existsSync(`/proc/${pid}`)).toBe(true)
        process.kill(Number(pid))
      })
    })
  })
})
