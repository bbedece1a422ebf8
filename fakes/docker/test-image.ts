// The images of the tests: busybox and one script, 1 MB. Their environment selects how a container behaves.
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type TarEntry, tarOf } from './tar.ts'

export type Image = {
  /** The response to `/`. */
  readonly version: string
  /**
   * `web` answers `/` and `/healthz` on port 8000; `broken` answers 500 at `/healthz`; `mute` runs and listens nowhere; `dies` ends at
   * once with code 3 and a line in its log. The MODE of a container overrides it.
   */
  readonly mode?: 'web' | 'broken' | 'mute' | 'dies'
  /** With a HEALTHCHECK, which requests `/healthz` twice a second. */
  readonly healthcheck?: boolean
  readonly env?: readonly string[]
  /** The folders that its VOLUME instructions name: each container gets an anonymous volume for each. */
  readonly volumes?: readonly string[]
  /** The size of a layer that no other image has: what a host must pull although it has another version. */
  readonly ballast?: number
}

export type Blob = { readonly digest: string; readonly bytes: Buffer }

export type Packed = { readonly config: Blob; readonly layers: readonly Blob[] }

type Layer = { readonly blob: Blob; readonly diff: string }

const COMMANDS = ['sh', 'httpd', 'nc', 'sleep', 'wget', 'mkdir', 'rm', 'kill', 'cat', 'ls', 'env']
const SECOND = 1_000_000_000

/** Returns the blobs of an image, as a registry stores them. */
export function pack(image: Image): Packed {
  const layers = [base(), ...(image.ballast ? [ballast(image.ballast)] : [])]
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  const config = {
    architecture,
    os: 'linux',
    created: '2024-01-01T00:00:00Z',
    config: settings(image),
    rootfs: { type: 'layers', diff_ids: layers.map(({ diff }) => diff) },
    history: layers.map(() => ({ created: '2024-01-01T00:00:00Z' })),
  }
  return {
    config: blobOf(Buffer.from(JSON.stringify(config))),
    layers: layers.map(({ blob }) => blob),
  }
}

function settings(image: Image): object {
  const { version, mode = 'web', healthcheck = false, env = [], volumes = [] } = image
  const check = ['CMD', 'wget', '-q', '-O', '-', 'http://127.0.0.1:8000/healthz']
  const [Interval, Timeout] = [SECOND / 2, SECOND]
  return {
    Cmd: ['/run.sh'],
    Env: ['PATH=/bin', `MODE=${mode}`, `VERSION=${version}`, ...env],
    ExposedPorts: { '8000/tcp': {} },
    Volumes: Object.fromEntries(volumes.map((path) => [path, {}])),
    ...(healthcheck ? { Healthcheck: { Test: check, Interval, Timeout, Retries: 2 } } : {}),
  }
}

let baseLayer: Layer | undefined

/** Returns the layer that all images share. */
function base(): Layer {
  baseLayer ??= layerOf([
    { path: 'bin/busybox', content: readFileSync('/bin/busybox') },
    ...COMMANDS.map((name) => ({ path: `bin/${name}`, content: { link: 'busybox' } })),
    { path: 'run.sh', content: readFileSync(join(import.meta.dirname, 'container-entrypoint.sh')) },
    { path: 'answer', content: Buffer.from('#!/bin/sh\nexec /run.sh answer\n') },
  ])
  return baseLayer
}

function ballast(size: number): Layer {
  return layerOf([{ path: 'ballast', content: randomBytes(size) }])
}

function layerOf(entries: readonly TarEntry[]): Layer {
  const tar = tarOf(entries)
  return { blob: blobOf(gzipSync(tar, { level: 1 })), diff: digestOf(tar) }
}

function blobOf(bytes: Buffer): Blob {
  return { digest: digestOf(bytes), bytes }
}

/** Returns the digest by which a registry names some bytes. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
