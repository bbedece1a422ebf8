// A request of git over smart HTTP: which service, which repository, what it asks for.
import { gunzipSync } from 'node:zlib'

/**
 * `hello` and `listing` come before a fetch: what the server can do, and its refs (protocol 2; with an older one `hello` has both).
 * `push-listing` comes before a push. `probe` is an empty push, with which git tests the login before a large one.
 */
export type RequestKind = 'hello' | 'listing' | 'fetch' | 'push-listing' | 'probe' | 'push'

export type GitRequest = {
  /** Counts from 1 for each server. */
  readonly number: number
  readonly kind: RequestKind
  /** The path of the repository below the root. */
  readonly repository: string
  /** The size of its body as it was sent, in bytes. */
  readonly received: number
}

type Received = {
  readonly number: number
  readonly pathname: string
  readonly search: string
  readonly body: Buffer
  readonly isCompressed: boolean
}

/** Reads what a request asks for. */
export function gitRequest({ number, pathname, search, body, ...rest }: Received): GitRequest {
  const [, repository = '', service = ''] =
    /^\/(.*)\/(info\/refs|git-[a-z]+-pack)$/.exec(pathname) ?? []
  const kind = kindOf(service === 'info/refs' ? search : service, body, rest.isCompressed)
  return { number, kind, repository, received: body.length }
}

function kindOf(service: string, body: Buffer, isCompressed: boolean): RequestKind {
  if (service === '?service=git-receive-pack') return 'push-listing'
  if (service === 'git-receive-pack') return body.length <= 4 ? 'probe' : 'push'
  if (service !== 'git-upload-pack') return 'hello'
  const text = (isCompressed ? gunzipSync(body) : body).subarray(0, 64).toString('latin1')
  return text.includes('command=ls-refs') ? 'listing' : 'fetch'
}
