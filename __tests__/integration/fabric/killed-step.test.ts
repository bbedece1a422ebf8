import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Sshd, startSshd } from '../../../fakes/ssh/sshd.ts'
import { fabricToolCache } from '../../support/fabric-deploy/fabric-tool-cache.ts'
import { sshStep, until } from '../../support/ssh/ssh-step.ts'
import { withTools } from '../../support/tools.ts'

const FABFILE = `
from fabric import task

@task
def wait(c):
    c.run("echo it begins; exec sleep 600")

@task
def show(c):
    print("sudo: " + str(c.config.sudo.password))
`

withTools(['sshd', 'fabric'], () => {
  describe('a step that runs tasks', () => {
    let server: Sshd
    let tools = ''
    beforeAll(async () => {
      server = await startSshd('/usr/sbin/sshd')
      tools = fabricToolCache()
    })
    afterAll(() => server.stop())
    const stepWith = (tasks: string, more: Readonly<Record<string, string>> = {}) =>
      sshStep('fabric-deploy', server, {
        inputs: { tasks, tag: '' },
        files: { 'fabfile.py': FABFILE },
        env: { RUNNER_TOOL_CACHE: tools, ...more },
      })

    test('that is killed leaves no Fabric that goes on', async () => {
      await using step = stepWith('wait')
      const main = step.main()
      await until(() => main.output().includes('it begins'))
      expect(step.processes().some((line) => line.includes('fab.py'))).toBe(true)
      await main.kill()
      await until(() => step.processes().length === 0)
      await until(() => step.left().length === 0)
      // It still holds the lock.
      expect(await step.post().ended).toBe(0)
    })

    test('masks the password of sudo before it is used', async () => {
      await using step = stepWith('show', { INVOKE_SUDO_PASSWORD: 's3cret', FABRIC_RUN_DRY: '1' })
      const main = step.main()
      expect(await main.ended).toBe(0)
      const lines = main.output().split('\n')
      const [masked, used] = ['::add-mask::s3cret', 'sudo: s3cret'].map((text) =>
        lines.findIndex((line) => line.includes(text)),
      )
      expect(masked).toBeGreaterThanOrEqual(0)
      expect(used).toBeGreaterThan(masked ?? 0)
      expect(main.output()).toContain('::warning::Fabric does not get "FABRIC_RUN_DRY"')
    })
  })
})
