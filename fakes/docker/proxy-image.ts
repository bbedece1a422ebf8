// An image of the real kamal-proxy that is like the published one where it matters: the same user, state folder and command, and nothing else.
import { readFileSync } from 'node:fs'
import { type Layer, layerOf, type PackedImage, packedImage } from './packed-image.ts'

const [NAME, ID] = ['kamal-proxy', 1001]

/** Returns the image; `program` is the path of the tool kamal-proxy. `label` makes images that differ in nothing else. */
export function proxyImage(program: string, label = 'first'): PackedImage {
  return packedImage([files(program)], {
    User: `${NAME}:${NAME}`,
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    Cmd: [NAME, 'run'],
    ExposedPorts: { '80/tcp': {}, '443/tcp': {} },
    Labels: { 'org.opencontainers.image.version': label },
  })
}

const layers = new Map<string, Layer>()

function files(program: string): Layer {
  const home = `home/${NAME}`
  const owner = ID
  // A new volume takes over the owner of the folder it is mounted on.
  const own = [home, `${home}/.config`, `${home}/.config/${NAME}`]
  const layer =
    layers.get(program) ??
    layerOf([
      // Docker would make a missing parent for root alone.
      ...['etc', 'home', 'usr', 'usr/local', 'usr/local/bin'].map((path) => ({ path })),
      ...own.map((path) => ({ path, owner })),
      // The program's socket is here.
      { path: 'tmp', mode: 0o1777 },
      { path: 'etc/passwd', mode: 0o644, content: line(`${NAME}:x:${ID}:${ID}::/${home}:/bin/sh`) },
      { path: 'etc/group', mode: 0o644, content: line(`${NAME}:x:${ID}:`) },
      { path: `usr/local/bin/${NAME}`, content: readFileSync(program) },
    ])
  layers.set(program, layer)
  return layer
}

const line = (text: string): Buffer => Buffer.from(`${text}\n`)
