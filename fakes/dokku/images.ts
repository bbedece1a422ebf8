// The images of the server's docker, and those in registries.
import type { Behaviour, Docker, Image } from './state.ts'
import { digest, randomDigits, type Store } from './store.ts'

const BASE = [digest('base', '1'), digest('base', '2')]

/** Makes an image of a commit: every build has a layer of its own. */
export function builtImage(
  app: string,
  source: { commit: string; tree: string; page: string; behaviour: Behaviour },
): Image {
  const layer = digest(app, source.tree, randomDigits(16))
  return {
    ...source,
    id: `sha256:${digest('image', layer)}`,
    layers: [...BASE, layer],
    labels: { 'com.dokku.app-name': app },
  }
}

/** Makes the image that git:from-image builds: the same layers with other labels, and without the checks of app.json. */
export function promotedImage(app: string, image: Image, reference: string): Image {
  const { checks, ...behaviour } = image.behaviour
  return {
    ...image,
    id: `sha256:${digest('promoted', image.id, app, reference, randomDigits(16))}`,
    behaviour: checks === 'fail' ? { ...behaviour, checks } : behaviour,
    labels: {
      'com.dokku.app-name': app,
      'com.dokku.docker-image-labeler/alternate-tags': JSON.stringify([reference]),
    },
  }
}

/** Adds an image under a tag. */
export function addImage(store: Store, image: Image, tag: string): void {
  store.changeDocker((docker) => {
    docker.images[image.id] = image
    docker.tags[tag] = image.id
  })
}

/** Returns the local image of a name with or without a tag, or with a registry's digest. */
export function localImage(docker: Docker, reference: string): Image | undefined {
  const id = docker.tags[withTag(reference)]
  return id === undefined ? undefined : docker.images[id]
}

/** Returns a reference with its tag. */
export function withTag(reference: string): string {
  const last = reference.split('/').at(-1) ?? ''
  return /[:@]/.test(last) ? reference : `${reference}:latest`
}

/** Pulls an image. Returns docker's error message if that fails. */
export function pull(store: Store, reference: string): string | undefined {
  return store.changeDocker((docker) => {
    const found = docker.registry[withTag(reference)]
    if (!found) return notFound(reference)
    docker.images[found.image.id] = found.image
    docker.tags[withTag(reference)] = found.image.id
    return undefined
  })
}

function notFound(reference: string): string {
  const [first = ''] = reference.split('/')
  const hasServer = reference.includes('/') && /[.:]|^localhost$/.test(first)
  const repository = reference.split('@')[0]?.replace(/:[^/:]*$/, '')
  const why = hasServer
    ? `manifest for ${withTag(reference)} not found: manifest unknown: manifest unknown`
    : `pull access denied for ${repository}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`
  return `Error response from daemon: ${why}`
}

/** Pushes an image under a name with a tag. Returns its digest. */
export function push(store: Store, image: Image, reference: string): string {
  const hash = `sha256:${digest('manifest', image.id)}`
  const byDigest = `${reference.replace(/:[^/:]*$/, '')}@${hash}`
  store.changeDocker((docker) => {
    for (const name of [reference, byDigest]) {
      docker.registry[name] = { image, digest: hash }
      docker.tags[name] = image.id
    }
  })
  return hash
}

/** Removes an app's images that no container uses: all of them, or only those without a tag. */
export function prune(store: Store, app: string, isTagKept: boolean): void {
  const used = new Set(
    store.names().flatMap((name) => (store.app(name)?.containers ?? []).map(({ image }) => image)),
  )
  store.changeDocker((docker) => {
    if (isTagKept) for (const id of Object.values(docker.tags)) used.add(id)
    for (const [id, image] of Object.entries(docker.images))
      if (image.labels['com.dokku.app-name'] === app && !used.has(id)) delete docker.images[id]
    for (const [tag, id] of Object.entries(docker.tags))
      if (!docker.images[id]) delete docker.tags[tag]
  })
}
