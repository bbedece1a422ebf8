import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { streamProgram } from '../../../kit/process/stream.ts'
import { isRunning } from '../../support/processes.ts'

const options = { cwd: '/', env: { PATH: process.env['PATH'] } }

test('lines of both outputs are passed on as they come', async () => {
  const lines: string[] = []
  const script = 'echo a; echo b >&2; printf "c\\r\\n\\nd"; exit 3'
  const onLine = (text: string): unknown => lines.push(text)
  const result = await streamProgram('sh', ['-c', script], {
    ...options,
    onLine,
    onErrorLine: onLine,
  })
  expect(result).toEqual({ code: 3, stdout: 'a\nc\r\n\nd', stderr: 'b\n' })
  expect(lines.filter((text) => text !== 'b')).toEqual(['a', 'c', '', 'd'])
  expect(lines).toContain('b')
})

/** Starts a program that starts another, which starts a third; each prints its process id. */
const family = (trap: string): string =>
  `${trap} sh -c '${trap} sleep 60 & echo $!; wait' & echo $!; echo $$; wait`

test.each([
  ['ends at the interrupt', '', 0],
  ['ignores the interrupt, and is killed two seconds later', 'trap "" INT;', 1900],
])(
  'killOn ends a program with all that it has started: one that %s',
  async (_, trap, atLeast) => {
    const cancel = new AbortController()
    const pids: number[] = []
    const begun = performance.now()
    const result = await streamProgram('sh', ['-c', family(trap)], {
      ...options,
      killOn: cancel.signal,
      onLine(line) {
        if (pids.push(Number(line)) === 3) cancel.abort()
      },
    })
    expect(result.code).not.toBe(0)
    expect(performance.now() - begun).toBeGreaterThan(atLeast)
    // A process that is killed ends a moment later; these would run for a minute.
    for (let waited = 0; pids.some(isRunning) && waited < 5000; waited += 20) await sleep(20)
    expect(pids.filter(isRunning)).toEqual([])
  },
  20_000,
)

test('a signal that has come before the start ends the program', async () => {
  const result = await streamProgram('sleep', ['60'], { ...options, killOn: AbortSignal.abort() })
  expect(result.code).toBeNull()
})
