// AWS for tests and bench: a real moto server, and a proxy in front of it that runs the functions and adds what moto lacks.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { toolPath } from '../../scripts/test-tools.ts'
import { type Call, callList } from './calls.ts'
import { cloudwatchLog } from './cloudwatch-log.ts'
import { type Fault, faults } from './faults.ts'
import { type ForkServer, forkServer } from './fork-server.ts'
import { type Images, images } from './images.ts'
import { type Lambda, lambda } from './lambda.ts'
import { internal } from './lambda-request.ts'
import { startMoto } from './moto.ts'
import { packagesIn } from './packages.ts'
import { forwardTo, startProxy } from './proxy.ts'
import type { Answer, Request } from './request.ts'
import { eventOf, pageOf } from './site.ts'
import { type State, stateOf } from './state.ts'

export type Aws = AsyncDisposable &
  State & {
    /** `http://127.0.0.1:40001` */
    readonly endpoint: string
    /** The variables that let a client of AWS reach this endpoint and no other host. */
    readonly environment: Readonly<Record<string, string>>
    /** Every call of a client, in order of arrival. `DownloadCode` and `Site` are our names for requests that are not API operations. */
    readonly calls: readonly Call[]
    /** The names of the calls. */
    operations(): string[]
    /** The names of the calls that may change something. */
    changes(): string[]
    callsOf(operation: string): Call[]
    /** Resolves when the n-th call of an operation arrives, before it is answered. */
    called(operation: string, number?: number): Promise<Call>
    /** Removes the calls from an index on from the list. */
    forget(from: number): void
    /** Answers the calls of an operation with an error, late or not at all. */
    fault(operation: string, fault: Fault): void
    /** Removes the faults of an operation, or all of them; calls that hang continue. */
    unfault(operation?: string): void
    /** Delays logs: they reach CloudWatch this many milliseconds after the answer. */
    logsAfter(milliseconds: number): void
    /** Sets the status of the function's last update for some milliseconds, or until the next update. While it is `InProgress`, updates are refused. */
    lastUpdateStatus: Lambda['updating']
    /** The provisioned concurrency of a function, by version. */
    capacity: Lambda['capacity']
    /** Pushes an image, which is a package here. Resolves with its URI and digest. */
    push: Images['push']
    /** A resident Python with boto3 loaded. */
    readonly python: ForkServer
    /** Takes files from this unpacked package when others are unpacked: most are the same. */
    unpackedAt(folder: string): void
    /** The base URL of the function's site, without a trailing slash. */
    siteUrl(name: string): string
    /** Empties AWS, its faults and its calls, much faster than a new one starts. */
    reset(): Promise<void>
  }

/** Starts an empty AWS: the proxy in this process, and a moto server. */
export async function startAws(): Promise<Aws> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-aws-'))
  mkdirSync(join(folder, 'codes'))
  const program = join(dirname(toolPath('zappa') ?? ''), 'python')
  const packages = packagesIn(join(folder, 'codes'), program)
  const python = forkServer(folder, program, packages.runtime)
  const pushed = images(packages)
  const moto = await startMoto(toolPath('moto') ?? '')
  const forward = forwardTo(moto.port)
  const [planned, calls] = [faults(), callList()]
  let delay = 0
  let functions: Lambda | undefined

  const real = async (request: Request): Promise<Answer> => {
    const [, , name = '', ...path] = request.url.pathname.split('/')
    if (request.operation === 'Site')
      return pageOf(await functions?.run(name, eventOf(request, `/${path.join('/')}`)))
    if (request.operation === 'DownloadCode') {
      const body = await packages.read(decodeURIComponent(name))
      const headers = { 'content-type': 'application/zip' }
      return body ? { status: 200, headers, body } : { status: 404 }
    }
    return request.service === 'lambda' && functions ? functions.answer(request) : forward(request)
  }
  const proxy = await startProxy(async (incoming) => {
    const request = { ...incoming, operation: operationAt(incoming) }
    const call = calls.add(request)
    const answer = await planned.meet(request, () => real(request))
    if (answer) call.status = answer.status
    return answer
  })
  const endpoint = `http://127.0.0.1:${proxy.port}`
  const keep = cloudwatchLog(forward)
  const log: typeof keep = async (...args) => {
    if (delay === 0) await keep(...args)
    else
      sleep(delay)
        .then(() => keep(...args))
        .catch(() => {})
  }
  const operations = (): string[] => calls.list.map(({ operation }) => operation)
  const api = lambda({ forward, log, packages, images: pushed, python, endpoint })
  functions = api
  return {
    ...stateOf(api, packages, endpoint),
    ...{ endpoint, environment: environmentOf(endpoint) },
    ...{ calls: calls.list, callsOf: calls.of, called: calls.called },
    ...{ fault: planned.set, unfault: planned.clear },
    ...{ lastUpdateStatus: api.updating, unpackedAt: packages.base },
    ...{ capacity: api.capacity, push: pushed.push, python },
    operations,
    changes: () => operations().filter((name) => !/^(Get|List|Head|Describe)/.test(name)),
    forget: (from) => void calls.list.splice(from),
    logsAfter(milliseconds) {
      delay = milliseconds
    },
    siteUrl: (name) => `${endpoint}/_site/${name}`,
    async reset() {
      planned.clear()
      api.reset()
      delay = 0
      const { status } = await forward(internal('', 'POST', new URL('/moto-api/reset', endpoint)))
      if (status !== 200) throw new Error(`moto's reset answered ${status}`)
      calls.list.splice(0)
    },
    async [Symbol.asyncDispose]() {
      planned.clear()
      await proxy.close()
      await moto.stop()
      await python.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Returns the operation of a request, even if it is not a request to an AWS API. */
function operationAt({ url, operation }: Request): string {
  if (url.pathname.startsWith('/_code/')) return 'DownloadCode'
  return url.pathname.startsWith('/_site/') ? 'Site' : operation
}

/** Nothing listens on port 1: connections to any other host are refused at once. */
function environmentOf(endpoint: string): Record<string, string> {
  const closed = 'http://127.0.0.1:1'
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'AKIAOFTHETESTS000000',
    AWS_SECRET_ACCESS_KEY: 'secret-key-of-the-tests',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    HTTPS_PROXY: closed,
    HTTP_PROXY: closed,
    NO_PROXY: '127.0.0.1,localhost',
  }
}
