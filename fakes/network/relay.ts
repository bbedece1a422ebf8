// A relay in front of a server, which simulates network faults.
import { createServer, type ListenOptions, type Server, type Socket } from 'node:net'
import { onFreePort } from './free-port.ts'
import { forward, type RelayRules } from './relay-direction.ts'

export type Relay = {
  /** `127.77.0.1:40001`, or the path of its socket. */
  readonly address: string
  readonly port: number
  /** Resets every open connection. */
  dropConnections(): void
  /** Refuses new connections; open ones continue. */
  refuse(): void
  accept(): Promise<void>
  /** Forwards nothing in either direction and closes nothing, like a host that has vanished. */
  stall(): void
  resume(): void
  /** Delays every byte by this many milliseconds, and a new connection by three times as many. */
  delay(milliseconds: number): void
  stop(): void
}

/** Opens the other end of a new connection; rejects if that fails. */
export type Dial = (client: Socket) => Promise<Socket>

type Links = Map<Socket, { other?: Socket; readonly flushes: (() => void)[] }>

/** Starts a relay at an address (port 0 is any free one, which stays reserved while the relay refuses) or at the path of a socket. */
export async function startRelay(at: ListenOptions, dial: Dial): Promise<Relay> {
  const rules: RelayRules = { delay: 0, stalled: false }
  const links: Links = new Map()
  const joined = (client: Socket): void => void join(client, dial, rules, links)
  let server =
    at.port === 0
      ? await onFreePort((port) => listen({ ...at, port }, joined).catch(undefinedIfTaken))
      : await listen(at, joined)
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  const place = at.path === undefined ? { host: at.host ?? '127.0.0.1', port } : { path: at.path }
  const dropConnections = (): void => {
    for (const [client, { other }] of links) {
      reset(client)
      other?.destroy()
    }
  }
  return {
    address: at.path ?? `${at.host}:${port}`,
    port,
    dropConnections,
    refuse: () => void server.close(),
    async accept() {
      if (!server.listening) server = await listen(place, joined)
    },
    stall() {
      rules.stalled = true
    },
    resume() {
      rules.stalled = false
      for (const { flushes } of links.values()) for (const flush of flushes) flush()
    },
    delay(milliseconds) {
      rules.delay = milliseconds
    },
    stop() {
      server.close()
      dropConnections()
    },
  }
}

function undefinedIfTaken(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'EADDRINUSE') throw error
}

function listen(at: ListenOptions, join: (client: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    // Paused: the client's first bytes wait until the other end is connected.
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, join)
    server.on('error', reject)
    server.listen(at, () => resolve(server))
  })
}

async function join(client: Socket, dial: Dial, rules: RelayRules, links: Links): Promise<void> {
  const link: { other?: Socket; readonly flushes: (() => void)[] } = { flushes: [] }
  links.set(client, link)
  client.on('close', () => links.delete(client))
  client.on('error', () => {})
  // The three packets of a TCP handshake.
  if (rules.delay > 0) await new Promise((resolve) => setTimeout(resolve, 3 * rules.delay))
  const other = await dial(client).catch(() => undefined)
  if (other === undefined || client.destroyed) {
    other?.destroy()
    reset(client)
    return
  }
  link.other = other
  // A server that closes without sending anything counts as absent. Registered first: forward() would pass on its end.
  other.on('end', () => other.bytesRead === 0 && reset(client))
  link.flushes.push(forward(client, other, rules), forward(other, client, rules))
  client.resume()
}

function reset(client: Socket): void {
  // A Unix socket can't be reset, nor one that has begun to end: Node would then never close it.
  if (client.remoteAddress === undefined || client.writableEnded) client.destroy()
  else client.resetAndDestroy()
}
