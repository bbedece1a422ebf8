// The apps' pages over HTTP: what nginx and the running web container would answer.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { statusOf } from './state.ts'
import type { Store } from './store.ts'

export type Sites = { readonly ports: readonly number[]; close(): Promise<void> }

/** Listens on a number of ports of loopback; each app answers on its own. */
export async function openSites(count: number, store: () => Store): Promise<Sites> {
  const servers: Server[] = []
  const ports: number[] = []
  for (let at = 0; at < count; at += 1) {
    const server = createServer((request, response) => {
      const { status, body } = answer(store(), (server.address() as AddressInfo).port, request.url)
      response.writeHead(status, { 'content-type': 'text/html', connection: 'close' }).end(body)
    })
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    ports.push((server.address() as AddressInfo).port)
    servers.push(server)
  }
  const close = (server: Server): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { ports, close: async () => void (await Promise.all(servers.map(close))) }
}

function answer(store: Store, port: number, url = '/'): { status: number; body: string } {
  const app = store
    .names()
    .map((name) => store.app(name))
    .find((one) => one?.port === port)
  if (app && store.switches(app.name).maintenance)
    return { status: 503, body: 'Application Offline for Maintenance\n' }
  const web = app?.containers.find(({ id }) => id === app.serving)
  if (!web || statusOf(web).status !== 'running') return { status: 502, body: 'Bad Gateway\n' }
  if (url.split('?')[0] === '/missing') return { status: 404, body: 'Not Found\n' }
  return { status: 200, body: store.docker().images[web.image]?.page ?? '' }
}
