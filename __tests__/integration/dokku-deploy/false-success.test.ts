// Results that look like a deployment and are not, and failures that are live. The action has a check for each; without it the test
// fails.
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, jest } from '@jest/globals'
import type { App } from '../../../fakes/dokku/state.ts'
import type { ActionResult } from '../../../rehearsal/action-runner.ts'
import {
  changeApp,
  deploy,
  ended,
  folder,
  type Project,
  page,
  project,
  projectIn,
  type Server,
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
  const first = await deploy(server, made, { app, create: 'true' })
  expect(ended(first)).toBe('success - true')
  made.commit({ 'index.html': 'v2\n' })
  return { server, made, first }
}

/** Runs a script before the hook of an app's pushes, or instead of it if the script exits. */
function beforeHook(server: Pick<Server, 'repo'>, app: string, script: string): void {
  const hook = join(server.repo(app), 'hooks/pre-receive')
  const [, ...own] = readFileSync(hook, 'utf8').split('\n')
  writeFileSync(hook, ['#!/bin/sh', script, ...own].join('\n'))
  chmodSync(hook, 0o755)
}

/** Changes the state of an app on the server when the next push has arrived and before its hook runs. */
function changeAtNextPush(server: Server, app: string, work: (state: App) => void): void {
  const file = join(server.folder, 'apps', `${app}.json`)
  const state = JSON.parse(readFileSync(file, 'utf8')) as App
  work(state)
  const changed = join(folder(), 'app.json')
  writeFileSync(changed, JSON.stringify(state))
  beforeHook(server, app, `mv '${changed}' '${file}' 2>/dev/null || :`)
}

/** Does something after the inspection and before the push. */
const onPlan = (act: () => void) => ({
  onLine: (line: string) => {
    if (/: push /.test(line)) act()
  },
})
const errorsOf = ({ annotations }: ActionResult): string =>
  annotations
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message)
    .join('\n')
const crash = (made: Project, rules: object): string =>
  made.commit({ 'fake-behaviour.json': JSON.stringify(rules) })

test.concurrent.each([
  ['0.10.5', 'not-deployed'],
  ['0.24.0', 'wrong-branch'],
  ['0.38.27', 'wrong-branch'],
])('%s exits with 0 for a branch that is not the deploy branch: %s', async (version, reason) => {
  const { server, made } = await deployed('branch', version)
  changeAtNextPush(server, 'branch', (app) => {
    app.deployBranch = 'release'
    app.config['DOKKU_DEPLOY_BRANCH'] = 'release'
  })
  const result = await deploy(server, made, { app: 'branch' })
  expect(ended(result)).toBe(`failed ${reason} false`)
  expect(await page(server, 'branch')).toBe('200 v1')
  // The next push goes to the deploy branch, whatever the name of the local one.
  expect(ended(await deploy(server, made, { app: 'branch' }))).toBe('success - true')
  expect([await page(server, 'branch'), tip(server, 'branch', 'release')]).toEqual([
    '200 v2',
    made.git('rev-parse', 'HEAD'),
  ])
})

test.concurrent('a server that reports a deployment without doing it', async () => {
  const { server, made } = await deployed('liar')
  beforeHook(server, 'liar', 'echo "=====> Application deployed:"; exit 0')
  const result = await deploy(server, made, { app: 'liar' })
  expect(ended(result)).toBe('failed not-deployed false')
  expect(await page(server, 'liar')).toBe('200 v1')
  const { server: old, made: also } = await deployed('liar', '0.10.5')
  beforeHook(old, 'liar', 'echo "=====> Application deployed:"; exit 0')
  const same = await deploy(old, also, { app: 'liar' })
  expect(ended(same)).toBe('failed not-deployed false')
  expect(errorsOf(same)).toContain('the containers were not replaced')
})

test.concurrent('up to date, but a different image runs: it is deployed again', async () => {
  const { server, made } = await deployed('promoted')
  expect(ended(await deploy(server, made, { app: 'promoted' }))).toBe('success - true')
  changeApp(server, 'promoted', (app) => {
    app.source = { kind: 'docker-image', metadata: 'dokku/other:1' }
  })
  const result = await deploy(server, made, { app: 'promoted' })
  expect(ended(result)).toBe('success - true')
  expect(server.app('promoted')?.source).toMatchObject({
    kind: 'git-push',
    metadata: result.outputs['pushed-sha'],
  })
})

