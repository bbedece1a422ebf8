// Pushes a release to the app's registry, before the checks.
import { buildPrinter } from './build.ts'
import type { Call } from './call.ts'
import { push } from './images.ts'
import type { Image } from './state.ts'

/** Pushes the image to the app's registry if push-on-release is set. Returns its name there. */
export function pushed(call: Call, name: string, image: Image): string | undefined {
  const { registry } = call.app(name)
  if (!call.has('registry') || registry['push-on-release'] !== 'true') return undefined
  const say = buildPrinter(call)
  const version = call.store.change(name, (app) => {
    app.tagVersion += 1
  }).tagVersion
  const repository = registry['image-repo'] || `dokku/${name}`
  const server = (registry['server'] ?? '').replace(/\/$/, '')
  const reference = `${server === '' ? '' : `${server}/`}${repository}:${version}`
  say('-----> Pushing image to registry', `       Bumping tag to ${version}`)
  say('       Retrieving image info for app')
  say(`       Tagging ${repository}:${version} in registry format`, `       Pushing ${reference}`)
  const digest = push(call.store, image, reference)
  say(`${version}: digest: ${digest} size: 946`, `       Image ${reference} pushed`)
  return reference
}
