// AWS for the tests: a real moto, and a proxy before it that runs the functions and answers what moto lacks.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { peer } from '../../scripts/peers.ts'
import { codesIn } from './aws-codes.ts'
import { type Fault, faults } from './aws-faults.ts'
import { keepLog } from './aws-keep-log.ts'
import { internal, type Lambda, lambda } from './aws-lambda.ts'
import { startMoto } from './aws-moto.ts'
import { forwardTo, openDoor } from './aws-proxy.ts'
import type { Answer, Request } from './aws-request.ts'
import { eventOf, pageOf } from './aws-site.ts'
import { freePort } from './free-port.ts'

export type Call = {
  readonly operation: string
  readonly service: string
  readonly region: string
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Milliseconds since AWS was started. */
  readonly time: number
  /** Of the answer; undefined until it is there, and where the connection was cut. */
  status?: number
}

export type Version = { readonly version: string; readonly sha: string }

export type Aws = AsyncDisposable & {
  /** `http://127.0.0.1:40001` */
  readonly endpoint: string
  /** What a client of AWS needs to get here, and nowhere else. */
  readonly environment: Readonly<Record<string, string>>
  /** Every call of a client, in the order that they came in; those of the tests' own helpers are not among them. */
  readonly calls: readonly Call[]
  /** An empty AWS without faults and calls, in far less time than a new one takes. */
  reset(): Promise<void>
  /** Forgets the calls from an index on. */
  forget(from: number): void
  /** The names of the calls, or the calls of one name. */
  operations(): string[]
  callsOf(operation: string): Call[]
  /** Resolves when a call of this name, the first or the one with this number, has come in, before it is answered. */
  called(operation: string, number?: number): Promise<Call>
  /** Has the calls of an operation answered with an error, late or not at all. */
  fault(operation: string, fault: Fault): void
  /** Takes the faults of an operation away, or all of them; what hangs goes on. */
  unfault(operation?: string): void
  /** From now on logs come to CloudWatch so many milliseconds after the answer. */
  logsAfter(milliseconds: number): void
  lastUpdateStatus: Lambda['updating']
  /** The CodeSha256 of what runs, or undefined where there is no such function. */
  sha(name: string): Promise<string | undefined>
  /** The published versions that are left, oldest first. */
  versions(name: string): Promise<Version[]>
  /** The package that runs. */
  code(name: string): Promise<Buffer>
  /** Has a package run, as a new version. Resolves with its CodeSha256. */
  update(name: string, zip: Buffer): Promise<string>
  /** A folder with a package that is unpacked already: others are unpacked faster from it. */
  unpackedAt(folder: string): void
  tags(name: string): Promise<Record<string, string>>
  tag(name: string, tags: Readonly<Record<string, string>>): Promise<void>
  /** An address below which the function's site is, without a slash at its end. */
  siteUrl(name: string): string
}

