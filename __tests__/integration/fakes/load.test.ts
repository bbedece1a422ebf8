import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import {
  type LoadReport,
  type LoadRequest,
  reportOf,
  startLoad,
} from '../../../fakes/network/load.ts'

/** Loads a server for a while. */
async function load(
  server: ReturnType<typeof createTcpServer>,
  options: { keepAlive?: boolean; timeout?: number } = {},
): Promise<LoadReport> {
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await using running = await startLoad({
    ...{ address: `127.0.0.1:${port}`, slowEvery: 10, slowTime: 100, headers: { Host: 'shop' } },
    ...options,
  })
  await sleep(500)
  const report = await running.stop()
  server.close()
  return report
}

const one = (at: number, more: Partial<LoadRequest>): LoadRequest => ({
  ...{ at, time: 5, own: 0, isConnected: true },
  ...more,
})

test('a server that answers: its text, the time beyond what was asked for, the host header, its connections', async () => {
  const sockets = new Set<unknown>()
  const server = createServer(({ url = '', headers, socket }, response) => {
    sockets.add(socket)
    const [, time = 0] = /ms=(\d+)/.exec(url) ?? []
    setTimeout(() => response.end(`${headers.host}\n`), Number(time))
  })
  const report = await load(server)
  expect(Object.keys(report.answers)).toEqual(['shop'])
  expect(report).toMatchObject({ lost: 0, refused: 0, unanswered: 0, gap: 0 })
  expect(report.requests.length).toBeGreaterThan(10)
  expect(sockets.size).toBe(report.requests.length)
  const slow = report.requests.filter(({ own }) => own === 100)
  expect(slow.length).toBe(Math.floor(report.requests.length / 10))
  for (const { time } of slow) expect(time).toBeGreaterThanOrEqual(99)
})

test('connections are kept on request', async () => {
  const sockets = new Set<unknown>()
  const server = createServer(({ socket }, response) => {
    sockets.add(socket)
    response.end('v1')
  })
  const { requests } = await load(server, { keepAlive: true })
  expect(sockets.size).toBeLessThan(requests.length)
})

test('requests that are accepted and not answered', async () => {
  const reset = await load(createTcpServer((socket) => socket.resetAndDestroy()))
  expect(Object.keys(reset.answers)).toEqual(['unanswered: ECONNRESET'])
  expect(reset).toMatchObject({ refused: 0, unanswered: reset.lost, slowest: 0 })
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-length': 10 }).write('half')
    setTimeout(() => response.destroy(), 10)
  })
  const half = await load(server)
  expect(half).toMatchObject({ unanswered: half.requests.length })
  const silent = await load(
    createTcpServer((socket) => socket.on('error', () => {})),
    { timeout: 200 },
  )
  expect(silent).toMatchObject({ refused: 0, unanswered: silent.requests.length })
})

test('refused connections', async () => {
  const server = createTcpServer()
  server.once('listening', () => setTimeout(() => server.close(), 0))
  const report = await load(server)
  expect(report.refused).toBeGreaterThan(10)
  expect(report.answers).toHaveProperty(['refused: ECONNREFUSED'], report.refused)
})

test('the summary', () => {
  const report = reportOf([
    one(0, { status: 200, text: 'v1', time: 2030, own: 2000 }),
    one(40, { status: 200, text: 'v2' }),
    one(10, { status: 503, text: 'no' }),
    one(20, { error: 'ECONNREFUSED', isConnected: false, time: 900 }),
    one(30, { error: 'ECONNRESET' }),
  ])
  expect(report.requests.map(({ at }) => at)).toEqual([0, 10, 20, 30, 40])
  expect(report.answers).toEqual({
    ...{ v1: 1, v2: 1, 'status 503': 1 },
    ...{ 'refused: ECONNREFUSED': 1, 'unanswered: ECONNRESET': 1 },
  })
  expect(report).toMatchObject({ lost: 3, refused: 1, unanswered: 1, slowest: 30, gap: 30 })
})
