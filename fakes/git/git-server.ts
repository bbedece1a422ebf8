// Serves git over smart HTTP on loopback, with git's own http-backend.
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type GitServer = {
  /** The address of a repository below the root. */
  url(repository: string): string
  /** The size of all response bodies so far, in bytes. */
  sent(): number
  close(): Promise<void>
}

/** The credentials that the server requires, as actions/checkout writes them. */
export const PASSWORD = 'pass"word $(x)'
export const HEADER = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${PASSWORD}`).toString('base64')}`

/** Serves the repositories below a folder, to clients with the credentials. */
export function serveGit(root: string): Promise<GitServer> {
  const expected = HEADER.split(' ').at(-1)
  let bytes = 0
  const server = createServer((request, response) => {
    if (request.headers.authorization?.replace(/^basic /i, '') !== expected) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
      return
    }
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
    const backend = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env['PATH'] ?? '',
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        PATH_INFO: pathname,
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
        REMOTE_USER: 'x-access-token',
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    request.pipe(backend.stdin)
    backend.stdin.on('error', () => {})
    const chunks: Buffer[] = []
    backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    backend.on('close', () => {
      const all = Buffer.concat(chunks)
      const end = all.indexOf('\r\n\r\n')
      const head = all.subarray(0, Math.max(end, 0)).toString()
      const headers = head.split('\r\n').map((line) => line.split(': ', 2) as [string, string])
      const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200'
      const body = all.subarray(end + 4)
      bytes += body.length
      response.writeHead(
        Number.parseInt(status, 10),
        Object.fromEntries(headers.filter(([name]) => name !== 'Status')),
      )
      response.end(body)
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({
        sent: () => bytes,
        url: (repository) => `http://127.0.0.1:${port}/${repository}`,
        close: () => new Promise((done) => server.close(() => done())),
      })
    })
  })
}
