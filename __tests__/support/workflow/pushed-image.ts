// An image as a registry has it.
import type { Registry } from '../../../fakes/docker/registry.ts'

export type PushedImage = {
  /** The variables of its ENV instructions. */
  readonly env: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  /** The digests of its unpacked layers, the lowest first. */
  readonly layers: readonly string[]
}

type Manifest = {
  readonly config?: { readonly digest: string }
  readonly manifests?: readonly {
    readonly digest: string
    readonly platform?: { readonly architecture: string }
  }[]
}

const TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]

/** Resolves with an image, or undefined if the registry does not have it. */
export async function pushedImage(
  { address, user, password }: Registry,
  repository: string,
  tag: string,
): Promise<PushedImage | undefined> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const get = (path: string): Promise<Response> =>
    fetch(`http://${address}/v2/${repository}/${path}`, {
      headers: { authorization, accept: TYPES.join() },
    })
  const manifest = async (reference: string): Promise<Manifest | undefined> => {
    const answer = await get(`manifests/${reference}`)
    return answer.ok ? ((await answer.json()) as Manifest) : undefined
  }
  const top = await manifest(tag)
  // The other manifest of an index is the attestation.
  const image = top?.manifests?.find(({ platform }) => platform?.architecture !== 'unknown')
  const { config } = (image ? await manifest(image.digest) : top) ?? {}
  if (!config) return undefined
  const { config: settings, rootfs } = (await (await get(`blobs/${config.digest}`)).json()) as {
    config: { Env?: string[]; Labels?: Record<string, string> }
    rootfs: { diff_ids: string[] }
  }
  const pairs = (settings.Env ?? []).map((line) => line.split(/=(.*)/s).slice(0, 2))
  const env = Object.fromEntries(pairs) as Record<string, string>
  return { env, labels: settings.Labels ?? {}, layers: rootfs.diff_ids }
}
