// A key that may not run a command, as with dokku-acl: the refusal is not an empty answer.
import { expect, jest } from '@jest/globals'
import {
  deploy,
  ended,
  page,
  project,
  serverOf,
  stopServersAfterTests,
  tip,
} from '../../support/dokku/deployment.ts'
import { test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(300_000)
stopServersAfterTests()

/** An app with a first deployment, and a project with a second version. */
async function deployed(app: string, version?: string) {
  const server = await serverOf(version)
  const made = project()
  const first = await deploy(server, made, { app, create: 'true', config: 'A=1\nB=1' })
  expect(ended(first)).toBe('success - true')
  made.commit({ 'index.html': 'v2\n' })
  const pushes = () =>
    server
      .commandsSeen()
      .filter((line) => line.startsWith('git-receive-pack') && line.includes(`'${app}'`)).length
  return { server, made, before: tip(server, app), pushes }
}

test.concurrent.each([
  ['0.38.27', 'apps:report', 'acl-report'],
  ['0.38.27', 'ps:inspect', 'acl-inspect'],
  ['0.38.27', 'git:report', 'acl-branch'],
  ['0.38.27', 'git-upload-pack', 'acl-fetch'],
  ['0.38.27', 'config:get', 'acl-config'],
  ['0.29.2', 'apps:exists', 'acl-exists'],
  ['0.29.2', 'apps:report', 'acl-source'],
  ['0.24.0', 'ps:inspect', 'acl-inspect'],
  ['0.10.5', 'ps:report', 'acl-old'],
])(
  'on %s, %s: nothing is pushed, and the message has the command',
  async (version, command, app) => {
    const { server, made, before, pushes } = await deployed(app, version)
    const count = pushes()
    server.set(app, { denied: [command] })
    const inputs = { app, config: 'A=2', create: 'true', 'on-failure': 'rollback' }
    const result = await deploy(server, made, inputs)
    expect(ended(result)).toBe('failed look-denied false')
    expect(result.annotations[0]?.message).toContain(`does not let this key run "${command}`)
    expect([tip(server, app), pushes(), server.app(app)?.config['A']]).toEqual([before, count, '1'])
  },
)

test.concurrent('a key that may set variables, but not read all of them', async () => {
  const { server, made } = await deployed('acl-export')
  server.set('acl-export', { denied: ['config:export'] })
  const result = await deploy(server, made, { app: 'acl-export', config: 'A=2\nB=1' })
  expect([ended(result), server.app('acl-export')?.config['A']]).toEqual(['success - true', '2'])
})

test.concurrent('a URL that may not be asked for is not taken for none', async () => {
  const { server, made } = await deployed('acl-urls')
  server.set('acl-urls', { denied: ['urls'] })
  // Dokku prints it at the end of a push.
  expect(ended(await deploy(server, made, { app: 'acl-urls' }))).toBe('success - true')
  expect(ended(await deploy(server, made, { app: 'acl-urls' }))).toBe('failed look-denied false')
})

test.concurrent('a push that is refused is declined, and is not taken for a lost connection', async () => {
  const { server, made } = await deployed('acl-push')
  server.set('acl-push', { denied: ['git-receive-pack'] })
  const result = await deploy(server, made, { app: 'acl-push' })
  expect(ended(result)).toBe('failed declined false')
  expect(result.annotations[0]?.message).toContain('permissions to run git-receive-pack')
})

test.concurrent('what is not needed to roll back may be refused', async () => {
  const { server, made } = await deployed('acl-lock', '0.29.2')
  server.set('acl-lock', { denied: ['apps:locked'] })
  made.commit({ 'fake-behaviour.json': '{"checks":"fail"}' })
  const result = await deploy(server, made, { app: 'acl-lock', 'on-failure': 'rollback' })
  expect(ended(result)).toBe('failed checks-failed false')
  expect(result.annotations[0]?.message).toContain('The previous version was restored')
})

test.concurrent('variables that the key may not set', async () => {
  const { server, made, pushes } = await deployed('acl-set')
  const count = pushes()
  server.set('acl-set', { denied: ['config:import'] })
  const result = await deploy(server, made, { app: 'acl-set', config: 'A=2' })
  expect([ended(result), pushes()]).toEqual(['failed config-failed false', count])
  expect(result.annotations[0]?.message).toContain(
    '"config:import" failed with exit code 1 (the key may not run it)',
  )
})

test.concurrent.each(['ps:inspect', 'apps:report'])(
  'refused after the push, %s: a good release is not undone',
  async (command) => {
    const app = command === 'ps:inspect' ? 'acl-late' : 'acl-later'
    const { server, made, pushes } = await deployed(app)
    const count = pushes()
    // The first question comes right after the push, so the command is refused while the checks still run.
    made.commit({ 'fake-behaviour.json': '{"checkSeconds":2}' })
    const onLine = (line: string): void => {
      if (line.includes('Building')) server.set(app, { denied: [command] })
    }
    const inputs = { app, 'on-failure': 'rollback', config: 'A=2' }
    const result = await deploy(server, made, inputs, { onLine })
    expect(ended(result)).toBe('failed look-denied true')
    expect([await page(server, app), pushes() - count]).toEqual(['200 v2', 1])
    expect(server.app(app)?.config['A']).toBe('2')
    expect(server.commandsSeen().filter((line) => line.includes(`ps:rebuild ${app}`))).toEqual([])
  },
)

test.concurrent('refused once after the push: a good release is not undone either', async () => {
  const { server, made, pushes } = await deployed('acl-once')
  const count = pushes()
  const onLine = (line: string): void => {
    if (line.includes('Application deployed'))
      server.set('acl-once', { deniedOnce: ['ps:inspect'] })
  }
  const inputs = { app: 'acl-once', 'on-failure': 'rollback' }
  const result = await deploy(server, made, inputs, { onLine })
  expect(ended(result)).toBe('failed look-denied true')
  expect(result.annotations[0]?.message).toContain('The new version was not rolled back')
  expect([await page(server, 'acl-once'), pushes() - count]).toEqual(['200 v2', 1])
})
