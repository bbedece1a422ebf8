// dokku-deploy against servers of several versions: apps, variables, and deployments beside each other.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, jest, test } from '@jest/globals'
import {
  behindItsBack,
  deploy,
  dokkuWorld,
  ended,
  fileOn,
  page,
  project,
  serverOf,
  tip,
} from '../../support/dokku/deployment.ts'
import { argumentsOf } from '../../support/processes.ts'

jest.setTimeout(300_000)
dokkuWorld()

test.concurrent('an app is made only where that is wanted; a misspelt one never, not by git either', async () => {
  const server = await serverOf()
  const made = project()
  const first = await deploy(server, made, { app: 'staging', create: 'true' })
  expect(ended(first)).toBe('well - true')
  const before = server.commandsSeen().length
  const typo = await deploy(server, made, { app: 'stagin' })
  expect(ended(typo)).toBe('failed no-app false')
  expect(typo.annotations[0]?.message).toContain('did you mean "staging"?')
  expect(server.app('stagin')).toBeUndefined()
  expect(server.commandsSeen().slice(before)).not.toContainEqual(
    expect.stringContaining("'stagin'"),
  )
  const dry = await deploy(server, made, { app: 'stagin', create: 'true', 'dry-run': 'true' })
  expect([ended(dry), server.app('stagin')]).toEqual(['well - false', undefined])
  expect(JSON.parse(dry.outputs['plan'] ?? '')).toMatchObject({ create: true, branch: 'master' })
  // The server deploys another branch than it does by itself.
  const other = await deploy(
    server,
    made,
    { app: 'other', create: 'true' },
    {
      onLine: (line) => {
        if (line === 'Made the app other')
          behindItsBack(server, 'other', (app) => {
            app.deployBranch = 'main'
          })
      },
    },
  )
  expect([ended(other), tip(server, 'other', 'master')]).toEqual(['well - true', ''])
})

const SECRET = 'p4ss w0rd "quoted" $(id) ===='
const forms = [SECRET, Buffer.from(SECRET).toString('base64'), 'sh0rter']

/** Everything that the action's processes show while it runs: their arguments, and what they write. */
const watched = () => {
  const seen = {
    args: new Set<string>(),
    files: new Map<string, string>(),
    modes: new Set<string>(),
  }
  const mark = `TOWPATH_TEST_MARK=${Math.random()}`
  const [name = '', value = ''] = mark.split('=')
  const temp = ''
  const look = (): void => {
    for (const [, line] of argumentsOf(mark)) seen.args.add(line)
    if (temp === '') return
    for (const file of readdirSync(temp, { recursive: true, encoding: 'utf8' })) {
      try {
        const path = join(temp, file)
        if (!statSync(path).isFile() || /\/objects\//.test(path)) continue
        seen.files.set(`${file} ${statSync(path).mode.toString(8)}`, readFileSync(path, 'latin1'))
      } catch {
        // It is gone by now.
      }
    }
  }
  const timer = setInterval(look, 50)
  return { seen, env: { [name]: value }, look, end: () => clearInterval(timer) }
}

test.concurrent.each(['0.10.5', '0.38.27'])(
  'variables on %s: set before the push, put back after a failure, and their values nowhere',
  async (version) => {
    const server = await serverOf(version)
    const made = project()
    const inputs = { app: 'vars', create: 'true' }
    const watch = watched()
    const config = `TOKEN=${SECRET}\nB=sh0rter\n# comment\nEMPTY=`
    const asked = { env: watch.env, onLine: watch.look }
    const first = await deploy(server, made, { ...inputs, config }, asked)
    watch.end()
    expect(ended(first)).toBe('well - true')
    expect(server.app('vars')?.config).toMatchObject({ TOKEN: SECRET, B: 'sh0rter', EMPTY: '' })
    expect([...watch.seen.args].some((line) => line.startsWith('git '))).toBe(true)
    expect([...watch.seen.args].some((line) => line.startsWith('ssh '))).toBe(true)
    const shown = [...watch.seen.args, first.log, first.summary, JSON.stringify(first.state)]
    const told = JSON.stringify([first.outputs, first.annotations, made.git('log', '-p')])
    const onServer = fileOn(server, 'vars', 'master')
    for (const form of forms)
      expect([...shown, told, onServer].filter((text) => text.includes(form))).toEqual([])
    for (const line of server.commandsSeen().filter((command) => /config:(?!get)/.test(command)))
      expect(line).toMatch(/^--quiet /)

    const same = await deploy(server, made, { ...inputs, config: `TOKEN=${SECRET}\nEMPTY=` })
    expect([ended(same), same.log.includes('nothing to push')]).toEqual(['well - false', true])
    const alone = await deploy(server, made, { ...inputs, config: 'B=other' })
    expect([ended(alone), server.app('vars')?.config['B']]).toEqual(['well - true', 'other'])

    made.commit({ 'fake-behaviour.json': '{"build":"fail"}' })
    const failing = { ...inputs, config: 'B=third\nNEW=x' }
    const failed = await deploy(server, made, failing)
    expect(ended(failed)).toBe('failed build-failed false')
    expect(server.app('vars')?.config).toMatchObject({ B: 'other', TOKEN: SECRET })
    expect(server.app('vars')?.config).not.toHaveProperty('NEW')
    expect(failed.annotations[0]?.message).toContain('The variables are as they were')
    made.commit({ 'fake-behaviour.json': '{"checks":"fail"}' })
    const unwell = await deploy(server, made, { ...failing, 'on-failure': 'rollback' })
    expect(ended(unwell)).toBe('failed checks-failed false')
    expect(server.app('vars')?.config['B']).toBe('other')
    expect(await page(server, 'vars')).toBe('200 v1')
    const latest = server.docker().tags['dokku/vars:latest']
    expect(server.app('vars')?.containers.map(({ image }) => image)).toEqual([latest])
  },
)

test.concurrent('an application that does not answer as it should is taken back', async () => {
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
  expect(result.annotations[0]?.message).toContain('What was there before is deployed again')
})

test.concurrent('two apps from one repository, and two deployments of one app at once', async () => {
  const server = await serverOf()
  const [one, other] = [project({ 'index.html': 'one\n' }), project({ 'index.html': 'two\n' })]
  const create = { create: 'true' }
  const both = await Promise.all([
    deploy(server, one, { ...create, app: 'shop-a' }),
    deploy(server, one, { ...create, app: 'shop-b' }),
    deploy(server, one, { ...create, app: 'busy' }),
  ])
  expect(both.map(ended)).toEqual(['well - true', 'well - true', 'well - true'])
  expect([tip(server, 'shop-a'), tip(server, 'shop-b')]).toEqual(
    Array(2).fill(one.git('rev-parse', 'HEAD')),
  )
  server.set('busy', { seconds: 4 })
  one.commit({ 'index.html': 'one again\n' })
  const first = deploy(server, one, { app: 'busy' })
  const late = await deploy(server, other, { app: 'busy', 'lock-wait': '0s', 'dry-run': 'true' })
  expect(ended(late)).toBe('well - false')
  const [won, waited] = await Promise.all([first, deploy(server, other, { app: 'busy' })])
  expect([ended(won), ended(waited)]).toEqual(['well - true', 'well - true'])
  server.set('busy', { locked: true })
  other.commit({ 'index.html': 'two again\n' })
  const before = tip(server, 'busy')
  const refused = await deploy(server, other, { app: 'busy', 'lock-wait': '0s', config: 'X=1' })
  expect([ended(refused), tip(server, 'busy')]).toEqual(['failed locked false', before])
  expect(server.app('busy')?.config).not.toHaveProperty('X')
})
