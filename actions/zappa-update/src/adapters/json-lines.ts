// A program that answers requests, each a line of JSON, for as long as its standard input is open.
import type { ChildProcess } from 'node:child_process'
import type { RunOptions } from '../../../../kit/process/run.ts'
import { streamProgram } from '../../../../kit/process/stream.ts'

export type JsonProgram = AsyncDisposable & {
  /** What it says of itself before it is asked. Rejects where the program ends before. */
  readonly greeting: Promise<unknown>
  /** Asks for something. Rejects with a ProgramFailure, or with an Error where the program has ended. */
  ask(what: string, arguments_?: Readonly<Record<string, unknown>>): Promise<unknown>
}

/** What the program says of a request that failed. */
export class ProgramFailure extends Error {
  readonly kind: string
  readonly code: string
  readonly operation: string

  constructor(told: Partial<Record<'kind' | 'code' | 'operation' | 'message', string>>) {
    super(told.message ?? '')
    this.name = 'ProgramFailure'
    this.kind = told.kind ?? ''
    this.code = told.code ?? ''
    this.operation = told.operation ?? ''
  }
}

type Answer = { id: number; answer?: unknown; failure?: Record<string, string> }
type Waiting = { resolve(value: unknown): void; reject(error: Error): void }

/** Starts a program. Requests are `{id, ask, with}`, answers `{id, answer}` or `{id, failure}`; its greeting has the id 0. */
export function jsonProgram(
  file: string,
  args: readonly string[],
  options: Pick<RunOptions, 'cwd' | 'env'>,
): JsonProgram {
  const waiting = new Map<number, Waiting>()
  let input: ChildProcess['stdin'] = null
  let over: Error | undefined
  let count = 0
  const expect = (id: number): Promise<unknown> => {
    const answer = new Promise((resolve, reject) => {
      if (over) reject(over)
      else waiting.set(id, { resolve, reject })
    })
    // Whoever asked may have gone, as in a run that is cancelled.
    answer.catch(() => {})
    return answer
  }
  const take = (line: string): void => {
    const { id, answer, failure } = JSON.parse(line) as Answer
    const one = waiting.get(id)
    waiting.delete(id)
    if (failure) one?.reject(new ProgramFailure(failure))
    else one?.resolve(answer)
  }
  const end = (error: Error): void => {
    over = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const greeting = expect(0)
  const closing = new AbortController()
  const onSpawn = (child: ChildProcess): void => {
    input = child.stdin
  }
  const ended = streamProgram(file, args, {
    ...options,
    input: '',
    onLine: take,
    closeStdinOn: closing.signal,
    onSpawn,
  }).then(
    ({ code, stderr }) => end(new Error(`it ended with ${code}: ${lastLines(stderr)}`)),
    (error: unknown) => end(error instanceof Error ? error : new Error(String(error))),
  )
  return {
    greeting,
    ask(what, arguments_ = {}) {
      count += 1
      const answer = expect(count)
      if (!over) input?.write(`${JSON.stringify({ id: count, ask: what, with: arguments_ })}\n`)
      return answer
    },
    async [Symbol.asyncDispose]() {
      closing.abort()
      await ended
    },
  }
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-3).join('\n')
