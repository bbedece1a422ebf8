// Runs functions: for Invoke, and for pages of a site.
import { randomUUID } from 'node:crypto'
import type { ForkServer } from './fork-server.ts'
import { type Images, packageOf } from './images.ts'
import { type Configuration, type Invocation, invoke } from './invoke.ts'
import { internal, parsed } from './lambda-request.ts'
import { type LogEvent, tailOf } from './log.ts'
import type { Packages } from './packages.ts'
import type { Answer, Request } from './request.ts'

export type Ports = {
  /** Sends a request on to moto. */
  forward(request: Request): Promise<Answer>
  /** Writes the log of an invocation to CloudWatch. */
  log(name: string, region: string, stream: string, events: readonly LogEvent[]): Promise<void>
  readonly packages: Packages
  readonly images: Images
  readonly python: ForkServer
  /** The endpoint of AWS, such as `http://127.0.0.1:40001`. */
  readonly endpoint: string
}

export type Functions = {
  /** Answers Invoke. */
  invoked(request: Request, name: string, qualifier?: string): Promise<Answer>
  /** Runs a function with an event. Resolves with undefined if there is no such function. */
  run(name: string, event: unknown): Promise<Invocation | undefined>
}

export function functions(ports: Ports): Functions {
  async function configurationOf(
    name: string,
    region: string,
    qualifier?: string,
  ): Promise<Configuration | Answer> {
    const url = new URL(`/2015-03-31/functions/${name}/configuration`, ports.endpoint)
    if (qualifier !== undefined) url.searchParams.set('Qualifier', qualifier)
    const answer = await ports.forward(internal('lambda', 'GET', url, { region }))
    if (answer.status !== 200) return answer
    const found = ports.images.shown(parsed(answer)) as unknown as Configuration
    // The command of an image for Zappa, and its Python.
    const image = { Handler: 'handler.lambda_handler', Runtime: 'python' }
    const { PackageType, CodeSha256 } = found
    if (PackageType !== 'Image') return found
    return { ...found, ...image, CodeSha256: packageOf(CodeSha256) }
  }

  async function runs(
    configuration: Configuration,
    { event, id, region }: { event: unknown; id: string; region: string },
  ): Promise<Invocation> {
    const code = await ports.packages.unpacked(configuration.CodeSha256)
    const { python, endpoint } = ports
    const place = { python, code, runtime: ports.packages.runtime, region, endpoint }
    const ended = await invoke(configuration, { event, id, place })
    await ports.log(configuration.FunctionName, region, ended.stream, ended.events)
    return ended
  }

  async function invoked(request: Request, name: string, qualifier?: string): Promise<Answer> {
    const configuration = await configurationOf(name, request.region, qualifier)
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

  return {
    invoked,
    async run(name, event) {
      const region = 'eu-west-1'
      const configuration = await configurationOf(name, region)
      if ('status' in configuration) return undefined
      return runs(configuration, { event, id: randomUUID(), region })
    },
  }
}
