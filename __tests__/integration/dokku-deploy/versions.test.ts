// The same deployments on every kind of version.
import { expect, jest } from '@jest/globals'
import {
  deploy,
  ended,
  fileOn,
  page,
  project,
  serverOf,
  stopServersAfterTests,
} from '../../support/dokku/deployment.ts'
import { test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(300_000)
stopServersAfterTests()

test.concurrent.each(['0.10.5', '0.24.0', '0.29.2', '0.38.27'])(
  'on %s: a first deployment, a second one, nothing new, and one with a smoke test of a status',
  async (version) => {
    const server = await serverOf(version)
    const made = project({ 'server/index.html': 'v1\n', '.gitignore': 'dist\n', 'dist/a': 'a\n' })
    const inputs = { app: 'each', create: 'true', directory: 'server', include: 'dist -> public' }
    const first = await deploy(server, made, { ...inputs, smoke: 'url: /\ntext: v1' })
    expect([ended(first), await page(server, 'each')]).toEqual(['success - true', '200 v1'])
    expect(first.log).toContain(`Dokku ${version}: `)
    expect(fileOn(server, 'each', 'master:public/a')).toBe('a')
    made.commit({ 'server/index.html': 'v2\n' })
    const second = await deploy(server, made, inputs)
    expect([ended(second), await page(server, 'each')]).toEqual(['success - true', '200 v2'])
    expect(second.outputs['previous-sha']).toBe(first.outputs['pushed-sha'])
    expect(fileOn(server, 'each', 'master^')).toContain(first.outputs['pushed-sha'])
    expect(ended(await deploy(server, made, inputs))).toBe('success - false')
    made.commit({ 'server/index.html': 'v3\n' })
    const status = { smoke: 'url: /missing\nstatus: 404', 'on-failure': 'rollback' }
    const third = await deploy(server, made, { ...inputs, ...status })
    expect([ended(third), await page(server, 'each')]).toEqual(['success - true', '200 v3'])
  },
)
