// One HTTP request over Node's own client.
//
// Not fetch: it sends a POST again by itself after 421 (Fetch standard, "HTTP-network-or-cache fetch"), makes an error of a 407, does not say
// whether a connection came about, and ignores the runner's proxy.

import * as http from 'node:http'
import * as https from 'node:https'
import type { TLSSocket } from 'node:tls'
import { plainError } from '../../../../kit/text/plain-error.ts'
import type { Answer, Exchange, NotSent, Unanswered } from './exchange.ts'
import { isLoopback } from './url-input.ts'

/** How long the parts of a request may take: milliseconds. */
export type Limits = {
  readonly connection: number
  /** From then until the status and the headers are there. */
  readonly answer: number
  /** Only its beginning is shown: it is not worth a long wait. */
  readonly body: number
}

const LIMITS: Limits = { connection: 10_000, answer: 30_000, body: 5000 }

/** How much of a body is read: bytes. More than is shown, so that no half of a secret is at the end of that. */
const MAX_BYTES = 65_536

/** Returns the port. `env` may name a proxy, as in HTTPS_PROXY. */
export function httpExchange(
  limits: Limits = LIMITS,
  env: NodeJS.ProcessEnv = process.env,
): Exchange {
  return async ({ url, headers, body }, signal, left) => {
    const { request, agent } = clientFor(url, limits, env)
    const length = ['Content-Length', String(body.length)]
    const sent = request(url, {
      method: 'POST',
      headers: Object.fromEntries([...headers, length]),
      agent,
    })
    try {
      const within = { ...limits, answer: Math.min(limits.answer, left) }
      return await resultOf(sent, body, within, signal)
    } finally {
      sent.destroy()
      agent.destroy()
    }
  }
}

/** Sends the body and waits for what becomes of it. */
function resultOf(
  sent: http.ClientRequest,
  body: Uint8Array,
  limits: Limits,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<Exchange>>> {
  return new Promise((resolve, reject) => {
    let failure = notSent
    let timer: NodeJS.Timeout | undefined
    // Node reports no error of a request that is destroyed before it has a socket, as behind a proxy that is silent.
    const fail = (error: Error): void => {
      stop()
      resolve(failure(error))
    }
    const cancel = (): void => fail(new Error('the run was cancelled'))
    const within = (milliseconds: number, part: string): void => {
      clearTimeout(timer)
      const error = new Error(`no ${part} within ${Math.round(milliseconds / 100) / 10} s`)
      timer = setTimeout(fail, milliseconds, error)
    }
    const stop = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
      sent
        .off('error', fail)
        .off('close', closed)
        .on('error', () => {})
    }
    // Node ends a request without an error after 101 (Switching Protocols), which was not requested.
    const closed = (): void => fail(new Error('the connection was closed'))
    within(Math.min(limits.connection, limits.answer), 'connection')
    whenConnected(sent, () => {
      failure = unanswered
      within(limits.answer, 'answer')
    })
    sent.on('error', fail).on('close', closed)
    sent.on('response', (response) => {
      // A server that breaks the rules within its answer has answered all the same.
      stop()
      beginningOf(response, limits.body, signal).then(
        (read) => resolve(answered(response, read)),
        reject,
      )
    })
    signal.addEventListener('abort', cancel)
    if (signal.aborted) cancel()
    else sent.end(body)
  })
}

/**
 * A new agent closes its connection after the request. The proxy is for other machines. The time limit of the agent ends the connection to a
 * proxy that is silent; nothing else does.
 */
function clientFor({ protocol, hostname }: URL, { connection }: Limits, env: NodeJS.ProcessEnv) {
  const options = isLoopback(hostname) ? {} : { proxyEnv: env, timeout: connection }
  return protocol === 'https:'
    ? { request: https.request, agent: new https.Agent(options) }
    : { request: http.request, agent: new http.Agent(options) }
}

/** Calls `then` as soon as something of the request may be sent: with TLS, nothing is before both sides agree. */
function whenConnected(request: http.ClientRequest, then: () => void): void {
  request.once('socket', (socket) => {
    const isSecure = 'encrypted' in socket
    if (!socket.connecting && !(isSecure && (socket as TLSSocket).getProtocol() === null))
      return then()
    socket.once(isSecure ? 'secureConnect' : 'connect', then)
  })
}

/** Failures of a name or a route may pass; those of TLS stay. Node's words about a proxy contain its address, and that a login. */
function notSent(error: Error): NotSent | Unanswered {
  const code = 'code' in error ? String(error.code) : ''
  const why =
    code === 'ERR_PROXY_TUNNEL' ? 'the proxy gives no connection to it' : plainError(error)
  const mayPass =
    !/^(?:EPROTO|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME)/.test(code)
  return { kind: 'not-sent', why, mayPass }
}

const unanswered = (error: Error): Unanswered => ({ kind: 'unanswered', why: plainError(error) })

type Beginning = { readonly body: string; readonly isWhole: boolean }

/** Reads the beginning of a body, which may break off or never end. */
async function beginningOf(
  response: http.IncomingMessage,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Beginning> {
  const chunks: Buffer[] = []
  let bytes = 0
  const stop = (): void => void response.destroy()
  const timer = setTimeout(stop, milliseconds)
  signal.addEventListener('abort', stop)
  try {
    for await (const chunk of response) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > MAX_BYTES) break
    }
  } catch {
    // What came until then is the answer.
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
  const body = Buffer.concat(chunks).subarray(0, MAX_BYTES).toString()
  return { body, isWhole: response.complete && bytes <= MAX_BYTES }
}

function answered({ statusCode = 0, headers }: http.IncomingMessage, read: Beginning): Answer {
  const joined = Object.entries(headers).map(([name, value]) => [name, String(value)])
  return { kind: 'answered', status: statusCode, headers: Object.fromEntries(joined), ...read }
}
