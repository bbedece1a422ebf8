// Answers requests with git's own http-backend.
import { spawn } from 'node:child_process'
import type { IncomingMessage } from 'node:http'

export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Passes a request on to git, for the repositories below a folder. */
export function askBackend(root: string, request: IncomingMessage, sent: Buffer): Promise<Answer> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      // The configuration of this machine's user must not affect the server.
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      REMOTE_USER: 'x-access-token',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  // It may end without reading its input.
  backend.stdin.on('error', () => {})
  backend.stdin.end(sent)
  const chunks: Buffer[] = []
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    backend.on('error', reject)
    backend.on('close', () => resolve(parse(Buffer.concat(chunks))))
  })
}

/** Splits the output of a CGI program. */
function parse(output: Buffer): Answer {
  const end = output.indexOf('\r\n\r\n')
  const head = output.subarray(0, Math.max(end, 0)).toString()
  const headers = head.split('\r\n').map((line) => line.split(': ', 2) as [string, string])
  const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200'
  return {
    status: Number.parseInt(status, 10),
    headers: Object.fromEntries(headers.filter(([name]) => name !== 'Status' && name !== '')),
    body: output.subarray(end + 4),
  }
}
