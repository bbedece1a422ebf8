// A relay in front of a server: where the tests make the faults of a network.
import { createServer, type ListenOptions, type Server, type Socket } from 'node:net'
import { flow, type Rules } from './flow.ts'

export type Relay = {
  /** `127.77.0.1:40001`, or the path of its socket. */
  readonly address: string
  readonly port: number
  /** Resets every connection that is open. */
  cut(): void
  /** New connections are refused; the open ones go on. */
  refuse(): void
  accept(): Promise<void>
  /** Nothing goes through any more, in either direction, and nothing is closed: a host that is gone. */
  stall(): void
  resume(): void
  /** From now on every byte is so many milliseconds under way, and a new connection three times as long. */
  delay(milliseconds: number): void
  stop(): void
}

/** The other end of a new connection; rejects where there is none. */
export type Dial = (client: Socket) => Promise<Socket>

type Links = Map<Socket, { other?: Socket; readonly moves: (() => void)[] }>

/** Starts a relay at an address (port 0 is any that is free) or at the path of a socket. */
export async function startRelay(at: ListenOptions, dial: Dial): Promise<Relay> {
  const rules: Rules = { delay: 0, stalled: false }
  const links: Links = new Map()
  let server = await listen(at, (client) => join(client, dial, rules, links))
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  const place = at.path === undefined ? { host: at.host ?? '127.0.0.1', port } : { path: at.path }
  const cut = (): void => {
    for (const [client, { other }] of links) {
      reset(client)
      other?.destroy()
    }
  }
  const moveAll = (): void => {
    for (const { moves } of links.values()) for (const move of moves) move()
  }
  return {
    address: at.path ?? `${at.host}:${port}`,
    port,
    cut,
    refuse: () => void server.close(),
    async accept() {
      if (!server.listening) server = await listen(place, (one) => join(one, dial, rules, links))
    },
    stall() {
      rules.stalled = true
    },
    resume() {
      rules.stalled = false
      moveAll()
    },
    delay(milliseconds) {
      rules.delay = milliseconds
    },
    stop() {
      server.close()
      cut()
    },
  }
}

function listen(at: ListenOptions, join: (client: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    // Paused: what a client says first waits until there is somebody to say it to.
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, join)
    server.on('error', reject)
    server.listen(at, () => resolve(server))
  })
}

async function join(client: Socket, dial: Dial, rules: Rules, links: Links): Promise<void> {
  const link: { other?: Socket; readonly moves: (() => void)[] } = { moves: [] }
  links.set(client, link)
  client.on('close', () => links.delete(client))
  client.on('error', () => {})
  // The three packets before a server hears of a connection.
  if (rules.delay > 0) await new Promise((resolve) => setTimeout(resolve, 3 * rules.delay))
  const other = await dial(client).catch(() => undefined)
  if (other === undefined || client.destroyed) {
    other?.destroy()
    reset(client)
    return
  }
  link.other = other
  // A server that closes without a word is one that is not there. Before the flow, which would hand on its end.
  other.on('end', () => other.bytesRead === 0 && reset(client))
  link.moves.push(flow(client, other, rules), flow(other, client, rules))
  client.resume()
}

function reset(client: Socket): void {
  // A socket with a path can't be reset, nor one that has begun to end: Node would then never close it.
  if (client.remoteAddress === undefined || client.writableEnded) client.destroy()
  else client.resetAndDestroy()
}
