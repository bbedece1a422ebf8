// A real registry (docker-registry) with a login, on loopback, and a client that pushes test images.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort, onFreePort } from '../network/free-port.ts'
import type { Blob, PackedImage } from './packed-image.ts'
import { type Image, pack } from './test-image.ts'

export type Registry = {
  /** `127.0.0.1:40001`: the first part of its images' names; the hosts of a fleet have to reach it. */
  readonly address: string
  readonly port: number
  readonly user: string
  readonly password: string
  /** Adds an image. Resolves with the digest of its manifest. */
  push(repository: string, tag: string, image: Image | PackedImage): Promise<string>
  /** Returns the digest of a tag, or undefined if the tag does not exist. */
  digest(repository: string, tag: string): Promise<string | undefined>
  /** Closes its port. */
  stop(): Promise<void>
  /** Starts it again, on the same port and with the same images. */
  start(): Promise<void>
  /** Stops it and removes its images. */
  remove(): Promise<void>
}

const [USER, PASSWORD] = ['towpath', 'registry-password']
const HTPASSWD = `${USER}:$2b$04$towpathOfTheFleetOnlyudZ9lSbZr7RmNUN8AtpeCZrTZe.oqKmK\n`
const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json'

/** Starts docker-registry with a login and without images. `choosePort` returns the port to try next. */
export async function startRegistry(program: string, choosePort = freePort): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-registry-'))
  writeFileSync(join(folder, 'htpasswd'), HTPASSWD)
  let { server, port } = await onFreePort(async (port) => {
    const server = await serve(program, folder, port)
    return server && { server, port }
  }, choosePort)
  const stop = (): Promise<void> => end(server)
  const ask = registryClient(`http://127.0.0.1:${port}/v2/`)
  let last: Promise<string> = Promise.resolve('')
  return {
    ...{ address: `127.0.0.1:${port}`, port, user: USER, password: PASSWORD, stop },
    push(repository, tag, image) {
      // One after the other: a layer that two pushes upload at the same time is briefly in neither.
      const pushed = last.then(() => put(ask, repository, tag, image))
      last = pushed.catch(() => '')
      return pushed
    },
    async digest(repository, tag) {
      const headers = { accept: MANIFEST }
      const answer = await ask('HEAD', `${repository}/manifests/${tag}`, { headers }, [404])
      return answer.status === 404
        ? undefined
        : (answer.headers.get('docker-content-digest') ?? undefined)
    },
    async start() {
      const again = await serve(program, folder, port)
      if (again === undefined)
        throw new Error(`Port ${port} was taken while the registry was stopped`)
      server = again
    },
    async remove() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Returns the registry's configuration: YAML, of which JSON is a subset. */
function configuration(folder: string, port: number): object {
  return {
    version: 0.1,
    log: { level: 'info', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: join(folder, 'images') },
      maintenance: { uploadpurging: { enabled: false } },
    },
    http: { addr: `127.0.0.1:${port}`, secret: 'for tests' },
    auth: { htpasswd: { realm: 'registry', path: join(folder, 'htpasswd') } },
  }
}

/** Resolves with undefined if the port is taken. */
async function serve(
  program: string,
  folder: string,
  port: number,
): Promise<ChildProcess | undefined> {
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify(configuration(folder, port)))
  // The kernel kills it when this process ends, for whatever reason.
  const args = ['--pdeathsig', 'KILL', program, 'serve', config]
  const server = spawn('setpriv', args, { env: {}, stdio: ['ignore', 'ignore', 'pipe'] })
  const { listens, printed } = await firstLines(server)
  if (listens) return server
  await end(server)
  if (printed.includes('address already in use')) return undefined
  throw new Error(`The registry ended with ${server.exitCode}:\n${printed}`)
}

/** Resolves when the server says that it listens (an answer at its port could be another server's), or when it has ended. */
function firstLines(server: ChildProcess): Promise<{ listens: boolean; printed: string }> {
  return new Promise((resolve, reject) => {
    let printed = ''
    // Read to its end: the server would block if its output was not read.
    createInterface({ input: server.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      if (printed.length < 10_000) printed += `${line}\n`
      if (line.includes('listening on ')) resolve({ listens: true, printed })
    })
    server.on('error', reject)
    server.on('close', () => resolve({ listens: false, printed }))
  })
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise((resolve) => server.on('exit', resolve))
  server.kill('SIGKILL')
  await ended
}

type Ask = (
  method: string,
  path: string,
  init?: RequestInit,
  also?: readonly number[],
) => Promise<Response>

function registryClient(base: string): Ask {
  const authorization = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`
  return async (method, path, init = {}, also = []) => {
    const headers = { ...(init.headers as Record<string, string>), authorization }
    const answer = await fetch(new URL(path, base), { ...init, method, headers })
    if (!answer.ok && !also.includes(answer.status)) {
      throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    }
    return answer
  }
}

async function put(
  ask: Ask,
  repository: string,
  tag: string,
  image: Image | PackedImage,
): Promise<string> {
  const { config, layers } = 'layers' in image ? image : pack(image)
  for (const blob of [config, ...layers]) await uploadBlob(ask, repository, blob)
  const headers = { 'content-type': MANIFEST }
  const path = `${repository}/manifests/${tag}`
  const body = manifestOf(config, layers)
  const { headers: answer } = await ask('PUT', path, { body, headers })
  return answer.get('docker-content-digest') ?? ''
}

async function uploadBlob(ask: Ask, repository: string, { digest, bytes }: Blob): Promise<void> {
  const { status } = await ask('HEAD', `${repository}/blobs/${digest}`, {}, [404])
  if (status !== 404) return
  const started = await ask('POST', `${repository}/blobs/uploads/`)
  const upload = new URL(started.headers.get('location') ?? '')
  upload.searchParams.set('digest', digest)
  await ask('PUT', upload.href, { body: new Uint8Array(bytes) })
}

function manifestOf(config: Blob, layers: readonly Blob[]): string {
  const entry = (kind: string, { digest, bytes }: Blob): object => ({
    mediaType: `application/vnd.docker.${kind}`,
    size: bytes.length,
    digest,
  })
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: entry('container.image.v1+json', config),
    layers: layers.map((layer) => entry('image.rootfs.diff.tar.gzip', layer)),
  })
}
