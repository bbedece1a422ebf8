import { expect, test } from '@jest/globals'
import { streamProgram } from '../../../kit/process/stream.ts'
import { ended } from '../../support/processes.ts'

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
  `${trap} sh -c 'sleep 60 & echo $!; wait' & echo $!; echo $$; while :; do wait; sleep 0.1; done`

test.each([
  ['ends at the interrupt', '', []],
  [
    'gets the interrupt, goes on, and is killed later',
    'trap "echo interrupted" INT;',
    ['interrupted'],
  ],
])('killOn ends a program with all that it has started: one that %s', async (_, trap, printed) => {
  const cancel = new AbortController()
  const pids: number[] = []
  const lines: string[] = []
  const result = await streamProgram('sh', ['-c', family(trap)], {
    ...options,
    killOn: cancel.signal,
    onLine(line) {
      if (!/^\d+$/.test(line)) lines.push(line)
      else if (pids.push(Number(line)) === 3) cancel.abort()
    },
  })
  expect(result.code).not.toBe(0)
  expect(lines).toEqual(printed)
  await ended(pids)
})

test('a signal that has come before the start ends the program', async () => {
  const result = await streamProgram('sleep', ['60'], { ...options, killOn: AbortSignal.abort() })
  expect(result.code).toBeNull()
})
