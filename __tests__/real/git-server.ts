// git over smart HTTP, by git's own http-backend behind a small server on loopback.
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type GitServer = {
  /** The address of a repository below the root. */
  url(repository: string): string
  /** Bytes sent since the last call. */
  sent(): number
  /** The requests that came without the login. */
  refused(): number
  close(): Promise<void>
}

/** Serves the repositories below a folder; with a login only to who has it. */
export function serveGit(
  root: string,
  login?: { user: string; password: string },
): Promise<GitServer> {
  let sent = 0
  let refused = 0
  const expected = login && Buffer.from(`${login.user}:${login.password}`).toString('base64')
  const server = createServer((request, response) => {
    if (
      expected !== undefined &&
      request.headers.authorization?.replace(/^basic /i, '') !== expected
    ) {
      refused += 1
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
        REMOTE_USER: login?.user ?? '',
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
      sent += body.length
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
        url: (repository) => `http://127.0.0.1:${port}/${repository}`,
        sent() {
          const bytes = sent
          sent = 0
          return bytes
        },
        refused: () => refused,
        close: () => new Promise((done) => server.close(() => done())),
      })
    })
  })
}
