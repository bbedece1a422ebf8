// AWS for the tests: a real moto, and a proxy before it that runs the functions and answers what moto lacks.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { toolPath } from '../../scripts/test-tools.ts'
import { type Call, callList } from './calls.ts'
import { codesIn } from './codes.ts'
import { type Fault, faults } from './faults.ts'
import { type ForkServer, forkServer } from './fork-server.ts'
import { type Images, images } from './images.ts'
import { keepLog } from './keep-log.ts'
import { type Lambda, lambda } from './lambda.ts'
import { internal } from './lambda-request.ts'
import { startMoto } from './moto.ts'
import { forwardTo, openDoor } from './proxy.ts'
import type { Answer, Request } from './request.ts'
import { eventOf, pageOf } from './site.ts'
import { type State, stateOf } from './state.ts'

export type Aws = AsyncDisposable &
  State & {
    /** `http://127.0.0.1:40001` */
    readonly endpoint: string
    /** What a client of AWS needs to get here, and nowhere else. */
    readonly environment: Readonly<Record<string, string>>
    /** Every call of a client, in the order that they came in. `DownloadCode` and `Site` are those that AWS has no name for. */
    readonly calls: readonly Call[]
    /** The names of the calls. */
    operations(): string[]
    /** The names of the calls that do more than ask. */
    changes(): string[]
    callsOf(operation: string): Call[]
    /** Resolves when a call of this name, the first or the one with this number, has come in, before it is answered. */
    called(operation: string, number?: number): Promise<Call>
    /** Forgets the calls from an index on. */
    forget(from: number): void
    /** Has the calls of an operation answered with an error, late or not at all. */
    fault(operation: string, fault: Fault): void
    /** Takes the faults of an operation away, or all of them; what hangs goes on. */
    unfault(operation?: string): void
    /** From now on logs come to CloudWatch so many milliseconds after the answer. */
    logsAfter(milliseconds: number): void
    /** A status of the function's last update, for so many milliseconds or until the next one, which is refused while it is `InProgress`. */
    lastUpdateStatus: Lambda['updating']
    /** The provisioned concurrency of a function, by its versions. */
    capacity: Lambda['capacity']
    /** Pushes an image, which is a package here. Resolves with its URI, by digest. */
    push: Images['push']
    /** A Python with boto3, which starts programs at once. */
    readonly python: ForkServer
    /** A folder with a package that is unpacked already: others are unpacked faster from it. */
    unpackedAt(folder: string): void
    /** An address below which the function's site is, without a slash at its end. */
    siteUrl(name: string): string
    /** An empty AWS without faults and calls, in far less time than a new one takes. */
    reset(): Promise<void>
  }

/** Starts AWS with nothing in it, in this process and one of moto's. */
export async function startAws(): Promise<Aws> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-aws-'))
  mkdirSync(join(folder, 'codes'))
  const program = join(dirname(toolPath('zappa') ?? ''), 'python')
  const codes = codesIn(join(folder, 'codes'), program)
  const python = forkServer(folder, program, codes.runtime)
  const pushed = images(codes)
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
      const body = await codes.read(decodeURIComponent(name))
      const headers = { 'content-type': 'application/zip' }
      return body ? { status: 200, headers, body } : { status: 404 }
    }
    return request.service === 'lambda' && functions ? functions.answer(request) : forward(request)
  }
  const door = await openDoor(async (incoming) => {
    const request = { ...incoming, operation: operationAt(incoming) }
    const call = calls.add(request)
    const answer = await planned.meet(request, () => real(request))
    if (answer) call.status = answer.status
    return answer
  })
  const endpoint = `http://127.0.0.1:${door.port}`
  const keep = keepLog(forward)
  const log: typeof keep = async (...args) => {
    if (delay === 0) await keep(...args)
    else
      sleep(delay)
        .then(() => keep(...args))
        .catch(() => {})
  }
  const operations = (): string[] => calls.list.map(({ operation }) => operation)
  const api = lambda({ forward, log, codes, images: pushed, python, endpoint })
  functions = api
  return {
    ...stateOf(api, codes, endpoint),
    ...{ endpoint, environment: environmentOf(endpoint) },
    ...{ calls: calls.list, callsOf: calls.of, called: calls.called },
    ...{ fault: planned.set, unfault: planned.clear },
    ...{ lastUpdateStatus: api.updating, unpackedAt: codes.base },
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
      await door.close()
      await moto.stop()
      await python.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The operation of a request, also of those that are none of AWS. */
function operationAt({ url, operation }: Request): string {
  if (url.pathname.startsWith('/_code/')) return 'DownloadCode'
  return url.pathname.startsWith('/_site/') ? 'Site' : operation
}

/** Nothing listens on port 1: what goes to another host is refused at once. */
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
