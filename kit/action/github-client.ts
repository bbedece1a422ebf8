// The toolkit's client of GitHub's REST API, for one host. A token never goes to another one.

import { HttpFailure, isTimeout, isUnconnected } from '../http/http-failure.ts'
import { quote } from '../text/escape.ts'
import { plainError } from '../text/plain-error.ts'
import { UserError } from './user-error.ts'

/** The toolkit's client: `rest` has a typed function for every operation of the API. */
export type Octokit = InstanceType<typeof import('@actions/github/lib/utils').GitHub>

export type ClientOptions = {
  /** GITHUB_API_URL: `https://api.github.com`, or `https://HOST/api/v3`. */
  readonly apiUrl: string
  readonly token: string
  /** Ends requests when the run is cancelled. One that a single request brings along counts as well. */
  readonly signal: AbortSignal
  /** How long GitHub may take for a response: milliseconds. It gives up by itself after 10 seconds. */
  readonly timeout?: number
  /** The reason code of an address that is none; `bad-input` if it is not given. */
  readonly badAddress?: string
}

/** The version of the API that the requests and answers are of. GitHub Enterprise Server has it too. */
const API_VERSION = '2022-11-28'
const TIMEOUT = 30_000
const MAX_REDIRECTS = 5
/** A shorter one could be a word of the answer: bytes. */
const SHORTEST_TOKEN = 8
/** More than GitHub sends for a page of a list: bytes. */
const MAX_BYTES = 67_108_864

/** Returns the client. Throws a UserError if the address of the API is none. */
export async function githubClient(options: ClientOptions): Promise<Octokit> {
  const { apiUrl, token, badAddress = 'bad-input' } = options
  if (!/^https?:\/\//.test(apiUrl) || !URL.canParse(apiUrl))
    throw new UserError(
      badAddress,
      `GITHUB_API_URL is not a URL of http or https: ${quote(apiUrl)}`,
    )
  const { username, password } = new URL(apiUrl)
  if (username !== '' || password !== '')
    throw new UserError(badAddress, 'GITHUB_API_URL has a login in it; GitHub is sent the token')
  const { GitHub, defaults, getOctokitOptions } = await toolkit()
  const silent = { debug() {}, info() {}, warn() {}, error() {} }
  // The toolkit's own fetch knows the runner's proxy.
  const request = { fetch: fetchFromOneHost(defaults.request?.fetch ?? fetch, options) }
  const more = { baseUrl: apiUrl.replace(/\/+$/, ''), userAgent: 'towpath', log: silent, request }
  const client = new GitHub(getOctokitOptions(token, more))
  client.hook.before('request', ({ headers }) => {
    headers['x-github-api-version'] = API_VERSION
  })
  return client
}

/**
 * Loads the toolkit only when it is needed: it is a megabyte with its HTTP client, and most runs don't ask the API. It reads the event's
 * payload as it is loaded, and throws if that is not JSON.
 */
async function toolkit(): Promise<typeof import('@actions/github/lib/utils')> {
  try {
    return await import('@actions/github/lib/utils')
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    const path = quote(process.env['GITHUB_EVENT_PATH'] ?? '')
    const message = `The event's payload, ${path} (GITHUB_EVENT_PATH), is not JSON; the runner writes it for each job`
    throw new UserError('system-error', message, { cause })
  }
}

/**
 * Wraps fetch so that requests, and with them the token, only go to the API's host. GitHub redirects requests about a renamed repository:
 * they are sent again as they are, whereas fetch by itself makes a GET of a POST. A permanent redirect of what only reads is remembered.
 */
function fetchFromOneHost(send: typeof fetch, options: ClientOptions): typeof fetch {
  const { origin } = new URL(options.apiUrl)
  const moved = new Map<string, string>()
  return async (input, init = {}) => {
    const asked = String(input)
    const isReading = (init.method ?? 'GET') === 'GET'
    let url = (isReading && moved.get(asked)) || asked
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const response = await sendOnce(send, url, init, options)
      const { status, headers } = response
      if (status < 300 || status > 399 || status === 304) return response
      url = target(url, headers.get('location'), status, isReading, origin)
      if (isReading && redirects === 0 && [301, 308].includes(status)) moved.set(asked, url)
    }
    throw new HttpFailure('redirected', `redirected more than ${MAX_REDIRECTS} times`)
  }
}

/** Returns where a request goes on. Throws a HttpFailure if that is another host, or if the request would become another one there. */
function target(
  url: string,
  location: string | null,
  status: number,
  isReading: boolean,
  origin: string,
): string {
  if (location === null || !URL.canParse(location, url))
    throw new HttpFailure('redirected', `redirected (status ${status}) to no valid address`)
  const next = new URL(location, url)
  if (next.origin !== origin)
    throw new HttpFailure(
      'redirected',
      `redirected to another host, which gets no token: ${next.host}`,
    )
  if (next.username !== '' || next.password !== '')
    throw new HttpFailure('redirected', 'redirected to an address with a login in it')
  const keepsMethod = [307, 308].includes(status) || (isReading && [301, 302].includes(status))
  if (!keepsMethod)
    throw new HttpFailure('redirected', `redirected with status ${status}, which changes a request`)
  return next.href
}

/** Sends one request, and reads the whole answer. Throws a HttpFailure in plain words. */
async function sendOnce(
  send: typeof fetch,
  url: string,
  init: RequestInit,
  { signal: cancelled, timeout = TIMEOUT, token }: ClientOptions,
): Promise<Response> {
  const signal = init.signal ? AbortSignal.any([cancelled, init.signal]) : cancelled
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeout)])
  try {
    const sent = { ...init, ...sentOnce(init), redirect: 'manual', signal: limit } as const
    const response = await send(url, sent)
    const body = without(token, await wholeBody(response))
    const { status, headers } = response
    return new Response([204, 205, 304].includes(status) ? null : body, { status, headers })
  } catch (cause) {
    const time = signal.aborted ? 'in the time that was left' : `within ${timeout / 1000} s`
    const words = isTimeout(cause) ? `no response ${time}` : plainError(cause)
    const kind = isUnconnected(cause) ? 'no-connection' : 'no-answer'
    throw new HttpFailure(kind, isCancelled(signal) ? 'the run was cancelled' : words, { cause })
  }
}

/**
 * Returns a body that can be sent once only: fetch by itself sends any other one again after 421 (Fetch standard, "HTTP-network-or-cache
 * fetch"), and what a request starts would be started twice.
 */
function sentOnce({ body, headers }: RequestInit): RequestInit {
  if (typeof body !== 'string') return {}
  const bytes = new Blob([body])
  const all = new Headers(headers)
  all.set('content-length', String(bytes.size))
  return { body: bytes.stream(), duplex: 'half', headers: all } as RequestInit
}

/** Removes the token from an answer: an error quotes its first words only, and half a token would not be recognised as one. */
function without(token: string, body: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  const forms = [token, JSON.stringify(token).slice(1, -1)].map((form) => Buffer.from(form))
  const found = forms.filter((form) => form.length >= SHORTEST_TOKEN && body.includes(form))
  const text = found.reduce(
    (text, form) => text.replaceAll(form.toString('latin1'), '***'),
    found.length > 0 ? body.toString('latin1') : '',
  )
  return found.length > 0 ? Buffer.from(text, 'latin1') : body
}

/** A signal for one request may be its time limit. */
const isCancelled = ({ aborted, reason }: AbortSignal): boolean => aborted && !isTimeout(reason)

/** Octokit takes a body that breaks off for an empty one. */
async function wholeBody({ body }: Response): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new Error('the answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
