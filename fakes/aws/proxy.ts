// The proxy's HTTP server: it determines the operation of each request. Answers come from a callback.
import {
  Agent,
  createServer,
  type IncomingMessage,
  request as open,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { operationOf } from './operation.ts'
import type { Answer, Request } from './request.ts'

export type Proxy = { readonly port: number; close(): Promise<void> }

/** Hop-by-hop headers, and those that are set again. */
const DROPPED = ['connection', 'content-length', 'expect', 'transfer-encoding', 'keep-alive']

/** Starts the server. If `answer` resolves with undefined, the connection is closed; if it fails, the response is 500 with the error. */
export async function startProxy(
  answer: (request: Request) => Promise<Answer | undefined>,
): Promise<Proxy> {
  const server = createServer((incoming, outgoing) => {
    const replied = read(incoming).then(async (request) => {
      const given = await answer(request)
      if (given) send(outgoing, given)
      else outgoing.destroy()
    })
    replied.catch((error: Error) => send(outgoing, { status: 500, body: String(error.stack) }))
  })
  // Clients of AWS keep connections for minutes.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { port: (server.address() as AddressInfo).port, close }
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (!DROPPED.includes(name)) headers[name] = String(value)
  }
  const url = new URL(`http://${headers['host']}${incoming.url}`)
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers['authorization'] ?? '')
  const [region = 'us-east-1', service = ''] = scope?.slice(1) ?? []
  const method = incoming.method ?? 'GET'
  const operation = operationOf(service, { method, url, headers }, body)
  return { method, url, headers, body, region, service, operation }
}

function send(outgoing: ServerResponse, { status, headers = {}, body = '' }: Answer): void {
  // The response to HEAD has the length of the body that is not sent.
  const length = headers['content-length'] ?? String(Buffer.byteLength(body))
  outgoing.writeHead(status, { ...headers, 'content-length': length })
  outgoing.end(body)
}

/** A connection per request: moto closes idle ones at any time. */
const agent = new Agent({ keepAlive: false })

/** Returns a function that forwards requests to a port of this machine. */
export function forwardTo(port: number): (request: Request) => Promise<Answer> {
  return ({ method, url, headers, body }) =>
    new Promise((resolve, reject) => {
      const length = method === 'GET' || method === 'HEAD' ? {} : { 'content-length': body.length }
      const options = {
        agent,
        host: '127.0.0.1',
        port,
        method,
        path: `${url.pathname}${url.search}`,
      }
      const sent = open({ ...options, headers: { ...headers, ...length } }, (incoming) => {
        answerOf(incoming, method).then(resolve, reject)
      })
      sent.on('error', reject)
      sent.end(body)
    })
}

async function answerOf(incoming: IncomingMessage, method: string): Promise<Answer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) {
    const isLength = name === 'content-length' && method === 'HEAD'
    if (!DROPPED.includes(name) || isLength) headers[name] = String(value)
  }
  return { status: incoming.statusCode ?? 502, headers, body: Buffer.concat(chunks) }
}
