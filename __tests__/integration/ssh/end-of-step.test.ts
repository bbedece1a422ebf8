import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Sshd, startSshd } from '../../../fakes/ssh/sshd.ts'
import { isRunning, processesNaming } from '../../support/processes.ts'
import { SSH_ACTIONS, sshStep, until } from '../../support/ssh/ssh-step.ts'
import { withTool } from '../../support/tools.ts'

const STUBBORN_RELAY = `
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGPIPE']) process.on(signal, () => {})
for (const stream of [process.stdin, process.stdout]) stream.on('error', () => {})
const socket = require('node:net').connect(Number(process.argv[2]), '127.0.0.1')
process.stdin.pipe(socket, { end: false }).pipe(process.stdout)
setInterval(() => {}, 1000)
`

withTool('sshd', (program) => {
  describe('nothing of a step runs when it has ended', () => {
    let [silent, refusing]: Sshd[] = []
    beforeAll(async () => {
      // Its commands do not end, so that a step can be killed in the middle.
      const hangs = { options: 'command="echo begun; exec sleep 600"' }
      const refuses = { options: 'command="echo no; exit 1"' }
      ;[silent, refusing] = await Promise.all([
        startSshd(program, hangs),
        startSshd(program, refuses),
      ])
    })
    afterAll(async () => {
      await Promise.all([silent?.stop(), refusing?.stop()])
    })
    const server = (one: Sshd | undefined): Sshd => {
      if (!one) throw new Error('the server does not run')
      return one
    }

    test.each(SSH_ACTIONS)('%s that ends by itself', async (action) => {
      await using step = sshStep(action, server(refusing))
      const main = step.main()
      expect(await main.ended).toBe(1)
      expect(step.processes()).toEqual([])
      expect(step.left()).toEqual([])
    })

    test.each(SSH_ACTIONS)('%s that is cancelled', async (action) => {
      await using step = sshStep(action, server(silent))
      const main = step.main()
      await until(() => step.processes().some((line) => / -T -o ControlMaster=no /.test(line)))
      await main.kill('SIGINT')
      expect(step.processes()).toEqual([])
      expect(step.left()).toEqual([])
    })

    test.each(SSH_ACTIONS)('%s that is killed, without its post step', async (action) => {
      await using step = sshStep(action, server(silent))
      const main = step.main()
      await until(() => step.processes().some((line) => / -T -o ControlMaster=no /.test(line)))
      expect(step.processes().some((line) => line.startsWith('ssh-agent -D'))).toBe(true)
      await main.kill()
      // The guard needs a moment, ssh-agent itself would need ten seconds.
      await until(() => step.processes().length === 0)
      await until(() => step.left().length === 0)
    })

    test.each(SSH_ACTIONS)(
      '%s that is killed with its guard, after its post step',
      async (action) => {
        await using step = sshStep(action, server(silent))
        const main = step.main()
        await until(() => step.processes().some((line) => / -T -o ControlMaster=no /.test(line)))
        killGuard(step.temp)
        await main.kill()
        expect(step.processes().some((line) => line.startsWith('ssh-agent -D'))).toBe(true)
        const [folder = ''] = step.left()
        const post = step.post()
        // The post step itself waits for the host, which does not answer.
        await until(() => !step.left().includes(folder))
        expect(processesNaming(folder)).toEqual([])
        await post.kill()
      },
    )

    // A proxy command that ignores its signals and the end of its input.
    test.each(['SIGINT', 'SIGKILL'] as const)(
      'a step with a stubborn proxy command that gets %s',
      async (signal) => {
        const folder = mkdtempSync(join(tmpdir(), 'towpath-stubborn-'))
        const relay = join(folder, 'relay.cjs')
        writeFileSync(relay, STUBBORN_RELAY)
        const one = server(silent)
        const inputs = { 'proxy-command': `${process.execPath} ${relay} ${one.port}` }
        await using step = sshStep('fabric-deploy', one, { inputs })
        const main = step.main()
        await until(() => step.processes().some((line) => / -T -o ControlMaster=no /.test(line)))
        expect(processesNaming(relay)).toHaveLength(1)
        await main.kill(signal)
        if (signal === 'SIGKILL') await until(() => processesNaming(relay).length === 0)
        expect(processesNaming(relay)).toEqual([])
        await until(() => step.processes().length === 0)
        await until(() => step.left().length === 0)
        rmSync(folder, { recursive: true })
      },
    )

    // A socket's path is short, and these characters mean something in ssh_config(5).
    test.each([
      ['long', 'x'.repeat(110)],
      ['with spaces', 'my runner/_temp'],
      ['with signs', 'a%h$HOME"#'],
    ])('a RUNNER_TEMP that is %s does not keep it from logging in', async (_, temp) => {
      for (const action of SSH_ACTIONS) {
        await using step = sshStep(action, server(refusing), { temp })
        const main = step.main()
        await main.ended
        expect(step.outputs()['reason']).toBe(action === 'fabric-deploy' ? 'no-shell' : 'not-dokku')
        const [folder = ''] = /\/\S*towpath-ssh-\w+/.exec(step.state()) ?? []
        expect([dirname(folder), existsSync(folder)]).toEqual([tmpdir(), false])
        expect(step.left()).toEqual([])
      }
    })

    test('a step that is killed while a silent host is asked for its key', async () => {
      const mute = createServer()
      await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
      const { port } = mute.address() as AddressInfo
      const { key, fingerprint } = server(silent)
      const known = `127.0.0.1 ${fingerprint}`
      await using step = sshStep('fabric-deploy', { key, known, port })
      const main = step.main()
      await until(() => step.processes().some((line) => line.includes('.probe')))
      const [folder = ''] = step.left()
      await main.kill()
      await until(() => step.left().length === 0)
      expect(processesNaming(`${folder}/`)).toEqual([])
      mute.close()
    })

    test('the post step needs no folder, and leaves the processes of other steps alone', async () => {
      await using step = sshStep('dokku-deploy', server(silent))
      const main = step.main()
      await until(() => step.processes().some((line) => / -T -o ControlMaster=no /.test(line)))
      killGuard(step.temp)
      await main.kill()
      const [folder = ''] = step.left()
      const argv0 = join(step.temp, `${folder}2`, 'agent')
      const other = spawn('sleep', ['600'], { argv0, stdio: 'ignore' })
      rmSync(step.temp, { recursive: true })
      // Two at once, as of a step that is run again while its post step is.
      for (const { ended } of [step.post(), step.post()]) await ended
      expect(processesNaming(`${folder}/`)).toEqual([])
      expect(isRunning(other.pid ?? 0)).toBe(true)
      other.kill()
    })
  })
})

/** Kills the guard of a step, as a runner does that kills all that the step has started. */
function killGuard(temp: string): void {
  for (const [pid, line] of processesNaming(temp))
    if (line.startsWith('sh -c folder=')) process.kill(pid, 'SIGKILL')
}
