// Functions that are images. An image is a package that was pushed; its digest is the package's.
import { createHash } from 'node:crypto'
import type { Codes } from './codes.ts'
import { ACCOUNT, type Body, bodyOf } from './lambda-request.ts'
import { type Answer, errorAnswer, type Request } from './request.ts'

export type Images = {
  /** Pushes an image. Resolves with its URI, by digest. */
  push(zip: Buffer): Promise<string>
  /** The error of a request that the function's kind of package does not take, or whose image is not there. */
  refused(request: Request, isImage: boolean): Promise<Answer | undefined>
  /** A configuration with the digest that AWS has there. */
  shown(configuration: Body): Body
  /** What GetFunction answers of the code, by the configuration that `shown` gives. */
  codeOf(configuration: Body): Body
}

/** The folder of codes' own name for the package of an image. */
export const packageOf = (digest: string): string => Buffer.from(digest, 'hex').toString('base64')

/** moto takes the digest of an image's URI for that of the image. */
export const motosDigest = (uri: string): string => createHash('sha256').update(uri).digest('hex')

export function images(codes: Codes): Images {
  /** URIs by moto's digest, and by their own. */
  const named = new Map<string, string>()
  return {
    async push(zip) {
      const digest = Buffer.from(await codes.keep(zip), 'base64').toString('hex')
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
      if (!(await codes.read(packageOf(digest))))
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
