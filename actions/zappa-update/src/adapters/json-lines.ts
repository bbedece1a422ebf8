// A program that answers requests, one line of JSON each, until its standard input ends.

import type { ChildProcess } from 'node:child_process'
import type { RunOptions } from '../../../../kit/process/run.ts'
import { streamProgram } from '../../../../kit/process/stream.ts'

export type JsonProgram = AsyncDisposable & {
  /** What the program sends before any request. Rejects if it ends before. */
  readonly greeting: Promise<unknown>
  /** Sends a request. Rejects with a ProgramFailure, or with an Error if the program has ended. */
  request(operation: string, args: Readonly<Record<string, unknown>>): Promise<unknown>
}

/** The program's error for a request. */
export class ProgramFailure extends Error {
  readonly kind: string

  constructor({ kind = '', message = '' }: { kind?: string; message?: string }) {
    super(message)
    this.name = 'ProgramFailure'
    this.kind = kind
  }
}

type Response = { id: number; result?: unknown; error?: { kind: string; message: string } }
type Pending = { resolve(value: unknown): void; reject(error: Error): void }

/**
 * Starts a program. A request is `{id, operation, arguments}`, its response `{id, result}` or `{id, error}`; responses may come in any
 * order. The greeting is the response with id 0.
 */
export function startJsonProgram(
  file: string,
  args: readonly string[],
  options: Pick<RunOptions, 'cwd' | 'env'>,
): JsonProgram {
  const pending = new Map<number, Pending>()
  let input: ChildProcess['stdin'] = null
  let ended: Error | undefined
  let lastId = 0
  const responseTo = (id: number): Promise<unknown> => {
    const response = new Promise((resolve, reject) => {
      if (ended) reject(ended)
      else pending.set(id, { resolve, reject })
    })
    // A run that was cancelled no longer waits for it.
    response.catch(() => {})
    return response
  }
  const receive = (line: string): void => {
    const { id, result, error } = JSON.parse(line) as Response
    const request = pending.get(id)
    pending.delete(id)
    if (error) request?.reject(new ProgramFailure(error))
    else request?.resolve(result)
  }
  const rejectAll = (error: Error): void => {
    ended = error
    for (const { reject } of pending.values()) reject(error)
    pending.clear()
  }
  const greeting = responseTo(0)
  const closing = new AbortController()
  const end = streamProgram(file, args, {
    ...options,
    input: '',
    onLine: receive,
    closeStdinOn: closing.signal,
    onSpawn: (child) => {
      input = child.stdin
    },
  }).then(
    ({ code, stderr }) => rejectAll(new Error(`it exited with ${code}: ${lastLines(stderr)}`)),
    (error: unknown) => rejectAll(error instanceof Error ? error : new Error(String(error))),
  )
  return {
    greeting,
    request(operation, arguments_) {
      lastId += 1
      const response = responseTo(lastId)
      if (!ended)
        input?.write(`${JSON.stringify({ id: lastId, operation, arguments: arguments_ })}\n`)
      return response
    },
    async [Symbol.asyncDispose]() {
      closing.abort()
      await end
    },
  }
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-3).join('\n')
