import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { runAction } from '../../../kit/action/run-action.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { runProgram } from '../../../kit/process/run.ts'
import { ROOT } from '../../../scripts/actions.ts'
import { recordingRunner } from '../../support/recording-runner.ts'

describe('an action that throws', () => {
  afterEach(() => {
    process.exitCode = 0
  })

  test('a UserError shows it without a stack, with its positions, its reason and a summary', async () => {
    const { runner, calls } = recordingRunner()
    const at = { line: 3, column: 5 }
    const problems = [{ message: 'wrong', at }]
    await runAction(runner, () => {
      throw new UserError('bad-config', 'f.yml:3:5: <wrong>', { file: 'f.yml', problems })
    })
    expect(process.exitCode).toBe(1)
    expect(calls).toEqual([
      ['annotate', 'error', 'wrong', 'f.yml', at],
      ['annotate', 'error', 'f.yml:3:5: <wrong>'],
      ['log', 'Reason code: bad-config'],
      ['outputs', { reason: 'bad-config' }],
      ['summary', expect.stringContaining('&#60;wrong&#62;')],
    ])
  })

  test('another error shows it as a bug, with its stack', async () => {
    const { runner, calls } = recordingRunner()
    await runAction(runner, () => {
      throw new TypeError('x is not a function')
    })
    expect(process.exitCode).toBe(1)
    expect(calls).toEqual([
      [
        'annotate',
        'error',
        expect.stringMatching(/This is a bug in the action.*TypeError.*\n.* at /s),
      ],
      ['outputs', { reason: 'internal-error' }],
    ])
  })
})

describe('an action that the system refuses something', () => {
  afterEach(() => {
    process.exitCode = 0
  })

  test.each([
    [
      () => mkdtempSync('/none/x-'),
      /^The runner's system refused "mkdtemp" of "\/none\/x-\w+": no such file or directory$/,
    ],
    [() => readFileSync('/'), /^The runner's system refused "read": it is a folder$/],
    [
      () => runProgram('no-such-program', [], { cwd: '/', env: {} }),
      /^The program "no-such-program" can't be started: no such file or directory$/,
    ],
  ])('is no bug, and shows what was refused without a stack', async (act, message) => {
    const { runner, calls, outputs } = recordingRunner()
    await runAction(runner, async () => {
      await act()
    })
    expect([process.exitCode, outputs()]).toEqual([1, { reason: 'system-error' }])
    expect(calls[0]).toEqual(['annotate', 'error', expect.stringMatching(message)])
  })
})

describe('a run that is cancelled', () => {
  let temp = ''
  beforeAll(() => {
    temp = mkdtempSync(join(tmpdir(), 'towpath-cancel-'))
  })
  afterAll(() => rmSync(temp, { recursive: true, force: true }))

  /** Cancels a process that runs `body` as its action. Returns how it ended, the file of its outputs, and what it printed. */
  async function cancelled(signal: NodeJS.Signals, body: string) {
    const outputs = join(temp, 'outputs')
    writeFileSync(outputs, '')
    const script = `
      import { readFileSync } from 'node:fs'
      import { runAction } from './kit/action/run-action.ts'
      import { githubRunner } from './kit/action/runner.ts'
      import { UserError } from './kit/action/user-error.ts'
      import { cancellation, temporaryFolder } from './kit/process/exit-cleanup.ts'
      const runner = githubRunner()
      const outputs = () => readFileSync(process.env.GITHUB_OUTPUT, 'utf8')
      const cleanUp = () => new Promise((resolve) => { setTimeout(resolve, 30) })
      const started = () => new Promise(() => { setInterval(() => {}, 1000); console.log('started') })
      ${body}`
    const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script]
    const child = spawn(process.execPath, flags, {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], GITHUB_OUTPUT: outputs },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      if (text.includes('started')) child.kill(signal)
    })
    const [code, killedBy] = await once(child, 'close')
    const reasons = [...readFileSync(outputs, 'utf8').matchAll(/^reason<<.*\n(.*)$/gm)]
    return { code, killedBy, reasons: reasons.map(([, reason]) => reason), printed }
  }

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s has its reason, and ends as the signal ends it',
    async (signal) => {
      const { killedBy, reasons } = await cancelled(signal, 'await runAction(runner, started)')
      expect([killedBy, reasons]).toEqual([signal, ['cancelled']])
    },
  )

  test('with temporary folders to remove has its reason too', async () => {
    const body = `
      using folder = temporaryFolder(${JSON.stringify(temp)}, 'x-')
      await runAction(runner, started)`
    const { killedBy, reasons } = await cancelled('SIGINT', body)
    expect([killedBy, reasons]).toEqual(['SIGINT', ['cancelled']])
  })

  test('has its reason before it starts to clean up, and a more exact one after that', async () => {
    const body = `
      const cancel = cancellation(60_000, () => {})
      await runAction(runner, () => new Promise((resolve, reject) => {
        cancel.onabort = async () => {
          console.log('at first: ' + /cancelled/.test(outputs()))
          await cleanUp()
          reject(new UserError('not-restored', 'x'))
        }
        console.log('started')
        const timer = setInterval(() => cancel.aborted && clearInterval(timer), 10)
      }))`
    const { code, reasons, printed } = await cancelled('SIGINT', body)
    expect(printed).toContain('at first: true')
    expect([code, reasons]).toEqual([1, ['cancelled', 'not-restored']])
  })
})

test('what a run writes just before it is killed is not lost, even if the runner reads slowly', async () => {
  const script = `
    import { githubRunner } from './kit/action/runner.ts'
    const runner = githubRunner()
    for (let line = 0; line < 2000; line += 1) runner.log('x'.repeat(1000))
    runner.annotate('warning', 'the last words')
    process.kill(process.pid, 'SIGKILL')`
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script]
  const child = spawn(process.execPath, flags, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  // Nothing is read until the pipe is full and, without the guard, the process has ended.
  await new Promise((resolve) => setTimeout(resolve, 1500))
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  await closed
  expect(text.length).toBeGreaterThan(2_000_000)
  expect(text).toMatch(/::warning::the last words\n$/)
})
