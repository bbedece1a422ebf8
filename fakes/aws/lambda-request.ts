// Requests to Lambda: their function, their errors, and requests that the proxy itself makes.
import { type Answer, errorAnswer, type Request } from './request.ts'

export type Body = Record<string, unknown>

export const ACCOUNT = '123456789012'
/** Bytes: AWS's limit for a request. */
const LARGEST = 70_167_211

/** Returns a request with the function's name in its path and the qualifier as a parameter, in whichever form they were given. */
export function named(request: Request): { request: Request; name?: string; qualifier?: string } {
  if (request.operation === 'CreateFunction') {
    return { request, name: String(bodyOf(request)['FunctionName']) }
  }
  const found = /^(\/[\d-]+\/functions\/)([^/]+)(.*)$/.exec(request.url.pathname)
  if (!found) return { request }
  const [, before = '', written = '', after = ''] = found
  const whole = decodeURIComponent(written)
  const [name = '', inName] = whole
    .replace(/^(arn:aws:lambda:[\w-]+:\d+:)?(function:)?/, '')
    .split(':')
  const url = new URL(request.url)
  url.pathname = `${before}${name}${after}`
  const qualifier = inName ?? url.searchParams.get('Qualifier') ?? undefined
  if (qualifier !== undefined) url.searchParams.set('Qualifier', qualifier)
  return { request: { ...request, url }, name, ...(qualifier === undefined ? {} : { qualifier }) }
}

export function notFound(request: Request, name: string): Answer {
  const message = `Function not found: arn:aws:lambda:${request.region}:${ACCOUNT}:function:${name}`
  return errorAnswer(request, { status: 404, code: 'ResourceNotFoundException', message })
}

export function busy(request: Request, name: string): Answer {
  const arn = `arn:aws:lambda:${request.region}:${ACCOUNT}:function:${name}`
  const message = `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`
  return errorAnswer(request, { status: 409, code: 'ResourceConflictException', message })
}

/** Returns the error of a request that is too large. */
export function tooLarge(request: Request): Answer | undefined {
  if (request.body.length <= LARGEST) return undefined
  const message = `Request must be smaller than ${LARGEST} bytes for the ${request.operation} operation`
  return errorAnswer(request, { status: 413, code: 'RequestEntityTooLargeException', message })
}

export const bodyOf = ({ body }: Request): Body => JSON.parse(body.toString() || '{}') as Body
export const parsed = ({ body = '{}' }: Answer): Body => JSON.parse(body.toString()) as Body

/** Returns a request of the proxy itself. moto reads the service and the region from its signature. */
export function internal(
  service: string,
  method: string,
  url: URL,
  more: Partial<Request> = {},
): Request {
  const region = more.region ?? 'eu-west-1'
  const authorization = `AWS4-HMAC-SHA256 Credential=proxy/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`
  const headers = { authorization, ...more.headers }
  return { method, url, service, region, operation: '', body: Buffer.alloc(0), ...more, headers }
}
