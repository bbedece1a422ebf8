// Invokes a function: runs the handler of the deployed package in Lambda's environment, up to its timeout.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { ForkServer } from './fork-server.ts'
import { type LogEvent, logOf } from './log.ts'

export type Configuration = {
  readonly FunctionName: string
  readonly FunctionArn: string
  readonly CodeSha256: string
  readonly PackageType?: string
  readonly Version: string
  readonly Handler: string
  readonly Runtime: string
  /** Seconds. */
  readonly Timeout: number
  readonly MemorySize: number
  readonly Environment?: { readonly Variables: Readonly<Record<string, string>> }
}

export type RuntimeEnvironment = {
  readonly python: ForkServer
  /** The folders of the unpacked package, and of the runtime's modules. */
  readonly code: string
  readonly runtime: string
  readonly region: string
  /** The endpoint of AWS, for the function. */
  readonly endpoint: string
}

export type Invocation = {
  readonly payload: string
  readonly isError: boolean
  readonly stream: string
  readonly events: readonly LogEvent[]
}

type HandlerAnswer = { readonly isError: boolean; readonly payload: string; readonly log?: string }

const RUNTIME = join(import.meta.dirname, 'lambda_runtime.py')

/** Runs a function once, in a process of its own: every start is a cold start. */
export async function invoke(
  configuration: Configuration,
  { event, id, place }: { event: unknown; id: string; place: RuntimeEnvironment },
): Promise<Invocation> {
  const { Version, Timeout, Handler, FunctionArn } = configuration
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/')
  const stream = `${day}/[${Version}]${randomBytes(16).toString('hex')}`
  const env = variables(configuration, place, stream)
  const log = logOf(id, configuration)
  const job = { event, requestId: id, handler: Handler, arn: FunctionArn, timeout: Timeout }
  // In a container the package is there.
  const seen = (text: string): string => text.replaceAll(place.code, '/var/task')
  const ended = await run(job, { place, env, onLine: (line) => log.line(seen(line)) })
  if (ended === 'late') {
    log.timeout()
    const errorMessage = `RequestId: ${id} Error: Task timed out after ${Timeout.toFixed(2)} seconds`
    const payload = JSON.stringify({ errorType: 'Sandbox.Timedout', errorMessage })
    return { payload, isError: true, stream, events: log.end() }
  }
  if (typeof ended === 'string') {
    const errorMessage = `RequestId: ${id} Error: Runtime exited with error: ${ended}`
    log.line(`${errorMessage}\nRuntime.ExitError`)
    const payload = JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage })
    return { payload, isError: true, stream, events: log.end() }
  }
  if (ended.log !== undefined) log.line(seen(ended.log))
  return { payload: seen(ended.payload), isError: ended.isError, stream, events: log.end() }
}

/** Returns the function's own variables, overridden by Lambda's. */
function variables(
  configuration: Configuration,
  { code, runtime, region, endpoint }: RuntimeEnvironment,
  stream: string,
): Record<string, string> {
  const { FunctionName, Version, MemorySize, Runtime, Handler, Environment } = configuration
  return {
    ...Environment?.Variables,
    AWS_LAMBDA_FUNCTION_NAME: FunctionName,
    AWS_LAMBDA_FUNCTION_VERSION: Version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${FunctionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: stream,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: `AWS_Lambda_${Runtime}`,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'ASIAOFTHEFUNCTION',
    AWS_SECRET_ACCESS_KEY: 'of-the-function',
    AWS_SESSION_TOKEN: 'of-the-function',
    AWS_ENDPOINT_URL: endpoint,
    LAMBDA_TASK_ROOT: code,
    LAMBDA_RUNTIME_DIR: runtime,
    _HANDLER: Handler,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
  }
}

/** Runs the handler. Resolves with `late` if it took longer than it may, or with how its process ended if it gave no answer. */
async function run(
  job: { readonly timeout: number },
  options: {
    place: RuntimeEnvironment
    env: Record<string, string>
    onLine: (line: string) => void
  },
): Promise<HandlerAnswer | string> {
  const { place, env, onLine } = options
  let answer = ''
  let rest = ''
  let isLate = false
  let timer: NodeJS.Timeout | undefined
  const { kill, ended } = await place.python.start(
    { program: RUNTIME, env, folder: place.code },
    JSON.stringify(job),
    {
      onOutput(text) {
        const lines = (rest + text).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) onLine(line)
      },
      onAnswer(text) {
        answer += text
        // The timeout starts with the handler, not with the container.
        timer ??= setTimeout(() => {
          isLate = true
          kill()
        }, job.timeout * 1000)
      },
    },
  )
  const status = await ended
  clearTimeout(timer)
  if (rest !== '') onLine(rest)
  if (isLate) return 'late'
  const line = answer.split('\n').find((text) => text.startsWith('{'))
  if (line !== undefined) return JSON.parse(line) as HandlerAnswer
  return status < 0 ? `signal: ${-status}` : `exit status ${status}`
}