/** Starts AWS with nothing in it, in this process and one of moto's. */
export async function startAws(): Promise<Aws> {
  const [zappa = '', moto = ''] = [peer('zappa'), peer('moto')]
  const folder = mkdtempSync(join(tmpdir(), 'towpath-aws-'))
  const python = join(dirname(zappa), 'python')
  const server = await startMoto(moto)
  const forward = forwardTo(server.port)
  mkdirSync(join(folder, 'codes'))
  const codes = codesIn(join(folder, 'codes'), python)
  const planned = faults()
  const started = performance.now()
  const [calls, waiting] = [[] as Call[], new Set<() => void>()]
  let delay = 0
  let functions: Lambda | undefined

  const real = async (request: Request): Promise<Answer> => {
    const { pathname } = request.url
    if (request.operation === 'DownloadCode') {
      const body = await codes.read(decodeURIComponent(pathname.split('/')[2] ?? ''))
      return body
        ? { status: 200, headers: { 'content-type': 'application/zip' }, body }
        : { status: 404 }
    }
    if (request.operation === 'Site') {
      const [, , name = '', ...path] = pathname.split('/')
      return pageOf(await functions?.run(name, eventOf(request, `/${path.join('/')}`)))
    }
    return request.service === 'lambda' && functions ? functions.answer(request) : forward(request)
  }

  const door = await openDoor(async (incoming) => {
    const request = { ...incoming, operation: own(incoming) }
    const { operation, service, region, method, url, headers, body } = request
    const path = `${url.pathname}${url.search}`
    const time = performance.now() - started
    const call: Call = { operation, service, region, method, path, headers, body, time }
    calls.push(call)
    for (const look of waiting) look()
    const answer = await planned.meet(request, () => real(request))
    if (answer) call.status = answer.status
    return answer
  })
  const endpoint = `http://127.0.0.1:${door.port}`
  const log = async (...args: Parameters<ReturnType<typeof keepLog>>): Promise<void> => {
    if (delay === 0) await keepLog(forward)(...args)
    else
      sleep(delay)
        .then(() => keepLog(forward)(...args))
        .catch(() => {})
  }
  functions = lambda({ forward, log, codes, python, endpoint })
  const ask = asker(functions, endpoint)
  const sha = async (name: string): Promise<string | undefined> => {
    const { Configuration } = await ask('GetFunction', 'GET', `2015-03-31/functions/${name}`)
    return (Configuration as { CodeSha256: string } | undefined)?.CodeSha256
  }
  return {
    endpoint,
    environment: environmentOf(endpoint, await freePort()),
    calls,
    async reset() {
      planned.clear()
      functions?.reset()
      delay = 0
      const { status } = await forward(internal('', 'POST', new URL('/moto-api/reset', endpoint)))
      if (status !== 200) throw new Error(`moto's reset answered ${status}`)
      calls.splice(0)
    },
    forget: (from) => void calls.splice(from),
    operations: () => calls.map(({ operation }) => operation),
    callsOf: (name) => calls.filter(({ operation }) => operation === name),
    called: (operation, number = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          const call = calls.filter((one) => one.operation === operation)[number - 1]
          if (!call) return
          waiting.delete(look)
          resolve(call)
        }
        waiting.add(look)
        look()
      }),
    fault: planned.set,
    unfault: planned.clear,
    logsAfter(milliseconds) {
      delay = milliseconds
    },
    lastUpdateStatus: functions.updating,
    sha,
    async code(name) {
      const zip = await codes.read((await sha(name)) ?? '')
      if (!zip) throw new Error(`there is no function ${name}`)
      return zip
    },
    async update(name, zip) {
      const path = `2015-03-31/functions/${name}/code`
      const body = { ZipFile: zip.toString('base64'), Publish: true }
      const { CodeSha256 } = await ask('UpdateFunctionCode', 'PUT', path, body)
      return String(CodeSha256)
    },
    unpackedAt: codes.base,
    async versions(name) {
      const path = `2015-03-31/functions/${name}/versions`
      const { Versions = [] } = await ask('ListVersionsByFunction', 'GET', path)
      return (Versions as { Version: string; CodeSha256: string }[])
        .filter(({ Version }) => Version !== '$LATEST')
        .map(({ Version: version, CodeSha256: sha }) => ({ version, sha }))
    },
    async tags(name) {
      const { Tags = {} } = await ask('ListTags', 'GET', tagPath(name))
      return Tags as Record<string, string>
    },
    async tag(name, Tags) {
      await ask('TagResource', 'POST', tagPath(name), { Tags })
    },
    siteUrl: (name) => `${endpoint}/_site/${name}`,
    async [Symbol.asyncDispose]() {
      planned.clear()
      await door.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The operation of a request, also of those that are none of AWS. */
function own({ url, operation }: Request): string {
  if (url.pathname.startsWith('/_code/')) return 'DownloadCode'
  return url.pathname.startsWith('/_site/') ? 'Site' : operation
}

const tagPath = (name: string): string =>
  `2017-03-31/tags/${encodeURIComponent(`arn:aws:lambda:eu-west-1:123456789012:function:${name}`)}`

type Ask = (
  operation: string,
  method: string,
  path: string,
  body?: object,
) => Promise<Record<string, unknown>>

/** Asks Lambda from the inside: no fault meets it, and it is in no list of calls. */
function asker(functions: Lambda, endpoint: string): Ask {
  return async (operation, method, path, body) => {
    const more = body ? { body: Buffer.from(JSON.stringify(body)) } : {}
    const request = internal('lambda', method, new URL(`/${path}`, endpoint), {
      operation,
      ...more,
    })
    const answer = await functions.answer(request)
    if (answer.status === 404) return {}
    if (answer.status > 299) throw new Error(`${operation}: ${answer.status} ${answer.body}`)
    return JSON.parse(answer.body?.toString() || '{}') as Record<string, unknown>
  }
}

function environmentOf(endpoint: string, closed: number): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'AKIAOFTHETESTS000000',
    AWS_SECRET_ACCESS_KEY: 'secret-key-of-the-tests',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    HTTPS_PROXY: `http://127.0.0.1:${closed}`,
    HTTP_PROXY: `http://127.0.0.1:${closed}`,
    NO_PROXY: '127.0.0.1,localhost',
  }
}
