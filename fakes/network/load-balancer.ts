// A load balancer that checks the health of its hosts.
import { createServer, request } from 'node:http'

export type Balancer = { readonly port: number; stop(): void }

/** Milliseconds until a host without an answer is not healthy: a busy machine may take seconds. */
const PATIENCE = 10_000

/**
 * Forwards each request to the first healthy one of the addresses, of which each has its turn: whose `/healthz` is 200. It asks for every
 * request, so what it knows is never old, however busy the machine is. It never retries.
 */
export async function startBalancer(addresses: readonly string[]): Promise<Balancer> {
  let turn = 0
  const server = createServer(async (incoming, outgoing) => {
    turn += 1
    const first = turn % addresses.length
    const address = await firstHealthy([...addresses.slice(first), ...addresses.slice(0, first)])
    if (address === undefined) {
      outgoing.writeHead(503).end()
      return
    }
    const [host, port] = address.split(':')
    const onward = request({ host, port, path: incoming.url, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502)
      answer.on('error', () => outgoing.destroy())
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.headersSent || outgoing.writeHead(502).end())
    onward.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  return {
    port: typeof bound === 'object' && bound ? bound.port : 0,
    stop: () => void server.close(),
  }
}

async function firstHealthy(addresses: readonly string[]): Promise<string | undefined> {
  for (const address of addresses) {
    const signal = AbortSignal.timeout(PATIENCE)
    const isHealthy = await fetch(`http://${address}/healthz`, { signal }).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isHealthy) return address
  }
  return undefined
}
