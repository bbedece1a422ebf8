import { expect, test } from '@jest/globals'
import { newKey } from '../../../fakes/ssh/ssh-key.ts'
import { SSH_ACTIONS, sshStep } from '../../support/ssh/ssh-step.ts'
import { withTool } from '../../support/tools.ts'

const key = newKey()
const server = { key: key.private, known: `127.0.0.1 ${key.public}`, port: 9 }

withTool('ssh', () => {
  test.each(SSH_ACTIONS)(
    '%s with a wrong key or known-hosts says so in the output `reason`',
    async (action) => {
      const wrong: readonly [Record<string, string>, string][] = [
        [{ 'ssh-key': key.public }, 'bad-key'],
        [{ 'ssh-key': '' }, 'bad-key'],
        [{ 'ssh-key': 'nonsense' }, 'bad-key'],
        [{ 'known-hosts': '' }, 'host-key-unknown'],
        [{ 'known-hosts': 'other.example.org SHA256:short' }, 'bad-input'],
        [{ 'known-hosts': key.public }, 'bad-input'],
        [{ 'known-hosts': `@revoked * ${key.public}` }, 'host-key-unknown'],
      ]
      for (const [inputs, reason] of wrong) {
        await using step = sshStep(action, server, { inputs })
        expect(await step.main().ended).toBe(1)
        expect([inputs, step.outputs()['reason']]).toEqual([inputs, reason])
        expect(step.left()).toEqual([])
      }
    },
  )
})
