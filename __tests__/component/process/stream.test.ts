import { expect, test } from '@jest/globals'
import { streamProgram } from '../../../kit/process/stream.ts'

const options = { cwd: '/', env: { PATH: process.env['PATH'] } }

test('lines are told as they come, of both outputs', async () => {
  const lines: string[] = []
  const script = 'echo a; echo b >&2; printf "c\\r\\n\\nd"; exit 3'
  const line = (text: string): unknown => lines.push(text)
  const finished = await streamProgram('sh', ['-c', script], {
    ...options,
    onLine: line,
    onErrorLine: line,
  })
  expect(finished).toEqual({ code: 3, stdout: 'a\nc\r\n\nd', stderr: 'b\n' })
  expect(lines.filter((text) => text !== 'b')).toEqual(['a', 'c', '', 'd'])
  expect(lines).toContain('b')
})

test.each([
  ['that listens', 'echo; sleep 60; true', 0],
  [
    'that is deaf, with what it started',
    "trap '' INT; echo; sh -c 'sleep 60; true'; sleep 60",
    1900,
  ],
])(
  'a program is interrupted: one %s',
  async (_, script, least) => {
    const cancel = new AbortController()
    const begun = performance.now()
    const line = (): void => cancel.abort()
    const finished = await streamProgram('sh', ['-c', script], {
      ...options,
      killOn: cancel.signal,
      onLine: line,
    })
    expect(finished.code).not.toBe(0)
    expect(performance.now() - begun).toBeGreaterThan(least)
  },
  20_000,
)

test('one that is told to end before it begins', async () => {
  const finished = await streamProgram('sleep', ['60'], {
    ...options,
    killOn: AbortSignal.abort(),
  })
  expect(finished.code).toBeNull()
})
