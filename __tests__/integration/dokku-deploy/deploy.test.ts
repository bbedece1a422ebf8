// dokku-deploy with servers of several versions: apps, variables, and concurrent deployments.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, jest } from '@jest/globals'
import {
  deploy,
  ended,
  eventually,
  fileOn,
  folder,
  page,
  project,
  serverOf,
  stopServersAfterTests,
  tip,
} from '../../support/dokku/deployment.ts'
import { test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(300_000)
stopServersAfterTests()

test.concurrent('an app is created only on request; a misspelt one never, not even by git', async () => {
  const server = await serverOf()
  const made = project()
  const first = await deploy(server, made, { app: 'staging', create: 'true' })
  expect(ended(first)).toBe('success - true')
  const before = server.commandsSeen().length
  const typo = await deploy(server, made, { app: 'stagin' })
  expect(ended(typo)).toBe('failed no-app false')
  expect(typo.annotations[0]?.message).toContain('did you mean "staging"?')
  expect(server.app('stagin')).toBeUndefined()
  expect(server.commandsSeen().slice(before)).not.toContainEqual(
    expect.stringContaining("'stagin'"),
  )
  const dry = await deploy(server, made, { app: 'stagin', create: 'true', 'dry-run': 'true' })
  expect([ended(dry), server.app('stagin')]).toEqual(['success - false', undefined])
  expect(JSON.parse(dry.outputs['plan'] ?? '')).toMatchObject({ create: true, branch: 'master' })
  // The server's default branch is another one than Dokku's.
  server.set('other', { deployBranch: 'main' })
  const other = await deploy(server, made, { app: 'other', create: 'true' })
  expect([ended(other), tip(server, 'other', 'master')]).toEqual(['success - true', ''])
})

const SECRET = 'p4ss w0rd "quoted" $(id) ===='
const forms = [SECRET, Buffer.from(SECRET).toString('base64'), 'sh0rter']

/** Puts programs before the real ones in the path. They record their arguments, and run the real ones. */
function recordedPrograms(names: readonly string[]) {
  const path = folder()
  const log = join(path, 'log')
  for (const name of names) {
    const real = execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()
    const script = `#!/bin/sh\nprintf '%s\\n' "${name} $*" >> '${log}'\nexec '${real}' "$@"\n`
    writeFileSync(join(path, name), script, { mode: 0o755 })
  }
  const env = { PATH: `${path}:${process.env['PATH']}` }
  return { env, commands: () => readFileSync(log, 'utf8').split('\n') }
}

test.concurrent.each(['0.10.5', '0.38.27'])(
  'variables on %s: set before the push, restored after a failure, and their values never shown',
  async (version) => {
    const server = await serverOf(version)
    const made = project()
    const inputs = { app: 'vars', create: 'true' }
    const programs = recordedPrograms(['git', 'ssh', 'ssh-add', 'ssh-agent', 'ssh-keygen'])
    const config = `TOKEN=${SECRET}\nB=sh0rter\n# comment\nEMPTY=`
    const first = await deploy(server, made, { ...inputs, config }, { env: programs.env })
    expect(ended(first)).toBe('success - true')
    expect(server.app('vars')?.config).toMatchObject({ TOKEN: SECRET, B: 'sh0rter', EMPTY: '' })
    const commands = programs.commands()
    for (const name of ['git ', 'ssh '])
      expect(commands.some((line) => line.startsWith(name))).toBe(true)
    const shown = [...commands, first.log, first.summary, JSON.stringify(first.state)]
    const reported = JSON.stringify([first.outputs, first.annotations, made.git('log', '-p')])
    const onServer = fileOn(server, 'vars', 'master')
    for (const form of forms)
      expect([...shown, reported, onServer].filter((text) => text.includes(form))).toEqual([])
    for (const line of server.commandsSeen().filter((command) => /config:(?!get)/.test(command)))
      expect(line).toMatch(/^--quiet /)

    const same = await deploy(server, made, { ...inputs, config: `TOKEN=${SECRET}\nEMPTY=` })
    expect([ended(same), same.log.includes('nothing to push')]).toEqual(['success - false', true])
    const alone = await deploy(server, made, { ...inputs, config: 'B=other' })
    expect([ended(alone), server.app('vars')?.config['B']]).toEqual(['success - true', 'other'])

    made.commit({ 'fake-behaviour.json': '{"build":"fail"}' })
    const failing = { ...inputs, config: 'B=third\nNEW=x' }
    const failed = await deploy(server, made, failing)
    expect(ended(failed)).toBe('failed build-failed false')
    expect(server.app('vars')?.config).toMatchObject({ B: 'other', TOKEN: SECRET })
    expect(server.app('vars')?.config).not.toHaveProperty('NEW')
    expect(failed.annotations[0]?.message).toContain('The variables were restored')
    made.commit({ 'fake-behaviour.json': '{"checks":"fail"}' })
    const unwell = await deploy(server, made, { ...failing, 'on-failure': 'rollback' })
    expect(ended(unwell)).toBe('failed checks-failed false')
    expect(server.app('vars')?.config['B']).toBe('other')
    expect(await page(server, 'vars')).toBe('200 v1')
    const latest = server.docker().tags['dokku/vars:latest']
    expect(server.app('vars')?.containers.map(({ image }) => image)).toEqual([latest])
  },
)

test.concurrent('an app that fails its smoke test is rolled back', async () => {
  const server = await serverOf()
  const made = project()
  const inputs = { app: 'smoke', create: 'true', 'on-failure': 'rollback' }
  await deploy(server, made, { ...inputs, config: 'A=1' })
  made.commit({ 'index.html': 'v2\n' })
  const smoke = 'url: /\ntext: v1'
  const result = await deploy(server, made, { ...inputs, smoke, config: 'A=2' })
  expect(ended(result)).toBe('failed smoke-failed false')
  expect(await page(server, 'smoke')).toBe('200 v1')
  expect(server.app('smoke')?.config['A']).toBe('1')
  expect(result.outputs['pushed-sha']).toBe(tip(server, 'smoke'))
  expect(result.annotations[0]?.message).toContain('The previous version was restored')
})

test.concurrent('two apps from one repository, and two concurrent deployments of one app', async () => {
  const server = await serverOf()
  const [one, other] = [project({ 'index.html': 'one\n' }), project({ 'index.html': 'two\n' })]
  const create = { create: 'true' }
  const both = await Promise.all([
    deploy(server, one, { ...create, app: 'shop-a' }),
    deploy(server, one, { ...create, app: 'shop-b' }),
    deploy(server, one, { ...create, app: 'busy' }),
  ])
  expect(both.map(ended)).toEqual(['success - true', 'success - true', 'success - true'])
  expect([tip(server, 'shop-a'), tip(server, 'shop-b')]).toEqual(
    Array(2).fill(one.git('rev-parse', 'HEAD')),
  )
  server.set('busy', { hang: true })
  one.commit({ 'index.html': 'one again\n' })
  const first = deploy(server, one, { app: 'busy' })
  await eventually(() => server.app('busy')?.builds.at(-1)?.status === 'running')
  const late = await deploy(server, other, { app: 'busy', 'lock-wait': '0s', 'dry-run': 'true' })
  expect(ended(late)).toBe('success - false')
  const onLine = (line: string): void => {
    if (line.startsWith('Waiting')) server.set('busy', {})
  }
  const second = deploy(server, other, { app: 'busy' }, { onLine })
  const [won, waited] = await Promise.all([first, second])
  expect([ended(won), ended(waited)]).toEqual(['success - true', 'success - true'])
  server.set('busy', { locked: true })
  other.commit({ 'index.html': 'two again\n' })
  const before = tip(server, 'busy')
  const refused = await deploy(server, other, { app: 'busy', 'lock-wait': '0s', config: 'X=1' })
  expect([ended(refused), tip(server, 'busy')]).toEqual(['failed locked false', before])
  expect(server.app('busy')?.config).not.toHaveProperty('X')
})
