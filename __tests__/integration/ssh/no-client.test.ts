import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { SSH_ACTIONS, sshStep } from '../../support/ssh/ssh-step.ts'
import { withTool } from '../../support/tools.ts'

const known =
  '127.0.0.1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIgnNEgLbUHGLwtyTPfVjWlLfFTqQkJPVLmjxnN4a6Wc'
const server = { key: 'none is read', known, port: 9 }

withTool('ssh', () => {
  test.each(SSH_ACTIONS)('%s without an OpenSSH client says how to install it', async (action) => {
    const folder = mkdtempSync(join(tmpdir(), 'towpath-path-'))
    try {
      mkdirSync(join(folder, 'bin'))
      // git alone is there, as in a slim image.
      const git = (process.env['PATH'] ?? '').split(':').map((path) => join(path, 'git'))
      symlinkSync(git.find((path) => existsSync(path)) ?? '', join(folder, 'bin/git'))
      await using step = sshStep(action, server, { env: { PATH: join(folder, 'bin') } })
      const main = step.main()
      expect(await main.ended).toBe(1)
      expect(step.outputs()['reason']).toBe('no-ssh-client')
      expect(main.output()).toContain('has no "ssh", "ssh-agent" and "ssh-add"')
      expect(main.output()).toContain('apt-get install openssh-client')
      expect(main.output()).not.toMatch(/ENOENT|spawn/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
