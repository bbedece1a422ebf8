// A run that is cancelled, killed or out of time, and what the server makes of its build. One after the other: a cancelled run has no
// more time than the runner gives it.
import { expect, jest } from '@jest/globals'
import { CANCEL_WARNING } from '../../../actions/dokku-deploy/src/run.ts'
import type { ActionResult } from '../../../rehearsal/action-runner.ts'
import {
  deploy,
  ended,
  eventually,
  page,
  stopServersAfterTests,
  tip,
} from '../../support/dokku/deployment.ts'
import { at, deployed, timeOutAfter } from '../../support/dokku/servers-by-access.ts'
import { argumentsOf } from '../../support/processes.ts'
import { test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(300_000)
stopServersAfterTests()

/** The first line of the post step. */
const POST = 'Waiting for the server to finish the deployment'

/** Repeats a run for which this machine was too slow: the runner kills a cancelled run after some seconds. */
async function inTime(run: () => Promise<ActionResult>): Promise<ActionResult> {
  for (;;) {
    const result = await run()
    const isLate = ({ message }: { message: string }): boolean => message === CANCEL_WARNING
    if (!result.annotations.some(isLate)) return result
  }
}

const errorsOf = ({ annotations }: ActionResult): string[] =>
  annotations.filter(({ level }) => level === 'error').map(({ message }) => message)

test('cancelled before the push: nothing is changed', async () => {
  const { server, made, before } = await deployed('early')
  const cancelAt = (text: string) => {
    const controller = new AbortController()
    return { ...at(text, () => controller.abort()), signal: controller.signal }
  }
  const inputs = { app: 'early', config: 'A=1' }
  const run = (text: string) => inTime(() => deploy(server, made, inputs, cancelAt(text)))
  const result = await run('Dokku 0.38.27')
  expect(ended(result)).toBe('failed cancelled false')
  expect([tip(server, 'early'), server.app('early')?.config['A']]).toEqual([before, undefined])
  server.set('early', { locked: true })
  expect(ended(await run('Waiting'))).toBe('failed cancelled false')
})

test('cancelled during the build on 0.38: the build is stopped', async () => {
  const { server, made } = await deployed('cancel')
  let before = ''
  const result = await inTime(async () => {
    before = tip(server, 'cancel')
    server.set('cancel', { hang: true })
    made.commit({ 'also.html': before })
    const controller = new AbortController()
    const onLine = (line: string): void => {
      if (line.includes('Building')) controller.abort()
      if (line.startsWith(POST)) server.set('cancel', {})
    }
    const asked = { onLine, signal: controller.signal }
    return deploy(server, made, { app: 'cancel', config: 'A=1' }, asked)
  })
  expect(ended(result)).toBe('failed cancelled false')
  expect(errorsOf(result)).toEqual([
    '"cancel": the run was cancelled',
    expect.stringContaining('the build on the server was stopped'),
  ])
  expect(tip(server, 'cancel')).toBe(before)
  expect(server.app('cancel')?.config).not.toHaveProperty('A')
  expect(server.app('cancel')?.builds.at(-1)?.status).toBe('canceled')

  const late = await timeOutAfter('Building', 3, (timeout) =>
    deploy(server, made, { app: 'cancel', timeout }),
  )
  expect(ended(late)).toBe('failed timeout false')
  expect(late.annotations[0]?.message).toContain('the build on the server was stopped')
  server.set('cancel', {})
  expect(ended(await deploy(server, made, { app: 'cancel' }))).toBe('success - true')
})

test('cancelled during the checks: what is left running is reported, with what repairs it', async () => {
  const { server, made } = await deployed('checks')
  const image = server.app('checks')?.containers[0]?.image
  made.commit({ 'index.html': 'v2\n', 'fake-behaviour.json': '{"checkSeconds":3600}' })
  const result = await inTime(() => {
    const controller = new AbortController()
    const cancel = at('Attempting pre-flight checks', () => controller.abort())
    return deploy(server, made, { app: 'checks' }, { ...cancel, signal: controller.signal })
  })
  expect(ended(result)).toBe('failed cancelled false')
  const [, error] = errorsOf(result)
  expect(error).toContain('web.1 of the version that was not deployed is still running')
  expect(error).toContain('dokku/checks:latest is its image already')
  expect(error).toContain('"dokku ps:rebuild checks" repairs')
  expect(server.docker().tags['dokku/checks:latest']).not.toBe(image)
  expect(server.app('checks')?.containers).toHaveLength(2)

  const late = await timeOutAfter('Attempting pre-flight checks', 8, (timeout) =>
    deploy(server, made, { app: 'checks', timeout, 'on-failure': 'rollback' }),
  )
  expect(ended(late)).toBe('failed timeout false')
  const [running, ...others] = server.app('checks')?.containers ?? []
  expect([running?.image, others]).toEqual([server.docker().tags['dokku/checks:latest'], []])
  expect(await page(server, 'checks')).toBe('200 v1')
})

test.each(['0.29.2', '0.38.27'])(
  'cancelled on %s when the server has deployed already: said, and nothing is announced that does not come',
  async (version) => {
    const { server, made } = await deployed('done', version)
    const result = await inTime(() => {
      made.commit({ 'index.html': 'v2\n', 'also.html': `${tip(server, 'done')}\n` })
      const controller = new AbortController()
      const cancel = at('Application deployed', () => controller.abort())
      return deploy(server, made, { app: 'done' }, { ...cancel, signal: controller.signal })
    })
    expect(ended(result)).toBe('failed cancelled true')
    expect(errorsOf(result)[1]).toMatch(
      /^"done": the run was cancelled; its build on the server was not stopped\nRunning now: web\.1 .*\nThe server had deployed the new version$/,
    )
    expect(await page(server, 'done')).toBe('200 v2')
  },
)

test('cancelled during the check of what was deployed: the check was cut short', async () => {
  const { server, made } = await deployed('unchecked', '0.10.5')
  const result = await inTime(() => {
    made.commit({ 'index.html': 'v2\n', 'also.html': `${tip(server, 'unchecked')}\n` })
    const controller = new AbortController()
    // The pause between two looks is three seconds.
    const onLine = (line: string): void => {
      if (line.includes('Application deployed')) setTimeout(() => controller.abort(), 1500)
    }
    return deploy(server, made, { app: 'unchecked' }, { onLine, signal: controller.signal })
  })
  expect(ended(result)).toBe('failed cancelled true')
  expect(errorsOf(result)[1]).not.toContain('post step')
})

test('cancelled when the server takes its time: the reason is there, and the post step says the rest', async () => {
  const { server, made } = await deployed('slow')
  server.set('slow', { hang: true })
  made.commit({ 'index.html': 'v2\n' })
  const controller = new AbortController()
  const onLine = (line: string): void => {
    // The server answers nothing while the runner waits for the step.
    if (line.includes('Building')) server.set('slow', { hang: true, silent: true })
    if (line.includes('Building')) controller.abort()
    if (line.startsWith(POST)) server.set('slow', {})
  }
  const result = await deploy(server, made, { app: 'slow' }, { onLine, signal: controller.signal })
  expect(result.outputs['reason']).toBe('cancelled')
  expect(errorsOf(result)[0]).toBe('"slow": the run was cancelled')
  expect(result.annotations.some(({ message }) => message === CANCEL_WARNING)).toBe(true)
  expect(result.log).toContain(POST)
})

test('cancelled during the build on 0.29: it continues, and the post step reports the outcome', async () => {
  const { server, made } = await deployed('goes-on', '0.29.2')
  const onPost = (line: string): void => {
    if (line.startsWith(POST)) server.set('goes-on', {})
  }
  const result = await inTime(async () => {
    server.set('goes-on', { hang: true })
    made.commit({ 'index.html': `${tip(server, 'goes-on')}\n` })
    const controller = new AbortController()
    const onLine = (line: string): void => {
      if (line.includes('Building')) controller.abort()
      onPost(line)
    }
    return deploy(server, made, { app: 'goes-on' }, { onLine, signal: controller.signal })
  })
  expect(ended(result)).toBe('failed cancelled false post 1')
  const errors = errorsOf(result)
  expect(errors[1]).toContain('The server continues on its own, and the post step')
  expect(errors.at(-1)).toContain('the server deployed "goes-on" anyway: web.1')
  expect(tip(server, 'goes-on')).toBe(made.git('rev-parse', 'HEAD'))

  made.commit({ 'fake-behaviour.json': '{"build":"fail"}' })
  server.set('goes-on', { hang: true })
  const failed = await timeOutAfter('Building', 2, (timeout) =>
    deploy(server, made, { app: 'goes-on', timeout }, { onLine: onPost }),
  )
  expect(ended(failed)).toBe('failed timeout false')
  expect(failed.log).toContain('goes-on was not deployed. Running now: web.1')
})

test('killed: the post step reports the outcome, and no process is left here', async () => {
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
  expect(result.annotations.at(-1)?.message).toContain('deployed "killed" anyway')
  // Only the SSH connection is left, which the runner ends with the job.
  const rest = () => argumentsOf(mark).filter(([, line]) => !line.startsWith('ssh -M -N '))
  await eventually(() => rest().length === 0)
  for (const [pid] of argumentsOf(mark)) process.kill(pid)
})
