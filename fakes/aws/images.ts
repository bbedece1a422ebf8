// Functions that are images. Here an image is a package that was pushed, with the package's digest.
import { createHash } from 'node:crypto'
import { ACCOUNT, type Body, bodyOf } from './lambda-request.ts'
import type { Packages } from './packages.ts'
import { type Answer, errorAnswer, type Request } from './request.ts'

export type Images = {
  /** Pushes an image. Resolves with its URI and digest. */
  push(zip: Buffer): Promise<string>
  /** Resolves with the error of a request that does not fit the function's package type, or whose image does not exist. */
  refused(request: Request, isImage: boolean): Promise<Answer | undefined>
  /** Returns a configuration with the digest that AWS reports. */
  shown(configuration: Body): Body
  /** Returns GetFunction's `Code` for a configuration returned by `shown`. */
  codeOf(configuration: Body): Body
}

/** Returns the CodeSha256 under which the package of an image is stored. */
export const packageOf = (digest: string): string => Buffer.from(digest, 'hex').toString('base64')

/** moto reports the digest of the image's URI instead of the image's digest. */
export const motosDigest = (uri: string): string => createHash('sha256').update(uri).digest('hex')

export function images(packages: Packages): Images {
  /** URIs by moto's digest, and by the image's own. */
  const named = new Map<string, string>()
  return {
    async push(zip) {
      const digest = Buffer.from(await packages.keep(zip), 'base64').toString('hex')
      return `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/demo@sha256:${digest}`
    },
    async refused(request, isImage) {
      const body = bodyOf(request)
      const { ImageUri, S3Key, ZipFile } = (body['Code'] as Body | undefined) ?? body
      const { Handler, Runtime, Layers } = body
      const no = (message: string): Answer =>
        errorAnswer(request, { status: 400, code: 'InvalidParameterValueException', message })
      if (!isImage) {
        if (ImageUri === undefined) return undefined
        return no("Please don't provide ImageUri when updating a function with packageType Zip.")
      }
      if (S3Key || ZipFile)
        return no('Please provide ImageUri when updating a function with packageType Image.')
      if (Handler || Runtime || (Layers as unknown[] | undefined)?.length)
        return no(
          "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
        )
      if (ImageUri === undefined) return undefined
      const digest = String(ImageUri).split('@sha256:')[1] ?? ''
      if (!(await packages.read(packageOf(digest))))
        return no(`Source image ${ImageUri} does not exist. Provide a valid source image.`)
      named.set(motosDigest(String(ImageUri)), String(ImageUri))
      named.set(digest, String(ImageUri))
      return undefined
    },
    shown(configuration) {
      if (configuration['PackageType'] !== 'Image') return configuration
      const digest = named.get(String(configuration['CodeSha256']))?.split('@sha256:')[1]
      return { ...configuration, CodeSha256: digest ?? configuration['CodeSha256'] }
    },
    codeOf({ CodeSha256 }) {
      const uri = named.get(String(CodeSha256))
      return { RepositoryType: 'ECR', ImageUri: uri, ResolvedImageUri: uri }
    },
  }
}
