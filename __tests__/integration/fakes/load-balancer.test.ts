// The load balancer of the tests: a host that is slow is not taken for one that is down.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { startBalancer } from '../../../fakes/network/load-balancer.ts'

type Host = { readonly server: Server; readonly address: string; health: number; delay: number }

/** Starts a server that answers with its name. */
async function startHost(name: string): Promise<Host> {
  const server = createServer(async ({ url }, response) => {
    if (url !== '/healthz') {
      response.end(name)
      return
    }
    await setTimeout(host.delay)
    response.writeHead(host.health).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const host: Host = { server, address, health: 200, delay: 0 }
  return host
}

test('each healthy host has its turn, also one that is slow; none that is not well, or down, gets a request', async () => {
  const [one, two] = [await startHost('one'), await startHost('two')]
  const balancer = await startBalancer([one.address, two.address])
  const ask = async (): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${balancer.port}/`)
    return response.ok ? await response.text() : String(response.status)
  }
  const askTwice = async (): Promise<string[]> => [await ask(), await ask()].sort()
  try {
    expect(await askTwice()).toEqual(['one', 'two'])
    one.delay = 800
    expect(await askTwice()).toEqual(['one', 'two'])
    one.health = 404
    expect(await askTwice()).toEqual(['two', 'two'])
    one.health = 200
    two.server.close()
    two.server.closeAllConnections()
    expect(await askTwice()).toEqual(['one', 'one'])
    one.health = 404
    expect(await askTwice()).toEqual(['503', '503'])
  } finally {
    balancer.stop()
    for (const { server } of [one, two]) {
      server.close()
      server.closeAllConnections()
    }
  }
})
