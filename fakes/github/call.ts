// A request to the fake GitHub, and its answer.
import type { Login, State } from './state.ts'

export type Call = {
  readonly parameters: Readonly<Record<string, string>>
  readonly query: ReadonlyMap<string, string>
  readonly body: Readonly<Record<string, unknown>>
  readonly login: Login
  /** Returns the smallest body that GitHub's description allows for a status, with some parts of it replaced. */
  readonly sample: (status: number, parts: object) => object
  /** The same of a part of the description: `#/components/schemas/job`. */
  readonly sampleOf: (reference: string, parts: object) => object
}

export type Reply = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type Handler = {
  /** Which permission of the token it needs. */
  readonly permission: readonly [name: string, access: 'read' | 'write']
  readonly answer: (state: State, call: Call) => Reply
}

const DOCUMENTATION = 'https://docs.github.com/rest'

/** Returns GitHub's answer to a request that it refuses. */
export function refused(status: number, message: string, errors?: readonly unknown[]): Reply {
  const more = errors === undefined ? {} : { errors }
  const body = { message, ...more, documentation_url: DOCUMENTATION, status: String(status) }
  return { status, body }
}

export const notFound = (): Reply => refused(404, 'Not Found')

/** One entry of a 422, for example `already_exists` for `tag_name`. */
export const invalid = (resource: string, field: string, code: string, message?: string): Reply =>
  refused(422, 'Validation Failed', [
    { resource, code, field, ...(message === undefined ? {} : { message }) },
  ])

export const mayWrite = ({ permissions }: Login, name: string): boolean =>
  permissions[name] === 'write'

/** Returns one page of a list, with a link to the next one. */
export function page<T>(
  all: readonly T[],
  query: ReadonlyMap<string, string>,
  here: string,
): { readonly entries: readonly T[]; readonly headers: Readonly<Record<string, string>> } {
  const size = Math.min(Number(query.get('per_page') ?? 30), 100)
  const number = Number(query.get('page') ?? 1)
  const next = new URLSearchParams([...query, ['page', String(number + 1)]])
  const hasNext = number * size < all.length
  const headers = hasNext ? { link: `<${here}?${next}>; rel="next"` } : {}
  return { entries: all.slice((number - 1) * size, number * size), headers }
}
