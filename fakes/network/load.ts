// A steady load at a web server, from a process of its own: each request with its time, and a summary.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type LoadOptions = {
  /** `127.0.0.1:8000` */
  readonly address: string
  /** Requests a second. Default: 100. */
  readonly rate?: number
  /** Every so many requests one takes `slowTime` milliseconds, for servers that understand `?ms=`. Default: 50 and 2,000; 0 for none. */
  readonly slowEvery?: number
  readonly slowTime?: number
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Requests share connections. Default: each has its own. */
  readonly keepAlive?: boolean
  /** Milliseconds until a request counts as unanswered. Default: 15,000. */
  readonly timeout?: number
}

export type LoadRequest = {
  /** When it was sent, and how long it took, in milliseconds. */
  readonly at: number
  readonly time: number
  /** The milliseconds that the server was asked to take. */
  readonly own: number
  /** Missing if there was no complete response. */
  readonly status?: number
  readonly text?: string
  /** The code of the error, such as ECONNREFUSED or ECONNRESET. */
  readonly error?: string
  /** Whether the server accepted its connection. */
  readonly isConnected: boolean
}

export type LoadReport = {
  readonly requests: readonly LoadRequest[]
  /** The number of responses by their text; others count as `status 503`, `refused: ECONNREFUSED`, `unanswered: ECONNRESET`. */
  readonly answers: Readonly<Record<string, number>>
  /** Those without a response of 2xx: refused ones, accepted but unanswered ones, and other statuses. */
  readonly lost: number
  /** Those whose connection was not accepted. */
  readonly refused: number
  /** Those that were accepted and got no complete response. */
  readonly unanswered: number
  /** The most milliseconds that an answered request took, beyond those that it asked for. */
  readonly slowest: number
  /** The longest time in milliseconds in which every request that was sent was lost. 0 if none was. */
  readonly gap: number
}

export type Load = AsyncDisposable & {
  /** Stops sending, waits for the requests in progress, and resolves with what became of all. */
  stop(): Promise<LoadReport>
}

const GENERATOR = join(import.meta.dirname, 'load-generator.ts')
const DEFAULTS = {
  ...{ rate: 100, slowEvery: 50, slowTime: 2000, path: '/', headers: {} },
  ...{ keepAlive: false, timeout: 15_000 },
}

/** Starts a load; resolves once the first request was answered or lost. `within` is a command that runs another one, as `nsenter` does. */
export async function startLoad(
  options: LoadOptions,
  within: readonly string[] = [],
): Promise<Load> {
  const node = [process.execPath, GENERATOR, JSON.stringify({ ...DEFAULTS, ...options })]
  const [command = '', ...args] = [...within, ...node]
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const requests: LoadRequest[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => void requests.push(JSON.parse(line) as LoadRequest))
  const ended = once(lines, 'close')
  await Promise.race([once(lines, 'line'), ended])
  if (requests.length === 0) throw new Error('The load generator ended before its first request')
  const stop = async (): Promise<LoadReport> => {
    child.stdin.end()
    await ended
    return reportOf(requests)
  }
  return { stop, [Symbol.asyncDispose]: async () => void (await stop()) }
}

/** Returns the summary of some requests. */
export function reportOf(all: readonly LoadRequest[]): LoadReport {
  const requests = all.toSorted((a, b) => a.at - b.at)
  const lost = requests.filter((one) => !isAnswered(one))
  const broken = lost.filter(({ status }) => status === undefined)
  return {
    requests,
    answers: countBy(requests.map(answerOf)),
    lost: lost.length,
    refused: broken.filter(({ isConnected }) => !isConnected).length,
    unanswered: broken.filter(({ isConnected }) => isConnected).length,
    slowest: Math.max(0, ...requests.filter(isAnswered).map(({ time, own }) => time - own)),
    gap: longestGap(requests),
  }
}

const isAnswered = ({ status = 0 }: LoadRequest): boolean => status >= 200 && status < 300

function answerOf(one: LoadRequest): string {
  if (isAnswered(one)) return one.text ?? ''
  if (one.status !== undefined) return `status ${one.status}`
  return `${one.isConnected ? 'unanswered' : 'refused'}: ${one.error}`
}

function countBy(texts: readonly string[]): Record<string, number> {
  const groups = Object.groupBy(texts, (text) => text)
  return Object.fromEntries(Object.entries(groups).map(([text, all]) => [text, all?.length ?? 0]))
}

function longestGap(requests: readonly LoadRequest[]): number {
  let [gap, from] = [0, undefined as number | undefined]
  for (const one of requests) {
    if (!isAnswered(one)) from ??= one.at
    else if (from !== undefined) {
      gap = Math.max(gap, one.at - from)
      from = undefined
    }
  }
  return from === undefined ? gap : Math.max(gap, (requests.at(-1)?.at ?? from) - from)
}
