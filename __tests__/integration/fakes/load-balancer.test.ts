// The load balancer of the tests: a host that is slow is not taken for one that is down.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { startBalancer } from '../../../fakes/network/load-balancer.ts'

test('one slow health check does not take a host out; one that fails does', async () => {
  let [checks, health] = [0, 200]
  const server = createServer(async (request, response) => {
    if (request.url === '/healthz' && checks++ === 1) await setTimeout(800)
    response.writeHead(request.url === '/healthz' ? health : 200).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const balancer = await startBalancer([`127.0.0.1:${(server.address() as AddressInfo).port}`])
  const status = async (): Promise<number> =>
    (await fetch(`http://127.0.0.1:${balancer.port}/`)).status
  try {
    const start = performance.now()
    while (performance.now() - start < 1000) {
      expect(await status()).toBe(200)
      await setTimeout(10)
    }
    health = 503
    while ((await status()) === 200) await setTimeout(10)
    expect(await status()).toBe(503)
  } finally {
    balancer.stop()
    server.close()
    server.closeAllConnections()
  }
})
