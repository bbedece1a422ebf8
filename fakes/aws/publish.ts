// The package of a code update, and whether it becomes a new version.
import type { Ports } from './function.ts'
import { motosDigest } from './images.ts'
import { type Body, bodyOf, internal, named, parsed } from './lambda-request.ts'
import { type Answer, json, type Request } from './request.ts'

/** Stores the package that a request contains or names. Resolves with its CodeSha256, as moto has it. */
export async function codeOf(
  body: Body,
  { forward, packages, endpoint }: Ports,
): Promise<string | undefined> {
  if (typeof body['ZipFile'] === 'string') {
    return packages.keep(Buffer.from(body['ZipFile'], 'base64'))
  }
  if (typeof body['ImageUri'] === 'string') return motosDigest(body['ImageUri'])
  if (typeof body['S3Key'] === 'string') {
    const url = new URL(`/${body['S3Bucket']}/${body['S3Key']}`, endpoint)
    const object = await forward(internal('s3', 'GET', url))
    if (object.status === 200) return packages.keep(Buffer.from(object.body ?? ''))
  }
  return undefined
}

/** Resolves with the newest version if publishing would repeat it: same code, same configuration. */
export async function publishedAlready(
  request: Request,
  sha: string | undefined,
  forward: Ports['forward'],
): Promise<Answer | undefined> {
  const { Publish, DryRun } = bodyOf(request)
  const { request: asked, name = '' } = named(request)
  if (!Publish || DryRun || sha === undefined) return undefined
  const url = new URL(`/2015-03-31/functions/${name}/versions`, asked.url)
  const versions = await forward({ ...asked, method: 'GET', url, body: Buffer.alloc(0) })
  const [latest, ...published] = (parsed(versions) as { Versions: Body[] }).Versions
  const newest = published.at(-1)
  const isSame = latest?.['CodeSha256'] === sha && newest?.['CodeSha256'] === sha
  return isSame ? json(200, newest) : undefined
}
