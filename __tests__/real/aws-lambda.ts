// What moto's Lambda lacks: real packages, versions that are never numbered twice, functions that run.
import { randomUUID } from 'node:crypto'
import type { Codes } from './aws-codes.ts'
import { type Configuration, type Invocation, invoke } from './aws-invoke.ts'
import { type LogEvent, tailOf } from './aws-log.ts'
import { type Answer, errorAnswer, json, type Request } from './aws-request.ts'

export type Ports = {
  /** Sends a request on to moto. */
  forward(request: Request): Promise<Answer>
  /** Keeps the log of an invocation in CloudWatch. */
  log(name: string, region: string, stream: string, events: readonly LogEvent[]): Promise<void>
  readonly codes: Codes
  readonly python: string
  /** `http://127.0.0.1:40001`: where AWS is. */
  readonly endpoint: string
}

export type Lambda = {
  /** Answers a request to Lambda. */
  answer(request: Request): Promise<Answer>
  /** Runs a function with an event. Resolves with undefined where there is no such function. */
  run(name: string, event: unknown): Promise<Invocation | undefined>
  /** What the function's LastUpdateStatus is for some milliseconds. */
  updating(name: string, status: string, milliseconds: number): void
  /** Forgets all functions. */
  reset(): void
}

type Body = Record<string, unknown>
const ACCOUNT = '123456789012'
/** Bytes; the real limit of a request. */
const LARGEST = 70_167_211

