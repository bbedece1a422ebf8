// The network of a host with a fake docker: its running containers answer HTTP, each on a loopback address of its own, and a container of
// kamal-proxy forwards to them. The fake docker sends it a request for everything that it starts, stops or executes.
import { randomInt } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import { type FakeKamalProxy, fakeKamalProxy } from '../kamal-proxy/fake-kamal-proxy.ts'
import { imageServer } from './image-server.ts'
import { type Answer, answerRequests } from './shell-requests.ts'

export type ContainerNetwork = {
  /** The address of the host's published ports. */
  readonly address: string
  stop(): Promise<void>
}

type Running = {
  readonly address: string
  readonly servers: readonly Server[]
  readonly proxy?: FakeKamalProxy
  /** The commands in it that have not ended. */
  readonly commands: Set<readonly string[]>
}

type Bound = { readonly host: string; readonly port: number; readonly serve: RequestListener }

/** What the fake docker says of a container that it starts. */
type Container = {
  readonly id: string
  readonly address: string
  /** What it answers. */
  readonly version: string
  readonly behaviour: string
  /** As docker inspect prints them. */
  readonly ports: string
}

const DONE: Answer = { code: 0, text: '' }
/** The port of all images but the proxy's. */
const PORT = 8000
/** How long the real proxy finishes its requests before it ends. */
const PROXY_GRACE = 10_000

/** Starts the network of the host whose fake docker has this folder. */
export function startContainerNetwork(folder: string): ContainerNetwork {
  const base = `127.${randomInt(80, 255)}.${randomInt(0, 256)}`
  const address = `${base}.1`
  const running = new Map<string, Running>()
  const volume = join(folder, 'volumes/towpath-proxy')
  const resolve = (name: string): string | undefined => {
    const found = name.length >= 12 ? [...running].find(([id]) => id.startsWith(name)) : undefined
    return found?.[1].address
  }
  const start = async (container: Container): Promise<Answer> => {
    let proxy: FakeKamalProxy | undefined
    let bound: readonly Bound[]
    if (container.behaviour === 'kamal-proxy') {
      mkdirSync(volume, { recursive: true })
      proxy = fakeKamalProxy(join(volume, 'kamal-proxy.state'), resolve)
      bound = publishedPorts(container, address, proxy)
    } else if (/^(job|exits) /.test(container.behaviour)) bound = []
    else bound = [{ host: container.address, port: PORT, serve: imageServer(container) }]
    const servers: Server[] = []
    try {
      for (const one of bound) servers.push(await listen(one))
    } catch {
      await closeAll(servers, 0)
      return { code: 1, text: `${bound[servers.length]?.port}` }
    }
    const { id, address: its } = container
    running.set(id, { address: its, servers, ...(proxy && { proxy }), commands: new Set() })
    return DONE
  }
  const stop = async (id: string): Promise<Answer> => {
    const container = running.get(id)
    running.delete(id)
    await closeAll(container?.servers ?? [], container?.proxy ? PROXY_GRACE : 0)
    return DONE
  }
  const stopRequests = answerRequests(folder, async ([verb, id = '', ...words]) => {
    const [one = '', version = '', behaviour = '', ports = ''] = words
    if (verb === 'start') return start({ id, address: one, version, behaviour, ports })
    if (verb === 'stop') return stop(id)
    const container = running.get(id)
    if (verb === 'top')
      return { code: 0, text: [...(container?.commands ?? [])].map(line).join('') }
    return container ? execute(container, words) : { code: 126, text: 'it is not running\n' }
  })
  writeFileSync(join(folder, 'network'), `${base}\n`)
  return {
    address,
    async stop() {
      stopRequests()
      await Promise.all([...running.values()].map(({ servers }) => closeAll(servers, 0)))
    },
  }
}

const line = (command: readonly string[]): string => `kamal-proxy ${command.join(' ')}\n`

/** Runs a command of kamal-proxy in its container. */
async function execute({ proxy, commands }: Running, words: readonly string[]): Promise<Answer> {
  if (!proxy) return { code: 126, text: 'it is not a kamal-proxy\n' }
  commands.add(words)
  try {
    return await proxy.run(words)
  } finally {
    commands.delete(words)
  }
}

function publishedPorts({ ports }: Container, host: string, proxy: FakeKamalProxy): Bound[] {
  const published = JSON.parse(ports) as Record<string, { readonly HostPort: string }[]>
  return Object.entries(published).flatMap(([inside, bindings]) =>
    bindings.map(({ HostPort }) => ({
      host,
      port: Number(HostPort),
      // It has no certificates.
      serve: inside === '80/tcp' ? proxy.serve : (incoming) => incoming.socket.destroy(),
    })),
  )
}

function listen({ host, port, serve }: Bound): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(serve)
    server.on('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

/** Closes the ports immediately, and ends requests in progress after the grace period. */
async function closeAll(servers: readonly Server[], grace: number): Promise<void> {
  await Promise.all(
    servers.map(async (server) => {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      server.closeIdleConnections()
      const end = setTimeout(() => server.closeAllConnections(), grace)
      await closed
      clearTimeout(end)
    }),
  )
}
