// Serves git over smart HTTP on loopback, with git's own http-backend, and with faults on demand.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, askBackend } from './git-backend.ts'
import { type GitRequest, gitRequest } from './git-request.ts'

export type GitServer = {
  /** The address of a repository below the root. */
  url(repository: string): string
  /** The size of all response bodies so far, in bytes. */
  sent(): number
  /** All requests with the right credentials so far. */
  readonly requests: readonly GitRequest[]
  close(): Promise<void>
}

/**
 * Where a connection is cut. `before` the server has the request; once it has only half of it (`arriving`); `after` it has done
 * everything, without a byte of an answer; half-way through the answer (`answering`).
 *
 * On a connection that has been used before, curl sends a request again that got not a byte: see `keepAlive`.
 */
export type Cut = 'before' | 'arriving' | 'after' | 'answering'

export type Handling = {
  readonly cut?: Cut
  /** Answers this instead of passing the request on. */
  readonly refuse?: { readonly status: number; readonly text: string }
  /** Changes the answer. */
  readonly answer?: (answer: Answer) => Answer
  /** Called when the server has done what was requested, before the client hears of it. */
  readonly done?: () => void | Promise<void>
}

export type GitServerOptions = {
  /** Decides what happens to a request, before it is passed on; undefined: nothing special. */
  readonly handle?: (request: GitRequest) => Handling | undefined | Promise<Handling | undefined>
  /** `false`: every request comes on a connection of its own. */
  readonly keepAlive?: boolean
}

/** The credentials that the server requires, as actions/checkout writes them. */
export const PASSWORD = 'pass"word $(x)'
export const HEADER = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${PASSWORD}`).toString('base64')}`

/** git shows the body of a refusal only if it has this type. */
const PLAIN = { 'content-type': 'text/plain' }

/** Serves the repositories below a folder, to clients with the credentials. */
export function serveGit(root: string, options: GitServerOptions = {}): Promise<GitServer> {
  const expected = HEADER.split(' ').at(-1)
  const requests: GitRequest[] = []
  let bytes = 0
  const server = createServer(async (request, response) => {
    if (options.keepAlive === false) response.setHeader('connection', 'close')
    if (request.rawHeaders.filter((name) => /^authorization$/i.test(name)).length > 1) {
      // As GitHub does.
      response.writeHead(400, PLAIN).end('Duplicate header: "Authorization"\n')
      return
    }
    if (request.headers.authorization?.replace(/^basic /i, '') !== expected) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
      return
    }
    const body = await bodyOf(request)
    const read = readRequest(request, body, requests.length + 1)
    requests.push(read)
    const handling = (await options.handle?.(read)) ?? {}
    bytes += await answer(root, request, response, body, handling)
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({
        requests,
        sent: () => bytes,
        url: (repository) => `http://127.0.0.1:${port}/${repository}`,
        close: () => new Promise((done) => server.close(() => done())),
      })
    })
  })
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer)
  } catch {
    // The client has gone: git notices that its request is not complete.
  }
  return Buffer.concat(chunks)
}

function readRequest(request: IncomingMessage, body: Buffer, number: number): GitRequest {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
  const isCompressed = request.headers['content-encoding'] === 'gzip'
  return gitRequest({ number, pathname: decodeURIComponent(pathname), search, body, isCompressed })
}

/** Answers a request. Returns the size of the answer's body. */
async function answer(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  { cut, refuse, answer: change = (same) => same, done }: Handling,
): Promise<number> {
  if (cut === 'before') {
    request.socket.destroy()
    return 0
  }
  if (refuse) {
    response.writeHead(refuse.status, PLAIN).end(refuse.text)
    return refuse.text.length
  }
  const sent = cut === 'arriving' ? body.subarray(0, body.length / 2) : body
  const { status, headers, body: answered } = change(await askBackend(root, request, sent))
  await done?.()
  if (cut === undefined) {
    response.writeHead(status, headers).end(answered)
    return answered.length
  }
  if (cut === 'answering') {
    response.writeHead(status, { ...headers, 'content-length': answered.length })
    await new Promise<void>((sentHalf) => {
      response.write(answered.subarray(0, answered.length / 2), () => sentHalf())
    })
  }
  request.socket.destroy()
  return 0
}
