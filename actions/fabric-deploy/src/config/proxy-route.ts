// The proxy of a host, and a service's route in it: their configuration with all defaults filled in. Pure.

import { type ImageReference, parseImageReference } from '../../../../kit/docker/image-reference.ts'

/** The proxy in front of the services of a host. */
export type HostProxy = {
  /** With a digest. */
  readonly image: ImageReference
  /** The host's ports. */
  readonly http: number
  readonly https: number
}

/** How the proxy routes requests to a service. */
export type ProxyRoute = {
  /** In lower case, and as the proxy names them; none: every host that no other service has. */
  readonly hosts: readonly string[]
  /** The container's port. */
  readonly port: number
  readonly tls: boolean
  /** `/` for all paths. */
  readonly pathPrefix: string
  readonly stripPrefix: boolean
  /** Seconds that requests in progress get when the service is replaced. */
  readonly drain: number
  /** Seconds after which the proxy answers with 504. */
  readonly responseTimeout: number
  /** undefined: as the proxy decides, which is to trust them only without TLS. */
  readonly forwardHeaders: boolean | undefined
}

/** Version 0.9.2, for several platforms. */
const DEFAULT_IMAGE =
  'basecamp/kamal-proxy@sha256:826a6f66c6ba26ac26197ac8755804403c9bb617b90cfac25c7972154c5328ab'

/** The proxy of an environment that configures none. */
export const DEFAULT_PROXY: HostProxy = { image: defaultImage(), http: 80, https: 443 }

function defaultImage(): ImageReference {
  const image = parseImageReference(DEFAULT_IMAGE)
  if ('problem' in image) throw new Error(image.problem)
  return image
}
