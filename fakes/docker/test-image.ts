// The images of the tests: busybox and one script, 1 MB. Their environment selects how a container behaves.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Layer, layerOf, type PackedImage, packedImage } from './packed-image.ts'

export type Image = {
  /** The response to `/`. */
  readonly version: string
  /**
   * `web` answers `/` and `/healthz` on port 8000; `broken` answers 500 at `/healthz`; `mute` runs and listens nowhere; `dies` ends at
   * once with code 3 and a line in its log; `redirecting`, which needs `webServer`, answers 302 at `/healthz`. The MODE of a container
   * overrides it.
   */
  readonly mode?: 'web' | 'broken' | 'mute' | 'dies' | 'redirecting'
  /** The path of the tool web-server, which then runs instead of busybox's: for load, and for what busybox's can't do. 6 MB more. */
  readonly webServer?: string
  /** With a HEALTHCHECK, which requests `/healthz` twice a second. */
  readonly healthcheck?: boolean
  readonly env?: readonly string[]
  /** The folders that its VOLUME instructions name: each container gets an anonymous volume for each. */
  readonly volumes?: readonly string[]
  /** The size of a layer that no other image has: what a host must pull although it has another version. */
  readonly ballast?: number
}

const COMMANDS = ['sh', 'httpd', 'nc', 'sleep', 'wget', 'mkdir', 'rm', 'kill', 'cat', 'ls', 'env']
const SECOND = 1_000_000_000

/** Returns an image as a registry stores it. */
export function pack(image: Image): PackedImage {
  const { webServer, ballast } = image
  const layers = [
    base(),
    ...(webServer === undefined ? [] : [webServerLayer(webServer)]),
    ...(ballast ? [ballastLayer(ballast)] : []),
  ]
  return packedImage(layers, settings(image))
}

function settings(image: Image): object {
  const { version, mode = 'web', webServer, healthcheck = false, env = [], volumes = [] } = image
  const check = ['CMD', 'wget', '-q', '-O', '-', 'http://127.0.0.1:8000/healthz']
  const [Interval, Timeout] = [SECOND / 2, SECOND]
  return {
    Cmd: [webServer === undefined ? '/run.sh' : '/bin/web-server'],
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

let serverLayer: Layer | undefined

function webServerLayer(program: string): Layer {
  serverLayer ??= layerOf([{ path: 'bin/web-server', content: readFileSync(program) }])
  return serverLayer
}

function ballastLayer(size: number): Layer {
  return layerOf([{ path: 'ballast', content: randomBytes(size) }])
}
