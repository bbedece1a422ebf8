// A load balancer that checks the health of its hosts.
import { createServer, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'

export type Balancer = { readonly port: number; stop(): void }

/** This many checks in a row must get no answer: on a busy machine a single one means nothing. */
const SILENT_CHECKS = 3

/**
 * Forwards requests, in turn, to the addresses that are healthy: whose last `/healthz` was 200. It never retries. Resolves after the
 * first checks.
 */
export async function startBalancer(addresses: readonly string[]): Promise<Balancer> {
  const healthy = new Set<string>()
  const silent = new Map<string, number>()
  const check = async (address: string): Promise<void> => {
    const signal = AbortSignal.timeout(500)
    const isHealthy = await fetch(`http://${address}/healthz`, { signal }).then(
      ({ ok }) => ok,
      () => (signal.aborted ? undefined : false),
    )
    silent.set(address, isHealthy === undefined ? (silent.get(address) ?? 0) + 1 : 0)
    if (isHealthy) healthy.add(address)
    else if (isHealthy === false || (silent.get(address) ?? 0) >= SILENT_CHECKS)
      healthy.delete(address)
  }
  await Promise.all(addresses.map(check))
  let isStopped = false
  // One check at a time, so that an earlier one can't have the last word.
  const checkAlways = async (address: string): Promise<void> => {
    while (!isStopped) {
      await setTimeout(150)
      await check(address)
    }
  }
  for (const address of addresses) void checkAlways(address)
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
      isStopped = true
      server.close()
    },
  }
}
