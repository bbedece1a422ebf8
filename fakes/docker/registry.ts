// A real registry (docker-registry) with a login, on loopback, and a client that pushes test images.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../network/free-port.ts'
import { type Blob, type Image, pack } from './test-image.ts'

export type Registry = {
  /** `127.0.0.1:40001`: the first part of its images' names; the hosts of a fleet have to reach it. */
  readonly address: string
  readonly port: number
  readonly user: string
  readonly password: string
  /** Adds an image. Resolves with the digest of its manifest. */
  push(repository: string, tag: string, image: Image): Promise<string>
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

/** Starts docker-registry with a login and without images. */
export async function startRegistry(program: string): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-registry-'))
  const port = await freePort()
  const config = join(folder, 'config.json')
  writeFileSync(join(folder, 'htpasswd'), HTPASSWD)
  writeFileSync(config, JSON.stringify(configuration(folder, port)))
  let server = await serve(program, config, port)
  const stop = (): Promise<void> => end(server)
  const ask = registryClient(`http://127.0.0.1:${port}/v2/`)
  let last: Promise<string> = Promise.resolve('')
  return {
    ...{ address: `127.0.0.1:${port}`, port, user: USER, password: PASSWORD, stop },
    push(repository, tag, image) {
      // One after the other: a layer that two pushes upload at once is briefly in neither.
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
      server = await serve(program, config, port)
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
    log: { level: 'error', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: join(folder, 'images') },
      maintenance: { uploadpurging: { enabled: false } },
    },
    http: { addr: `127.0.0.1:${port}`, secret: 'for tests' },
    auth: { htpasswd: { realm: 'registry', path: join(folder, 'htpasswd') } },
  }
}

async function serve(program: string, config: string, port: number): Promise<ChildProcess> {
  // The kernel kills it when this process ends, for whatever reason.
  const args = ['--pdeathsig', 'KILL', program, 'serve', config]
  const server = spawn('setpriv', args, { env: {}, stdio: 'ignore' })
  for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt += 1) {
    const isUp = await fetch(`http://127.0.0.1:${port}/v2/`).then(
      () => true,
      () => false,
    )
    if (isUp) return server
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the registry does not answer')
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

async function put(ask: Ask, repository: string, tag: string, image: Image): Promise<string> {
  const { config, layers } = pack(image)
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
