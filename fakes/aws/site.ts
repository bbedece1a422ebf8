// The deployed site over HTTP: a request becomes an event of API Gateway, and the function's answer an HTTP response.
import { randomUUID } from 'node:crypto'
import type { Invocation } from './invoke.ts'
import { type Answer, json, type Request } from './request.ts'

/** Returns the event of a REST API with proxy integration. */
export function eventOf({ method, url, headers, body }: Request, path: string): object {
  const query = [...url.searchParams.keys()]
  const lists = <T>(names: readonly string[], value: (name: string) => T): Record<string, T> =>
    Object.fromEntries(names.map((name) => [name, value(name)]))
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: method,
    headers: { ...capitals(headers), 'X-Forwarded-Proto': 'http' },
    multiValueHeaders: lists(Object.keys(capitals(headers)), (name) => [capitals(headers)[name]]),
    queryStringParameters: query.length > 0 ? lists(query, (n) => url.searchParams.get(n)) : null,
    multiValueQueryStringParameters:
      query.length > 0 ? lists(query, (name) => url.searchParams.getAll(name)) : null,
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: {
      requestId: randomUUID(),
      stage: 'dev',
      path,
      httpMethod: method,
      identity: { sourceIp: '127.0.0.1', userAgent: headers['user-agent'] ?? null },
    },
    body: body.length > 0 ? body.toString('base64') : null,
    isBase64Encoded: body.length > 0,
  }
}

/** Returns `X-Forwarded-For` for `x-forwarded-for`: API Gateway passes names in this form. */
function capitals(headers: Readonly<Record<string, string>>): Record<string, string> {
  const capital = (name: string): string => name.replace(/\b[a-z]/g, (c) => c.toUpperCase())
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [capital(name), value]))
}

type Proxied = {
  readonly statusCode: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

/** Returns API Gateway's response after an invocation. */
export function pageOf(ended: Invocation | undefined): Answer {
  if (!ended) return json(403, { message: 'Missing Authentication Token' })
  if (ended.isError) return json(502, { message: 'Internal server error' })
  const {
    statusCode,
    headers = {},
    body = '',
    isBase64Encoded,
  } = JSON.parse(ended.payload) as Proxied
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  return { status: statusCode, headers: lower(headers), body: bytes }
}

const lower = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => name !== 'content-length'),
  )
