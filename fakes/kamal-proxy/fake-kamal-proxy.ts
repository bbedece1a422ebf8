// A stand-in for kamal-proxy 0.9.2 in hosts without Docker: its commands with their texts and their order of work, and its HTTP side.
// It never asks for a certificate, and does not serve HTTPS.
import { readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DeployOptions, oneWord, ProxyError, readArguments, readDeploy } from './arguments.ts'
import { durationText } from './duration.ts'
import { hasConflict, listText, type Routes, routeOf } from './routes.ts'
import { isHealthy, newTarget, type Resolve } from './target.ts'

export type Answer = { readonly code: number; readonly text: string }

export type FakeKamalProxy = {
  /** Runs a command. Its text is standard output with code 0, else standard error. */
  run(args: readonly string[]): Promise<Answer>
  /** Answers a request to its HTTP port. */
  serve(incoming: IncomingMessage, outgoing: ServerResponse): void
}

/** Starts the proxy with the routes that its state file has. */
export function fakeKamalProxy(stateFile: string, resolve: Resolve): FakeKamalProxy {
  const routes = readState(stateFile, resolve)
  const save = (): void => {
    const all = [...routes.values()].map(({ service, options }) => ({ service, options }))
    writeFileSync(stateFile, JSON.stringify(all))
  }
  const deploy = async (args: readonly string[]): Promise<void> => {
    const { service, options } = readDeploy(args)
    const [name = ''] = options.target
    if (!/^\w[-_.\w+]+(:\d+)?$/.test(name)) throw new ProxyError(`${name} :invalid host pattern`)
    if (!options.force) await waitUntilHealthy(name, options, resolve)
    if (hasConflict(routes, { service, options }))
      throw new ProxyError('host settings conflict with another service')
    if (options.tls && options.hosts.some((host) => host.includes('*')))
      throw new ProxyError('automatic TLS does not support wildcards')
    const replaced = routes.get(service)
    routes.set(service, { service, options, target: newTarget(name, options, resolve) })
    save()
    await replaced?.target.drain(options.drainTimeout)
  }
  const remove = (args: readonly string[]): void => {
    const service = oneWord(readArguments(args).words)
    if (!routes.delete(service)) throw new ProxyError('service not found')
    save()
  }
  const commands: Readonly<Record<string, (args: readonly string[]) => unknown>> = {
    deploy,
    remove,
    rm: remove,
    // Nothing here is ever paused.
    resume(args) {
      if (!routes.has(oneWord(readArguments(args).words))) throw new ProxyError('service not found')
    },
    list: () => listText(routes),
    ls: () => listText(routes),
  }
  return {
    async run([name = '', ...args]) {
      const command = commands[name]
      const unknown = `unknown command ${JSON.stringify(name)} for "kamal-proxy"\nRun 'kamal-proxy --help' for usage.`
      try {
        if (!command) throw new ProxyError(unknown)
        const said = await command(args)
        return { code: 0, text: typeof said === 'string' ? said : '' }
      } catch (error) {
        if (error instanceof ProxyError) return { code: 1, text: `Error: ${error.message}\n` }
        throw error
      }
    },
    serve: (incoming, outgoing) => serve(routes, incoming, outgoing),
  }
}

function readState(file: string, resolve: Resolve): Routes {
  let saved: { readonly service: string; readonly options: DeployOptions }[]
  try {
    saved = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // Like the real one: without its state, or with a damaged one, it starts without routes.
    return new Map()
  }
  return new Map(
    saved.map(({ service, options }) => {
      const target = newTarget(options.target[0] ?? '', options, resolve)
      return [service, { service, options, target }]
    }),
  )
}

async function waitUntilHealthy(
  name: string,
  options: DeployOptions,
  resolve: Resolve,
): Promise<void> {
  const deadline = performance.now() + options.deployTimeout
  while (!(await isHealthy(name, options, resolve))) {
    const left = deadline - performance.now()
    await sleep(Math.min(options.healthInterval, Math.max(0, left)))
    if (left <= options.healthInterval)
      throw new ProxyError(
        `target failed to become healthy within configured timeout (${durationText(options.deployTimeout)})`,
      )
  }
}

function serve(routes: Routes, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { host = '' } = incoming.headers
  const url = incoming.url ?? '/'
  const found = routeOf(routes, host, url)
  if (!found) {
    outgoing.writeHead(404).end()
    return
  }
  const { options, target } = found.route
  if (options.tls && options.tlsRedirect) {
    const location = `https://${host.replace(/:\d+$/, '')}${url}`
    outgoing.writeHead(301, { location, connection: 'close' }).end()
    return
  }
  const strip = options.stripPrefix && found.prefix !== '/'
  const path = strip ? url.slice(found.prefix.length) : url
  target.forward(incoming, outgoing, path.startsWith('/') ? path : `/${path}`)
}
