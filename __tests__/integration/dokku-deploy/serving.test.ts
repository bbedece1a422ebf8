// Apps that answer no requests although they run: they have no web process, or are in maintenance mode.
import { expect } from '@jest/globals'
import {
  deploy,
  ended,
  project,
  serverOf,
  stopServersAfterTests,
} from '../../support/dokku/deployment.ts'
import { test } from '../../support/ssh-client-tests.ts'

stopServersAfterTests()

const runs = (...processes: string[]) => ({
  'fake-behaviour.json': JSON.stringify({ processes }),
})

const LONG = 300_000

test.concurrent(
  'workers alone are deployed, again, and up to date',
  async () => {
    const server = await serverOf()
    const made = project({ 'index.html': 'v1\n', ...runs('worker') })
    const inputs = { app: 'workers', create: 'true', 'on-failure': 'rollback' }
    expect(ended(await deploy(server, made, inputs))).toBe('success - true')
    made.commit({ 'index.html': 'v2\n' })
    expect(ended(await deploy(server, made, inputs))).toBe('success - true')
    expect(ended(await deploy(server, made, inputs))).toBe('success - false')
  },
  LONG,
)

test.concurrent(
  'a web process that is gone is an error, unless it is said to be intended',
  async () => {
    const server = await serverOf()
    const made = project({ 'index.html': 'v1\n', ...runs('web', 'worker') })
    const inputs = { app: 'webless', create: 'true', 'on-failure': 'rollback' }
    await deploy(server, made, inputs)
    made.commit(runs('worker'))
    const failed = await deploy(server, made, inputs)
    expect(ended(failed)).toBe('failed not-serving false')
    expect(failed.annotations[0]?.message).toContain('no longer has a process of type "web"')
    const intended = await deploy(server, made, { ...inputs, smoke: 'none' })
    expect(ended(intended)).toBe('success - true')
    expect(intended.raw).toContain('no longer has a process of type "web"')
  },
  LONG,
)

test.concurrent(
  'in maintenance mode: smoke says whether the app must answer',
  async () => {
    const server = await serverOf()
    const made = project()
    const inputs = { app: 'closed', create: 'true', 'on-failure': 'rollback' }
    await deploy(server, made, inputs)
    server.set('closed', { maintenance: true })
    made.commit({ 'index.html': 'v2\n' })
    const failed = await deploy(server, made, inputs)
    expect(ended(failed)).toBe('failed not-serving false')
    expect(failed.annotations[0]?.message).toContain('set "smoke: none"')
    expect(ended(await deploy(server, made, { ...inputs, smoke: 'none' }))).toBe('success - true')
  },
  LONG,
)
