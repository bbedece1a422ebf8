// The calls that clients have made, and waiting for one.
import type { Request } from './request.ts'

export type Call = Pick<
  Request,
  'operation' | 'service' | 'region' | 'method' | 'headers' | 'body'
> & {
  /** With the query. */
  readonly path: string
  /** Milliseconds since AWS was started. */
  readonly time: number
  /** Of the answer; undefined until it is there, and where the connection was cut. */
  status?: number
}

export type Calls = {
  readonly list: Call[]
  add(request: Request): Call
  of(operation: string): Call[]
  /** Resolves when a call of this name, the first or the one with this number, has come in, before it is answered. */
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
      for (const look of waiting) look()
      return call
    },
    called: (operation, number = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          const call = of(operation)[number - 1]
          if (!call) return
          waiting.delete(look)
          resolve(call)
        }
        waiting.add(look)
        look()
      }),
  }
}
