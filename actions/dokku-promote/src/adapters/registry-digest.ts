// Asks a registry for the digest of a tag, without a login (OCI distribution specification 1.1, "Checking if content exists").

import { isDigest, parseImageReference } from '../../../../kit/docker/image-reference.ts'

/** Manifests of an image for one or several platforms, as OCI and Docker name them. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/** Milliseconds that the registry may take. */
const LIMIT = 10_000

export type DigestOf = (reference: string) => Promise<string | undefined>

/**
 * Returns the digest of `registry/name:tag`; undefined if the registry does not report it without a login, or if its name means the
 * server's own loopback address.
 */
export const registryDigest: DigestOf = async (reference) => {
  const address = registryAddress(reference)
  return address ? digestAt(...address) : undefined
}

/** Returns the registry's base URL, the name there and the tag of `registry/name:tag`; undefined if it can't be asked. */
export function registryAddress(
  reference: string,
): [base: string, name: string, tag: string] | undefined {
  const image = parseImageReference(reference)
  if ('problem' in image || image.tag === '') return undefined
  const { registry, tag, canonical } = image
  if (/^(?:localhost(?:$|:)|127\.|\[::1\])/.test(registry)) return undefined
  // Docker Hub's registry has another host name than its images.
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry
  return [`https://${host}`, canonical.slice(registry.length + 1), tag]
}

/** Returns the digest from a registry's base URL. `limit` is the time for an answer, in milliseconds. */
export async function digestAt(
  base: string,
  name: string,
  tag: string,
  limit = LIMIT,
): Promise<string | undefined> {
  const url = `${base}/v2/${name}/manifests/${tag}`
  const ask = (headers: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(url, {
      method: 'HEAD',
      headers: { accept: MANIFESTS, ...headers },
      signal: AbortSignal.timeout(limit),
    })
  try {
    let response = await ask({})
    if (response.status === 401) {
      const token = await anonymousToken(response.headers.get('www-authenticate') ?? '')
      if (token === undefined) return undefined
      response = await ask({ authorization: `Bearer ${token}` })
    }
    const digest = response.headers.get('docker-content-digest') ?? ''
    return response.ok && isDigest(digest) ? digest : undefined
  } catch {
    return undefined
  }
}

/** Returns an anonymous token (distribution/distribution: docs/spec/auth/token.md). */
async function anonymousToken(challenge: string): Promise<string | undefined> {
  const parameters = new Map(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  )
  const realm = parameters.get('realm') ?? ''
  if (!/^Bearer /i.test(challenge) || !/^https:/.test(realm) || !URL.canParse(realm))
    return undefined
  const url = new URL(realm)
  for (const key of ['service', 'scope'])
    if (parameters.has(key)) url.searchParams.set(key, parameters.get(key) ?? '')
  const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT) })
  if (!response.ok) return undefined
  const answer = (await response.json()) as { token?: unknown; access_token?: unknown }
  const token = answer.token ?? answer.access_token
  return typeof token === 'string' ? token : undefined
}