export function lambda(ports: Ports): Lambda {
  const { forward, codes } = ports
  /** `NAME:VERSION` of what was deleted: moto numbers by counting, so they stay there. */
  const deleted = new Set<string>()
  const modified = new Map<string, string>()
  const updates = new Map<string, { status: string; until: number }>()

  const shown = (configuration: Body): Body => {
    const name = String(configuration['FunctionName'])
    const isLatest = configuration['Version'] === '$LATEST'
    const update = updates.get(name)
    const isUpdating = isLatest && update !== undefined && Date.now() < update.until
    return {
      ...configuration,
      ...(isLatest && modified.has(name) ? { LastModified: modified.get(name) } : {}),
      ...(isUpdating ? { LastUpdateStatus: update.status } : {}),
    }
  }
  const isBusy = (name: string): boolean => Date.now() < (updates.get(name)?.until ?? 0)

  async function codeOf(body: Body): Promise<void> {
    if (typeof body['ZipFile'] === 'string') {
      await codes.keep(Buffer.from(body['ZipFile'], 'base64'))
    } else if (typeof body['S3Key'] === 'string') {
      const url = new URL(`/${body['S3Bucket']}/${body['S3Key']}`, ports.endpoint)
      const object = await forward(internal('s3', 'GET', url))
      if (object.status === 200) await codes.keep(Buffer.from(object.body ?? ''))
    }
  }

  async function changed(request: Request, name: string): Promise<Answer> {
    const body = bodyOf(request)
    await codeOf((body['Code'] as Body | undefined) ?? body)
    const answer = await forward(request)
    if (answer.status < 300) modified.set(name, new Date().toISOString().replace('Z', '+0000'))
    return answer.status < 300 ? json(answer.status, shown(parsed(answer))) : answer
  }

  async function remove(request: Request, name: string, qualifier?: string): Promise<Answer> {
    if (qualifier === undefined) {
      for (const key of deleted) if (key.startsWith(`${name}:`)) deleted.delete(key)
      return forward(request)
    }
    const found = await forward({ ...request, method: 'GET' })
    if (found.status !== 200) return found
    deleted.add(`${name}:${qualifier}`)
    return { status: 204 }
  }

  async function get(request: Request): Promise<Answer> {
    const answer = await forward(request)
    if (answer.status !== 200) return answer
    const { Code, Configuration, ...rest } = parsed(answer) as Record<string, Body>
    const sha = String(Configuration?.['CodeSha256'])
    const Location = `${ports.endpoint}/_code/${encodeURIComponent(sha)}`
    const code = Code && 'ImageUri' in Code ? Code : { RepositoryType: 'S3', Location }
    return json(200, { ...rest, Code: code, Configuration: shown(Configuration ?? {}) })
  }

  async function list(request: Request, name: string): Promise<Answer> {
    const answer = await forward(request)
    const found = await forward({
      ...request,
      url: new URL(`/2015-03-31/functions/${name}`, request.url),
    })
    if (found.status !== 200) return found
    const { Versions } = parsed(answer) as { Versions: Body[] }
    const left = Versions.filter(({ Version }) => !deleted.has(`${name}:${Version}`)).map(shown)
    const { searchParams } = request.url
    const start = Number(searchParams.get('Marker') ?? 0)
    const end = start + Math.min(Number(searchParams.get('MaxItems') ?? 50), 50)
    const more = end < left.length ? { NextMarker: String(end) } : {}
    return json(200, { Versions: left.slice(start, end), ...more })
  }

  async function configurationOf(
    name: string,
    qualifier?: string,
  ): Promise<Configuration | Answer> {
    const url = new URL(`/2015-03-31/functions/${name}/configuration`, ports.endpoint)
    if (qualifier !== undefined) url.searchParams.set('Qualifier', qualifier)
    const answer = await forward(internal('lambda', 'GET', url))
    return answer.status === 200 ? (parsed(answer) as unknown as Configuration) : answer
  }

  async function runs(
    configuration: Configuration,
    { event, id, region }: { event: unknown; id: string; region: string },
  ): Promise<Invocation> {
    const code = await codes.unpacked(configuration.CodeSha256)
    const { python, endpoint } = ports
    const place = { python, code, runtime: codes.runtime, region, endpoint }
    const ended = await invoke(configuration, { event, id, place })
    await ports.log(configuration.FunctionName, region, ended.stream, ended.events)
    return ended
  }

  async function invoked(request: Request, name: string, qualifier?: string): Promise<Answer> {
    const configuration = await configurationOf(name, qualifier)
    if ('status' in configuration) return configuration
    const id = randomUUID()
    const kind = request.headers['x-amz-invocation-type']
    const headers = { 'x-amzn-requestid': id, 'content-type': 'application/json' }
    if (kind === 'DryRun') return { status: 204, headers }
    const event: unknown = JSON.parse(request.body.toString() || '{}')
    const running = runs(configuration, { event, id, region: request.region })
    if (kind === 'Event') {
      running.catch(() => {})
      return { status: 202, headers }
    }
    const { payload, isError, events } = await running
    const isTail = request.headers['x-amz-log-type'] === 'Tail'
    return {
      status: 200,
      headers: {
        ...headers,
        'x-amz-executed-version': configuration.Version,
        ...(isError ? { 'x-amz-function-error': 'Unhandled' } : {}),
        ...(isTail ? { 'x-amz-log-result': tailOf(events) } : {}),
      },
      body: payload,
    }
  }

  async function answer(original: Request): Promise<Answer> {
    const { request, name, qualifier } = named(original)
    if (name === undefined) return forward(request)
    if (qualifier !== undefined && deleted.has(`${name}:${qualifier}`)) {
      return notFound(request, `${name}:${qualifier}`)
    }
    switch (request.operation) {
      case 'Invoke':
        return invoked(request, name, qualifier)
      case 'UpdateFunctionCode':
      case 'UpdateFunctionConfiguration':
        if (request.body.length > LARGEST) return tooLarge(request)
        if (isBusy(name)) return busy(request, name)
        return changed(request, name)
      case 'CreateFunction':
        return changed(request, name)
      case 'DeleteFunction':
        return remove(request, name, qualifier)
      case 'GetFunction':
        return get(request)
      case 'GetFunctionConfiguration': {
        const found = await forward(request)
        return found.status === 200 ? json(200, shown(parsed(found))) : found
      }
      case 'ListVersionsByFunction':
        return list(request, name)
      case 'ListFunctionUrlConfigs':
        return json(200, { FunctionUrlConfigs: [] })
      default:
        return forward(request)
    }
  }

  return {
    answer,
    async run(name, event) {
      const configuration = await configurationOf(name)
      if ('status' in configuration) return undefined
      return runs(configuration, { event, id: randomUUID(), region: 'eu-west-1' })
    },
    reset() {
      deleted.clear()
      modified.clear()
      updates.clear()
    },
    updating(name, status, milliseconds) {
      updates.set(name, { status, until: Date.now() + milliseconds })
    },
  }
}

/** A request with the function's plain name in its path and the qualifier as a parameter, whichever way they were written. */
function named(request: Request): { request: Request; name?: string; qualifier?: string } {
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

function notFound(request: Request, name: string): Answer {
  const message = `Function not found: arn:aws:lambda:${request.region}:${ACCOUNT}:function:${name}`
  return errorAnswer(request, { status: 404, code: 'ResourceNotFoundException', message })
}

function busy(request: Request, name: string): Answer {
  const arn = `arn:aws:lambda:${request.region}:${ACCOUNT}:function:${name}`
  const message = `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`
  return errorAnswer(request, { status: 409, code: 'ResourceConflictException', message })
}

function tooLarge(request: Request): Answer {
  const message = `Request must be smaller than ${LARGEST} bytes for the ${request.operation} operation`
  return errorAnswer(request, { status: 413, code: 'RequestEntityTooLargeException', message })
}

const bodyOf = ({ body }: Request): Body => JSON.parse(body.toString() || '{}') as Body
const parsed = ({ body = '{}' }: Answer): Body => JSON.parse(body.toString()) as Body

/** A request of the proxy's own, with a signature that moto finds the service and the region in. */
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
