// A load balancer that checks the health of its hosts, and a steady load through it.
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

export type Load = {
  /** The number of responses by their text; failures count under their status or error. */
  readonly answers: ReadonlyMap<string, number>
  stop(): Promise<void>
}

/** Sends 40 requests a second and counts the responses. */
export function startLoad(port: number): Load {
  const answers = new Map<string, number>()
  const running = new Set<Promise<void>>()
  const count = (answer: string): void => void answers.set(answer, (answers.get(answer) ?? 0) + 1)
  const ask = async (): Promise<void> => {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/`)
      const text = (await response.text()).trim()
      count(response.ok ? text : `status ${response.status}`)
    } catch (error) {
      count(String(error))
    }
  }
  const timer = setInterval(() => {
    const one = ask().finally(() => running.delete(one))
    running.add(one)
  }, 25)
  return {
    answers,
    async stop() {
      clearInterval(timer)
      await Promise.all(running)
    },
  }
}
