// A run that is cancelled, killed or out of time, and what the server makes of its build. One after the other: a cancelled run has no
// more time than the runner gives it.
import { expect, jest, test } from '@jest/globals'
import {
  argumentsOf,
  deploy,
  dokkuWorld,
  ended,
  eventually,
  page,
  tip,
} from './dokku-deployment.ts'
import { at, deployed } from './dokku-doors.ts'

jest.setTimeout(300_000)
dokkuWorld()

/** How the post part begins. */
const POST = 'Waiting for what the server makes of the deployment'

test('cancelled before the push: nothing is changed', async () => {
  const { server, made, before } = await deployed('early')
  const controller = new AbortController()
  const asked = { ...at('Dokku 0.38.27', () => controller.abort()), signal: controller.signal }
  const result = await deploy(server, made, { app: 'early', config: 'A=1' }, asked)
  expect(ended(result)).toBe('failed cancelled false')
  expect([tip(server, 'early'), server.app('early')?.config['A']]).toEqual([before, undefined])
  server.set('early', { locked: true })
  const waiting = new AbortController()
  const cancel = { ...at('Waiting', () => waiting.abort()), signal: waiting.signal }
  expect(ended(await deploy(server, made, { app: 'early' }, cancel))).toBe('failed cancelled false')
})

test('cancelled in the build on 0.38: the server ends it', async () => {
  const { server, made, before } = await deployed('cancel')
  server.set('cancel', { hang: true })
  const controller = new AbortController()
  const asked = { ...at('Building', () => controller.abort()), signal: controller.signal }
  const result = await deploy(server, made, { app: 'cancel', config: 'A=1' }, asked)
  expect(ended(result)).toBe('failed cancelled false')
  expect(result.annotations[0]?.message).toContain('the server ended the build')
  expect([tip(server, 'cancel'), await page(server, 'cancel')]).toEqual([before, '200 v1'])
  expect(server.app('cancel')?.config).not.toHaveProperty('A')
  expect(server.app('cancel')?.builds.at(-1)?.status).toBe('canceled')

  const late = await deploy(server, made, { app: 'cancel', timeout: '3s' })
  expect(ended(late)).toBe('failed timeout false')
  expect(late.annotations[0]?.message).toContain('the server ended the build')
  server.set('cancel', {})
  expect(ended(await deploy(server, made, { app: 'cancel' }))).toBe('well - true')
})

test('cancelled in the build on 0.29: it goes on, and the post part says what it became', async () => {
  const { server, made } = await deployed('goes-on', '0.29.2')
  server.set('goes-on', { hang: true })
  const controller = new AbortController()
  const onLine = (line: string): void => {
    if (line.includes('Building')) controller.abort()
    if (line.startsWith(POST)) server.set('goes-on', {})
  }
  const asked = { onLine, signal: controller.signal }
  const result = await deploy(server, made, { app: 'goes-on' }, asked)
  expect(ended(result)).toBe('failed cancelled false post 1')
  const errors = result.annotations.map(({ message }) => message)
  expect(errors[0]).toContain('the server goes on with it by itself')
  expect(errors.at(-1)).toContain('the server deployed "goes-on" all the same: web.1')
  expect(await page(server, 'goes-on')).toBe('200 v2')

  made.commit({ 'stand-in.json': '{"build":"fail"}' })
  server.set('goes-on', { hang: true })
  const failed = await deploy(server, made, { app: 'goes-on', timeout: '2s' }, { onLine })
  expect(ended(failed)).toBe('failed timeout false')
  expect(failed.log).toContain('It was not deployed; goes-on: web.1')
})

test('killed: the post part says what it became, and nothing goes on here', async () => {
  const { server, made } = await deployed('killed', '0.29.2')
  server.set('killed', { hang: true })
  const mark = `TOWPATH_TEST_MARK=${Math.random()}`
  const [name = '', value = ''] = mark.split('=')
  const kill = at('Building', () => {
    for (const [pid, line] of argumentsOf(mark))
      if (line.includes('dist/dokku-deploy')) process.kill(pid, 'SIGKILL')
  })
  const onLine = (line: string): void => {
    kill.onLine(line)
    if (line.startsWith(POST)) server.set('killed', {})
  }
  const result = await deploy(server, made, { app: 'killed' }, { onLine, env: { [name]: value } })
  expect([result.killedBy, result.postExitCode]).toEqual(['SIGKILL', 1])
  expect(result.annotations.at(-1)?.message).toContain('deployed "killed" all the same')
  // The runner ends what is left of a job; that is the connection alone, which hears of nothing.
  const rest = () => argumentsOf(mark).filter(([, line]) => !line.startsWith('ssh -M -N '))
  await eventually(() => rest().length === 0)
  for (const [pid] of argumentsOf(mark)) process.kill(pid)
})
