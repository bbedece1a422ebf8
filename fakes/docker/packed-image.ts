// An image as a registry stores it: a configuration and layers.
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type TarEntry, tarOf } from './tar.ts'

export type Blob = { readonly digest: string; readonly bytes: Buffer }

export type PackedImage = { readonly config: Blob; readonly layers: readonly Blob[] }

export type Layer = { readonly blob: Blob; readonly diff: string }

/** Returns an image of some layers; `settings` are what a Dockerfile says: Cmd, Env and so on. */
export function packedImage(layers: readonly Layer[], settings: object): PackedImage {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  const config = {
    architecture,
    os: 'linux',
    created: '2024-01-01T00:00:00Z',
    config: settings,
    rootfs: { type: 'layers', diff_ids: layers.map(({ diff }) => diff) },
    history: layers.map(() => ({ created: '2024-01-01T00:00:00Z' })),
  }
  return {
    config: blobOf(Buffer.from(JSON.stringify(config))),
    layers: layers.map(({ blob }) => blob),
  }
}

/** Returns the layer that holds some files. */
export function layerOf(entries: readonly TarEntry[]): Layer {
  const tar = tarOf(entries)
  return { blob: blobOf(gzipSync(tar, { level: 1 })), diff: digestOf(tar) }
}

function blobOf(bytes: Buffer): Blob {
  return { digest: digestOf(bytes), bytes }
}

/** Returns the digest by which a registry names some bytes. */
function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
