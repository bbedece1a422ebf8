import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { ROOT } from '../../../scripts/actions.ts'
import { ended, isRunning } from '../../support/processes.ts'

let temp = ''
beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'towpath-exit-'))
})
afterAll(() => rmSync(temp, { recursive: true, force: true }))

/** A process with a temporary folder and a program that has started another; `more` is added to its script. */
async function start(more = ''): Promise<{ child: ChildProcess; pids: number[] }> {
  const script = `
    import { cancellation, temporaryFolder } from './kit/process/exit-cleanup.ts'
    import { streamProgram } from './kit/process/stream.ts'
    ${more}
    using folder = temporaryFolder(process.env.TEMP, 'x-')
    const onLine = (line) => console.log(line)
    const options = { cwd: folder.path, env: process.env, onLine }
    await streamProgram('sh', ['-c', 'sleep 60 & echo $!; echo $$; wait'], options)`
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script]
  const child = spawn(process.execPath, flags, {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], TEMP: temp },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const pids: number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    if (pids.push(Number(line)) === 2) break
  }
  return { child, pids }
}

async function expectNothingLeft(pids: readonly number[]): Promise<void> {
  await ended(pids)
  expect(readdirSync(temp)).toEqual([])
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a run with its programs and what they have started, and removes its folders',
  async (signal) => {
    const { child, pids } = await start()
    expect([pids.map(isRunning), readdirSync(temp).length]).toEqual([[true, true], 1])
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([null, signal])
    await expectNothingLeft(pids)
  },
)

test('a run that ends by itself gets its time, and then ends anyway', async () => {
  const { child, pids } = await start(`const late = () => console.error('late')
    const cancel = cancellation(300, late)
    cancel.onabort = () => setTimeout(() => console.error('in time'), 200)`)
  let said = ''
  child.stderr?.on('data', (text: Buffer) => {
    said += String(text)
  })
  child.kill('SIGINT')
  expect(await once(child, 'close')).toEqual([null, 'SIGINT'])
  expect(said).toBe('in time\nlate\n')
  await expectNothingLeft(pids)
})

test('a cancelled run ends at the second signal', async () => {
  const { child, pids } = await start(
    `cancellation(60_000, () => {}).onabort = () => console.log(0)`,
  )
  const aborted = once(child.stdout as NodeJS.ReadableStream, 'data')
  child.kill('SIGINT')
  await aborted
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([null, 'SIGTERM'])
  await expectNothingLeft(pids)
})
