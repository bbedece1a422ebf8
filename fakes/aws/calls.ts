// The list of calls that clients have made, and waiting for the next one.
import type { Request } from './request.ts'

export type Call = Pick<
  Request,
  'operation' | 'service' | 'region' | 'method' | 'headers' | 'body'
> & {
  /** With the query. */
  readonly path: string
  /** Milliseconds since AWS was started. */
  readonly time: number
  /** The status of the answer; undefined while there is none, and if the connection was closed. */
  status?: number
}

export type Calls = {
  readonly list: Call[]
  add(request: Request): Call
  of(operation: string): Call[]
  /** Resolves when the n-th call of an operation arrives, before it is answered. */
  called(operation: string, number?: number): Promise<Call>
}

export function callList(): Calls {
  const started = performance.now()
  const [list, waiting] = [[] as Call[], new Set<() => void>()]
  const of: Calls['of'] = (name) => list.filter(({ operation }) => operation === name)
  return {
    list,
    of,
    add({ operation, service, region, method, url, headers, body }) {
      const path = `${url.pathname}${url.search}`
      const time = performance.now() - started
      const call = { operation, service, region, method, path, headers, body, time }
      list.push(call)
      for (const check of waiting) check()
      return call
    },
    called: (operation, number = 1) =>
      new Promise((resolve) => {
        const check = (): void => {
          const call = of(operation)[number - 1]
          if (!call) return
          waiting.delete(check)
          resolve(call)
        }
        waiting.add(check)
        check()
      }),
  }
}
