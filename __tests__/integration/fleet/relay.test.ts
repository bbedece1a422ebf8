import { createServer, type Server } from 'node:net'
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

/** Says something and ends. Resolves with what comes back, the code of an error, and the milliseconds. */
async function said(text: string | Buffer): Promise<{ back: string; error: string; ms: number }> {
  const start = performance.now()
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
  return { back: Buffer.concat(chunks).toString(), error, ms: performance.now() - start }
}

test('everything goes through, in order, on many connections at once', async () => {
  const big = Buffer.alloc(5_000_000, 'abcdefghijk')
  expect((await said(big)).back === big.toString()).toBe(true)
  relay.delay(5)
  expect((await said(big)).back === big.toString()).toBe(true)
  const all = await Promise.all(Array.from({ length: 200 }, (_, at) => said(`connection ${at}`)))
  expect(all.map(({ back }) => back)).toEqual(all.map((_, at) => `connection ${at}`))
})

test('delay is that of each way, and of the three packets of a connection', async () => {
  relay.delay(40)
  const { back, ms } = await said('x')
  expect(back).toBe('x')
  expect(ms).toBeGreaterThanOrEqual(3 * 40 + 2 * 40 - 5)
})

test('refused, and taken again at the same port', async () => {
  const before = await open()
  relay.refuse()
  expect((await said('x')).error).toBe('ECONNREFUSED')
  before.write('still')
  expect(String(await new Promise((resolve) => before.once('data', resolve)))).toBe('still')
  await relay.accept()
  expect((await said('x')).back).toBe('x')
  before.destroy()
})

test('cut: open connections are reset, new ones are taken', async () => {
  const socket = await open()
  socket.write('x')
  await new Promise((resolve) => socket.once('data', resolve))
  const broken = new Promise((resolve) => socket.once('error', resolve))
  relay.dropConnections()
  expect(await broken).toMatchObject({ code: 'ECONNRESET' })
  expect((await said('x')).back).toBe('x')
})

test('stalled: silence without an end; afterwards nothing is lost', async () => {
  relay.stall()
  let isOver = false
  const answer = said('later').finally(() => {
    isOver = true
  })
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(isOver).toBe(false)
  relay.resume()
  expect((await answer).back).toBe('later')
})

test('where there is no server, the connection is reset', async () => {
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

test('a server that closes without a word is like none; no socket is left', async () => {
  const curt = createServer({ allowHalfOpen: true }, (socket) => socket.end())
  await new Promise<void>((resolve) => curt.listen(0, '127.0.0.1', resolve))
  const bound = curt.address()
  const to = { host: '127.0.0.1', port: typeof bound === 'object' && bound ? bound.port : 0 }
  const way = await startRelay({ host: '127.77.1.1', port: 0 }, () => connectTo(to))
  const socket = await connectTo({ host: '127.77.1.1', port: way.port })
  const code = await new Promise((resolve) =>
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code)),
  )
  expect(code).toBe('ECONNRESET')
  way.stop()
  // It resolves only when each connection is closed.
  await new Promise((resolve) => curt.close(resolve))
})