test.concurrent('up to date, and no process is running any more', async () => {
  const { server, made } = await deployed('stopped')
  await deploy(server, made, { app: 'stopped' })
  changeApp(server, 'stopped', (app) => {
    for (const container of app.containers) container.exited = { code: 137, at: Date.now() }
  })
  expect(ended(await deploy(server, made, { app: 'stopped' }))).toBe('failed not-running false')
  changeApp(server, 'stopped', (app) => {
    app.containers = []
  })
  const gone = await deploy(server, made, { app: 'stopped' })
  expect([ended(gone), errorsOf(gone)]).toEqual([
    'failed not-running false',
    expect.stringContaining('no process is running'),
  ])
})

test.concurrent.each(['0.10.5', '0.38.27'])(
  'on %s: a version that passes its checks and then restarts in a loop',
  async (version) => {
    const { server, made } = await deployed('crash', version)
    crash(made, { crash: true })
    expect(ended(await deploy(server, made, { app: 'crash' }))).toBe('failed restarting true')
    // It still runs at the first inspection.
    crash(made, { crashAfter: 1.8 })
    const later = await deploy(server, made, { app: 'crash' })
    expect(ended(later)).toBe('failed restarting true')
    made.git('rm', '--quiet', 'fake-behaviour.json')
    made.commit({ 'index.html': 'well again\n' })
    expect(ended(await deploy(server, made, { app: 'crash' }))).toBe('success - true')
  },
)

test.concurrent('the containers run, but the proxy answers with 502', async () => {
  const { server, made } = await deployed('proxy')
  made.commit()
  const asked = {
    onLine: (line: string) => {
      if (line.includes('Application deployed'))
        changeApp(server, 'proxy', (app) => {
          app.serving = 'nothing'
        })
    },
  }
  const result = await deploy(server, made, { app: 'proxy' }, asked)
  expect(ended(result)).toBe('failed not-serving true')
  expect(errorsOf(result)).toContain('responds with 502')
})

test.concurrent('git refuses a shallow history whose version is live', async () => {
  const { server, made } = await deployed('cut')
  await deploy(server, made, { app: 'cut' })
  const path = join(folder(), 'clone')
  made.git('clone', '--quiet', '--depth=1', `file://${made.folder}`, path)
  const cut = projectIn(path)
  cut.commit({ 'index.html': 'v3\n' })
  const repo = server.repo('cut')
  // The server loses the parent of the pushed commit after it was fetched.
  const lose = (): void => {
    rmSync(join(repo, 'objects'), { recursive: true, maxRetries: 5 })
    for (const name of ['info', 'pack']) mkdirSync(join(repo, 'objects', name), { recursive: true })
    rmSync(join(repo, 'refs/heads/master'))
  }
  const result = await deploy(server, cut, { app: 'cut' }, onPlan(lose))
  expect(ended(result)).toBe('failed shallow-refused true')
  expect(errorsOf(result)).toContain('The new version is live, but the branch does not have it')
  expect(await page(server, 'cut')).toBe('200 v3')
  expect(ended(await deploy(server, cut, { app: 'cut' }))).toBe('success - true')
  expect(tip(server, 'cut')).not.toBe('')
})

test.concurrent.each(['0.24.0', '0.38.27'])(
  'on %s: a worker that fails leaves a new web and an old worker running',
  async (version) => {
    const server = await serverOf(version)
    const rules = (more: object) => JSON.stringify({ processes: ['web', 'worker'], ...more })
    const made = project({ 'index.html': 'v1\n', 'fake-behaviour.json': rules({}) })
    expect(ended(await deploy(server, made, { app: 'half', create: 'true' }))).toBe(
      'success - true',
    )
    made.commit({ 'index.html': 'v2\n', 'fake-behaviour.json': rules({ worker: 'fail' }) })
    const half = await deploy(server, made, { app: 'half', config: 'A=1' })
    expect(ended(half)).toBe('failed half-deployed true')
    expect(errorsOf(half)).toMatch(/Running now: .*web\.1/)
    expect(errorsOf(half)).toContain('dokku ps:rebuild half')
    const again = await deploy(server, made, { app: 'half', 'on-failure': 'rollback' })
    expect(ended(again)).toBe('failed half-deployed false')
    expect([await page(server, 'half'), server.app('half')?.containers.length]).toEqual([
      '200 v1',
      2,
    ])
  },
)

test.concurrent('a lock set by hand is respected: a push would remove it', async () => {
  const { server, made } = await deployed('locked')
  changeApp(server, 'locked', (app) => {
    app.manualLock = true
  })
  const result = await deploy(server, made, { app: 'locked', 'lock-wait': '1s' })
  expect([ended(result), server.app('locked')?.manualLock]).toEqual(['failed locked false', true])
  expect(await page(server, 'locked')).toBe('200 v1')
})
