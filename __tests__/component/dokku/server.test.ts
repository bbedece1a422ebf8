// What counts as an answer of a server.
import { describe, expect, test } from '@jest/globals'
import { openDokku } from '../../../kit/dokku/server.ts'
import { connectionError } from '../../../kit/ssh/connection-error.ts'
import type { Ssh } from '../../../kit/ssh/open-ssh.ts'

const host = { user: 'dokku', name: 'example.org', port: 22 }

/** Connects to a server whose commands, but for `version`, end with an exit code. */
function serverWith(code: number) {
  const exec = async (line: string) =>
    line === 'version'
      ? { code: 0, stdout: 'dokku version 0.38.27\n', stderr: '' }
      : { code, stdout: '', stderr: 'Broken pipe\n' }
  const connection = { exec, config: '/tmp/h1.conf', close: async () => {} }
  return openDokku({ env: {}, connect: async () => connection } as unknown as Ssh, host, {})
}

describe("ssh's own exit code", () => {
  test('is no answer to a question', async () => {
    const dokku = await serverWith(255)
    await expect(dokku.run(['apps:locked', 'shop'])).rejects.toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('Broken pipe'),
    })
  })

  test('may be the end of a command that deploys: builds:cancel kills it', async () => {
    const dokku = await serverWith(255)
    const command = { killOn: new AbortController().signal }
    expect(await dokku.run(['ps:rebuild', 'shop'], command)).toMatchObject({ code: 255 })
  })

  test.each([0, 1, 20, 123, 128])('%i is an answer', async (code) => {
    expect(await (await serverWith(code)).run(['apps:locked', 'shop'])).toMatchObject({ code })
  })
})

describe('a login that is refused', () => {
  const open = (stderr: string) => {
    const connect = async () => {
      throw connectionError(host, stderr)
    }
    return openDokku({ env: {}, connect } as unknown as Ssh, host, {})
  }

  test.each([
    ["the key: it is added by Dokku's own command", '(publickey)', 'dokku ssh-keys:add'],
    ['for want of something else', '(password)', 'AuthenticationMethods'],
  ])('%s', async (_, methods, text) => {
    const stderr = `dokku@example.org: Permission denied ${methods}.`
    await expect(open(stderr)).rejects.toMatchObject({
      reason: 'key-refused',
      message: expect.stringContaining(text),
    })
    await expect(open(stderr)).rejects.not.toMatchObject({
      message: expect.stringContaining('authorized_keys'),
    })
  })

  test('other errors of a connection stay as they are', async () => {
    await expect(
      open('ssh: connect to host example.org port 22: No route to host'),
    ).rejects.toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('No route to host'),
    })
  })
})
