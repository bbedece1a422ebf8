// A failed build leaves Dokku's lock behind. A deployment ignores such a lock, and waits for that of a running deployment.
import { expect, jest } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { clientOf } from '../../support/dokku/client.ts'
import {
  changeApp,
  deploy,
  ended,
  eventually,
  later,
  type Project,
  page,
  project,
  type Server,
  serverOf,
  stopServersAfterTests,
} from '../../support/dokku/deployment.ts'
import { test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(300_000)
stopServersAfterTests()

/** Deploys a version, and then one whose build fails. */
async function withFailedBuild(app: string, version?: string) {
  const server = await serverOf(version)
  const made = project()
  expect(ended(await deploy(server, made, { app, create: 'true' }))).toBe('success - true')
  await failBuild(server, made, app)
  return { server, made }
}

async function failBuild(server: Server, made: Project, app: string): Promise<void> {
  made.commit({ 'fake-behaviour.json': '{"build":"fail"}' })
  expect(ended(await deploy(server, made, { app }))).toBe('failed build-failed false')
}

const fix = (made: Project, text: string): string =>
  made.commit({ 'fake-behaviour.json': '{}', 'index.html': `${text}\n` })

const WAIT = { 'lock-wait': '10s' }

test.concurrent.each(['0.10.5', '0.24.0', '0.29.2', '0.38.27'])(
  'on %s: fix the build, and push again',
  async (version) => {
    const { server, made } = await withFailedBuild('fixed', version)
    // Twice: the lock of the second failure is that of a push that passed one.
    await failBuild(server, made, 'fixed')
    fix(made, 'v2')
    const result = await deploy(server, made, { app: 'fixed', ...WAIT })
    expect([ended(result), await page(server, 'fixed')]).toEqual(['success - true', '200 v2'])
    expect(result.log).not.toContain('Waiting:')
    expect(result.log.includes('A failed build left its lock on fixed behind')).toBe(
      version === '0.38.27',
    )
  },
)

test.concurrent('nothing to do after a failed build: the app is proved to run', async () => {
  const { server, made } = await withFailedBuild('same')
  git(made.folder, 'reset', '--quiet', '--hard', 'HEAD^')
  expect(ended(await deploy(server, made, { app: 'same', ...WAIT }))).toBe('success - false')
})

test.concurrent('a lock that a person set after a good deployment is waited for', async () => {
  const { server, made } = await withFailedBuild('person')
  fix(made, 'v2')
  expect(ended(await deploy(server, made, { app: 'person' }))).toBe('success - true')
  changeApp(server, 'person', (app) => {
    app.manualLock = true
  })
  fix(made, 'v3')
  const result = await deploy(server, made, { app: 'person', 'lock-wait': '1s' })
  expect([ended(result), await page(server, 'person')]).toEqual(['failed locked false', '200 v2'])
  expect(result.log).toContain('Waiting: someone locked person by hand')
})

test.concurrent('a lock that a person set after a push to another branch is waited for', async () => {
  const server = await serverOf()
  const made = project()
  const app = 'branch'
  expect(ended(await deploy(server, made, { app, create: 'true' }))).toBe('success - true')
  const client = clientOf(server)
  later(() => client.remove())
  expect((await client.push(app, 'feature')).code).toBe(0)
  expect((await client.dokku(`apps:lock ${app}`)).code).toBe(0)
  fix(made, 'v2')
  expect(ended(await deploy(server, made, { app, 'lock-wait': '1s' }))).toBe('failed locked false')
  expect([await page(server, app), server.app(app)?.manualLock]).toEqual(['200 v1', true])
})

test.concurrent('a deployment that runs is waited for, though a newer record is abandoned', async () => {
  const { server, made } = await withFailedBuild('busy')
  const other = project({ 'index.html': 'other\n' })
  fix(made, 'v2')
  server.set('busy', { hang: true })
  const first = deploy(server, made, { app: 'busy' })
  await eventually(() => (server.app('busy')?.builds.length ?? 0) === 3)
  // Somebody's push, which the lock refuses.
  changeApp(server, 'busy', ({ builds }) => {
    const [one] = builds
    if (one) builds.push({ ...one, id: 'refused', pid: -1, status: 'running', started: Date.now() })
  })
  const onLine = (line: string): void => {
    if (line.startsWith('Waiting: another')) server.set('busy', {})
  }
  const second = await deploy(server, other, { app: 'busy' }, { onLine })
  expect([ended(await first), ended(second)]).toEqual(['success - true', 'success - true'])
  expect(second.log).toContain('Waiting: another deployment of busy is running')
})
