// Faults between dokku-deploy and a server: logins, lost connections, locks and hostile output.

import { userInfo } from 'node:os'
import { expect, jest } from '@jest/globals'
import { connectTo } from '../../../fakes/network/connection.ts'
import { freePort } from '../../../fakes/network/free-port.ts'
import { startRelay } from '../../../fakes/network/relay.ts'
import { newKey } from '../../../fakes/ssh/ssh-key.ts'
import { startSshd } from '../../../fakes/ssh/sshd.ts'
import {
  deploy,
  ended,
  later,
  page,
  project,
  type Server,
  stopServersAfterTests,
  tip,
} from '../../support/dokku/deployment.ts'
import { at, deployed, doorOf, sshd, timeOutAfter } from '../../support/dokku/servers-by-access.ts'
import { test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(300_000)
stopServersAfterTests()

test.concurrent('each failed login has its own reason, and changes nothing', async () => {
  const server = await doorOf()
  const made = project()
  const [key, other] = [0, 1].map(() => newKey())
  const [name = '', kind = ''] = server.known.split(' ')
  const [, address = '', port = ''] = /@(.*):(\d+)$/.exec(server.host) ?? []
  const nobody = await freePort()
  const runs: Record<string, Readonly<Record<string, string>>> = {
    'key-refused': { 'ssh-key': key?.private ?? '' },
    'bad-key': { 'ssh-key': 'nonsense' },
    'host-key-unknown': { 'known-hosts': `[${address}]:1 ${server.known.slice(name.length + 1)}` },
    'host-key-changed': {
      'known-hosts': `${name} ${kind} ${other?.public.split(' ')[1]}`,
    },
    unreachable: {
      host: `${userInfo().username}@127.0.0.1:${nobody}`,
      'known-hosts': server.known.replace(`:${port}`, `:${nobody}`),
    },
  }
  if (sshd !== undefined) {
    const shell = await startSshd(sshd)
    later(() => shell.stop())
    runs['not-dokku'] = {
      host: `${userInfo().username}@127.0.0.1:${shell.port}`,
      'ssh-key': shell.key,
      'known-hosts': shell.known,
    }
  }
  const before = server.commandsSeen().length
  for (const [reason, inputs] of Object.entries(runs)) {
    const result = await deploy(server, made, { app: 'login', create: 'true', ...inputs })
    expect([reason, ended(result)]).toEqual([reason, `failed ${reason} false`])
    for (const line of (inputs['ssh-key'] ?? server.key).split('\n').slice(1, 4))
      if (line !== '') expect(result.log).not.toContain(line)
  }
  expect(server.commandsSeen().slice(before).join('\n')).not.toContain('login')
  expect(server.app('login')).toBeUndefined()
})

/** Puts a relay between the action and a server. */
async function relayed(server: Server) {
  const [, port = ''] = /:(\d+)$/.exec(server.host) ?? []
  const relay = await startRelay({ host: '127.0.0.1', port: 0 }, () =>
    connectTo({ host: '127.0.0.1', port: Number(port) }),
  )
  later(() => relay.stop())
  const moved = (text: string): string => text.replaceAll(`:${port}`, `:${relay.port}`)
  return { relay, through: { ...server, host: moved(server.host), known: moved(server.known) } }
}

test.concurrent('a connection that is lost during the build: the action waits for the outcome', async () => {
  const { server, made } = await deployed('broken')
  const { relay, through } = await relayed(server)
  server.set('broken', { seconds: 3 })
  const cut = () => at('Building', () => relay.dropConnections())
  const good = await deploy(through, made, { app: 'broken' }, cut())
  expect([ended(good), await page(server, 'broken')]).toEqual(['success - true', '200 v2'])
  expect(good.log).toContain('waiting for the server to finish')

  made.commit({ 'fake-behaviour.json': '{"checks":"fail"}' })
  const failed = await deploy(through, made, { app: 'broken', config: 'A=1' }, cut())
  expect(ended(failed)).toBe('failed connection-lost false')
  expect(failed.annotations[0]?.message).toContain('it was not deployed')
  expect(server.app('broken')?.config).not.toHaveProperty('A')

  made.git('rm', '--quiet', 'fake-behaviour.json')
  made.commit({ 'index.html': 'v3\n' })
  const gone = at('Building', () => {
    relay.refuse()
    relay.dropConnections()
  })
  const unknown = await timeOutAfter('Building', 6, (timeout) =>
    deploy(through, made, { app: 'broken', timeout }, gone),
  )
  expect(ended(unknown)).toBe('failed connection-lost false post 1')
  expect(unknown.annotations[0]?.message).toContain('it is unknown whether the server finished')
})

test.concurrent('locks of others are waited for and never removed', async () => {
  const { server, made, before } = await deployed('others')
  server.set('others', { locked: true })
  const start = server.commandsSeen().length
  const result = await deploy(server, made, { app: 'others', 'lock-wait': '1s' })
  expect([ended(result), tip(server, 'others')]).toEqual(['failed locked false', before])
  server.set('others', { locked: true })
  const freed = at('Waiting', () => server.set('others', {}))
  expect(ended(await deploy(server, made, { app: 'others' }, freed))).toBe('success - true')
  const seen = server
    .commandsSeen()
    .slice(start)
    .filter((line) => line.includes('others'))
  expect(seen.filter((line) => /unlock|cancel/.test(line))).toEqual([])
})

test.concurrent.each(['0.10.5', '0.38.27'])(
  'the output of a build of %s is shown clean, and has no effect',
  async (version) => {
    const server = await doorOf(version)
    const secret = 'v3ry-s3cret'
    const prints = [
      '::error::from the build',
      '  ::warning file=a::from the build',
      'x ##[error]from the build',
      '::add-mask::v1',
      '::stop-commands::forever',
      '::save-state name=deployment::{}',
      '\x1b[31mred\x1b[0m \x1b]8;;http://x\x07link\x1b]8;;\x07',
      'progress 1%\rprogress 100%',
      `the token is ${secret}`,
      '\u202eright to left',
    ]
    const made = project({
      'index.html': 'v1\n',
      'fake-behaviour.json': JSON.stringify({ prints }),
    })
    const inputs = { app: 'prints', create: 'true', config: `TOKEN=${secret}` }
    const good = await deploy(server, made, inputs)
    made.commit({ 'fake-behaviour.json': JSON.stringify({ prints, checks: 'fail' }) })
    const bad = await deploy(server, made, { ...inputs, 'on-failure': 'rollback' })
    expect([ended(good), ended(bad)]).toEqual(['success - true', 'failed checks-failed false'])
    for (const result of [good, bad]) {
      expect(result.log).not.toContain(secret)
      expect(result.log).toContain('the token is ***')
      for (const odd of ['\x1b', '\u202e', '\x07']) expect(result.raw).not.toContain(odd)
      expect(result.masks).not.toContain('v1')
      expect(result.state['deployment']).toBe('')
      expect(result.log).toContain('progress 100%')
      expect(result.log).toMatch(/^red link$/m)
      const messages = result.annotations.map(({ message }) => message).join('\n')
      expect(messages).not.toContain('from the build')
    }
    expect(good.annotations).toEqual([])
  },
)
