// A server on loopback that answers as a test wants, byte for byte, and records what it gets.
import { createServer, type Socket } from 'node:net'

export type HostileServer = AsyncDisposable & {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  /** Every request, with its headers and body. */
  readonly requests: readonly string[]
  /** How many connections were made. */
  connections(): number
  /** Resolves when the first connection is closed. */
  readonly closed: Promise<void>
}

/** Answers one request. `count` is the number of requests so far, from 1. */
export type Behaviour = (socket: Socket, request: string, count: number) => void

export type ServerOptions = {
  /** Called for each new connection, before anything is read of it. */
  readonly onConnection?: (socket: Socket) => void
}

/** Starts the server. */
export async function hostileServer(
  behave: Behaviour,
  { onConnection }: ServerOptions = {},
): Promise<HostileServer> {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket
      .on('error', () => {})
      .on('close', () => {
        sockets.delete(socket)
        resolve()
      })
    onConnection?.(socket)
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (!isComplete(text)) return
      requests.push(text)
      text = ''
      behave(socket, requests.at(-1) ?? '', requests.length)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    closed,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

function isComplete(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  const [, length = '0'] = /\r\ncontent-length: (\d+)/i.exec(text) ?? []
  return end >= 0 && text.length >= end + 4 + Number(length)
}

/** Returns an answer with a body, as a well-behaved server writes it. */
export function httpAnswer(status: number, body = '', headers: readonly string[] = []): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  return [`HTTP/1.1 ${status} Any`, length, ...headers, '', body].join('\r\n')
}
