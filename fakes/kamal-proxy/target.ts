// A target of the fake kamal-proxy: it forwards requests to a container, and drains.
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DeployOptions } from './arguments.ts'

/** Returns the address of a running container by its short id. */
export type Resolve = (name: string) => string | undefined

export type Target = {
  /** `0123456789ab:8000` */
  readonly name: string
  /** Forwards a request with this path. */
  forward(incoming: IncomingMessage, outgoing: ServerResponse, path: string): void
  /** Waits for the requests in progress, and answers those that take longer than the timeout with 504. */
  drain(timeout: number): Promise<void>
}

/** Returns a target. */
export function newTarget(name: string, options: DeployOptions, resolve: Resolve): Target {
  const cancels = new Map<ServerResponse, () => void>()
  return {
    name,
    forward(incoming, outgoing, path) {
      const end = (status: number): void => {
        if (outgoing.headersSent) outgoing.destroy()
        else outgoing.writeHead(status, { connection: 'close' }).end()
      }
      const [id = '', port = '80'] = name.split(':')
      const host = resolve(id)
      if (host === undefined) return end(502)
      const headers = { ...incoming.headers, 'x-forwarded-for': incoming.socket.remoteAddress }
      const { method } = incoming
      const onward = request({ host, port, method, path, headers, agent: false }, (answer) => {
        onward.setTimeout(0)
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.on('error', () => outgoing.destroy())
        answer.pipe(outgoing)
      })
      const cancel = (status: number) => () => {
        end(status)
        onward.destroy()
      }
      cancels.set(outgoing, cancel(504))
      outgoing.on('close', () => {
        cancels.delete(outgoing)
        onward.destroy()
      })
      onward.setTimeout(options.targetTimeout, cancel(504))
      onward.on('error', cancel(502))
      incoming.pipe(onward)
    },
    async drain(timeout) {
      const pending = [...cancels.keys()]
      const closed = pending.map((one) => new Promise<void>((done) => one.once('close', done)))
      const late = new AbortController()
      const deadline = sleep(timeout, undefined, { signal: late.signal }).catch(() => {})
      await Promise.race([deadline, Promise.all(closed)])
      late.abort()
      for (const one of pending) cancels.get(one)?.()
    },
  }
}

/** Asks a target's health page once. Resolves with whether the answer was 2xx. */
export function isHealthy(
  name: string,
  options: DeployOptions,
  resolve: Resolve,
): Promise<boolean> {
  const [id = '', port = '80'] = name.split(':')
  const host = resolve(id)
  if (host === undefined) return Promise.resolve(false)
  const headers = {
    'user-agent': 'kamal-proxy',
    ...(options.healthHost ? { host: options.healthHost } : {}),
  }
  const to = { host, port: options.healthPort || port, path: options.healthPath, headers }
  const { healthTimeout: timeout } = options
  return new Promise((done) => {
    const asked = request({ ...to, timeout, agent: false }, (answer) => {
      answer.resume()
      done(Math.floor((answer.statusCode ?? 0) / 100) === 2)
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => done(false))
    asked.end()
  })
}
