import { createServer, type Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { connectTo } from '../../../fakes/network/connection.ts'
import { type Relay, startRelay } from '../../../fakes/network/relay.ts'

let echo: Server
let relay: Relay
beforeAll(async () => {
  echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket))
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  const bound = echo.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  relay = await startRelay({ host: '127.77.1.1', port: 0 }, () =>
    connectTo({ host: '127.0.0.1', port }),
  )
})
afterEach(() => {
  relay.delay(0)
  relay.resume()
})
afterAll(() => {
  relay.stop()
  echo.close()
})

const open = () => connectTo({ host: '127.77.1.1', port: relay.port })

/** Sends a string and its end. Resolves with the echo and the code of an error. */
async function exchange(text: string | Buffer): Promise<{ back: string; error: string }> {
  let error = ''
  const chunks: Buffer[] = []
  try {
    const socket = await open()
    socket.on('data', (chunk) => chunks.push(chunk as Buffer))
    socket.on('error', (thrown: NodeJS.ErrnoException) => {
      error = thrown.code ?? ''
    })
    socket.end(text)
    await new Promise((resolve) => socket.on('close', resolve))
  } catch (thrown) {
    error = (thrown as NodeJS.ErrnoException).code ?? ''
  }
  return { back: Buffer.concat(chunks).toString(), error }
}

test('forwards everything in order, on many connections at once', async () => {
  const big = Buffer.alloc(5_000_000, 'abcdefghijk')
  expect((await exchange(big)).back === big.toString()).toBe(true)
  relay.delay(5)
  expect((await exchange(big)).back === big.toString()).toBe(true)
  const all = await Promise.all(
    Array.from({ length: 200 }, (_, at) => exchange(`connection ${at}`)),
  )
  expect(all.map(({ back }) => back)).toEqual(all.map((_, at) => `connection ${at}`))
})

test('delays each direction, and the three packets of a handshake', async () => {
  relay.delay(40)
  const ended: string[] = []
  // Timers of one process end in the order of their times, however busy it is.
  const shorter = sleep(3 * 40 + 2 * 40 - 5).then(() => ended.push('a shorter time'))
  const { back } = await exchange('x').finally(() => ended.push('the exchange'))
  await shorter
  expect([back, ended]).toEqual(['x', ['a shorter time', 'the exchange']])
})

test('refuses new connections, and accepts them again on the same port', async () => {
  const before = await open()
  relay.refuse()
  expect((await exchange('x')).error).toBe('ECONNREFUSED')
  before.write('still')
  expect(String(await new Promise((resolve) => before.once('data', resolve)))).toBe('still')
  await relay.accept()
  expect((await exchange('x')).back).toBe('x')
  before.destroy()
})

test('drops open connections, and accepts new ones', async () => {
  const socket = await open()
  socket.write('x')
  await new Promise((resolve) => socket.once('data', resolve))
  const broken = new Promise((resolve) => socket.once('error', resolve))
  relay.dropConnections()
  expect(await broken).toMatchObject({ code: 'ECONNRESET' })
  expect((await exchange('x')).back).toBe('x')
})

test('stalls without closing; afterwards nothing is lost', async () => {
  relay.stall()
  let isOver = false
  const answer = exchange('later').finally(() => {
    isOver = true
  })
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(isOver).toBe(false)
  relay.resume()
  expect((await answer).back).toBe('later')
})

test('resets a connection if there is no server', async () => {
  const lost = await startRelay({ host: '127.77.1.1', port: 0 }, () =>
    connectTo({ host: '127.0.0.1', port: 1 }),
  )
  const socket = await connectTo({ host: '127.77.1.1', port: lost.port })
  const code = await new Promise((resolve) =>
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code)),
  )
  expect(code).toBe('ECONNRESET')
  lost.stop()
})

test('a server that closes without sending anything counts as absent; no socket stays open', async () => {
  const curt = createServer({ allowHalfOpen: true }, (socket) => socket.end())
  await new Promise<void>((resolve) => curt.listen(0, '127.0.0.1', resolve))
  const bound = curt.address()
  const to = { host: '127.0.0.1', port: typeof bound === 'object' && bound ? bound.port : 0 }
  const other = await startRelay({ host: '127.77.1.1', port: 0 }, () => connectTo(to))
  const socket = await connectTo({ host: '127.77.1.1', port: other.port })
  const code = await new Promise((resolve) =>
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code)),
  )
  expect(code).toBe('ECONNRESET')
  other.stop()
  // It resolves only when each connection is closed.
  await new Promise((resolve) => curt.close(resolve))
})
