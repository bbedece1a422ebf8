import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { isSystemError, plainError } from '../../../kit/text/plain-error.ts'

const thrownBy = async (act: () => unknown): Promise<unknown> => {
  try {
    await act()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('an error of Node in plain words', () => {
  test.each([
    [() => readFileSync('/none'), 'no such file or directory'],
    [() => readFileSync('/'), 'it is a folder'],
    [() => readdirSync('/proc/self/status'), 'a part of its path is not a folder'],
    [() => readFileSync('x'.repeat(5000)), 'name too long'],
    [
      () => fetch('http://none.invalid'),
      /^the name of the host (?:is unknown|can’t be looked up now)$/,
    ],
  ])('%s', async (act, words) => {
    const said = plainError(await thrownBy(act))
    expect(said).toMatch(words)
    expect(said).not.toMatch(/Error|\bE[A-Z]{3,}\b|fetch failed/)
  })
})

test.each([
  ['no HTTP', 'SSH-2.0-OpenSSH\r\n', 'Response does not match the HTTP/1.1 protocol'],
  ['nothing', '', 'the connection was closed'],
])('a server that sends %s', async (_, sent, words) => {
  const server = createServer((socket) => socket.on('error', () => {}).end(sent))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  expect(plainError(await thrownBy(() => fetch(`http://127.0.0.1:${port}`)))).toContain(words)
  server.close()
})

test.each(['127.0.0.1', 'localhost'])('no server at %s', async (host) => {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  await once(server.close(), 'close')
  expect(plainError(await thrownBy(() => fetch(`http://${host}:${port}`)))).toBe(
    'connection refused',
  )
})

test('any other error is its first line, without its class', () => {
  expect(plainError(new TypeError('one\ntwo'))).toBe('one')
  expect(plainError('text')).toBe('text')
})

test('only what the system refuses is a system error', async () => {
  expect(isSystemError(await thrownBy(() => readFileSync('/none')))).toBe(true)
  for (const error of [new TypeError('x'), 'x', Object.assign(new Error('x'), { code: 'X' })])
    expect(isSystemError(error)).toBe(false)
})
