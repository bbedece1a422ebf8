// A load balancer that checks the health of its hosts.
import { createServer, request } from 'node:http'

export type Balancer = { readonly port: number; stop(): void }

/** Forwards requests, in turn, to the addresses whose last `/healthz` was 200. It never retries. Resolves after the first checks. */
export async function startBalancer(addresses: readonly string[]): Promise<Balancer> {
  const healthy = new Set<string>()
  const check = async (address: string): Promise<void> => {
    const signal = AbortSignal.timeout(500)
    const isHealthy = await fetch(`http://${address}/healthz`, { signal }).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isHealthy) healthy.add(address)
    else healthy.delete(address)
  }
  await Promise.all(addresses.map(check))
  const checks = setInterval(() => void addresses.map(check), 150)
  let turn = 0
  const server = createServer((incoming, outgoing) => {
    turn += 1
    const all = addresses.filter((address) => healthy.has(address))
    const address = all[turn % Math.max(1, all.length)]
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
    stop() {
      clearInterval(checks)
      server.close()
    },
  }
}
