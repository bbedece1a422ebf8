// The toolkit's client of GitHub's REST API, for one host. A token never goes to another one.

import { quote } from '../text/escape.ts'
import { plainError } from '../text/plain-error.ts'
import { UserError } from './user-error.ts'

/** The toolkit's client: `rest` has a typed function for every operation of the API. */
export type Octokit = InstanceType<typeof import('@actions/github/lib/utils').GitHub>

export type ClientOptions = {
  /** GITHUB_API_URL: `https://api.github.com`, or `https://HOST/api/v3`. */
  readonly apiUrl: string
  readonly token: string
  /** Ends requests when the run is cancelled. */
  readonly signal: AbortSignal
}

/** The version of the API that the requests and answers are of. GitHub Enterprise Server has it too. */
const API_VERSION = '2022-11-28'
/** How long GitHub may take for a response: milliseconds. It gives up by itself after 10 seconds. */
const TIMEOUT = 30_000
const MAX_REDIRECTS = 5

/** Returns the client. Throws a UserError (`bad-input`) if the address of the API is none. */
export async function githubClient(options: ClientOptions): Promise<Octokit> {
  const { apiUrl, token } = options
  if (!/^https?:\/\//.test(apiUrl) || !URL.canParse(apiUrl))
    throw new UserError(
      'bad-input',
      `GITHUB_API_URL is not a URL of http or https: ${quote(apiUrl)}`,
    )
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
 * they are sent again as they are, whereas fetch by itself makes a GET of a POST.
 */
function fetchFromOneHost(send: typeof fetch, { apiUrl, signal }: ClientOptions): typeof fetch {
  const { origin } = new URL(apiUrl)
  return async (input, init = {}) => {
    let url = String(input)
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      if (new URL(url).origin !== origin)
        throw new Error(`redirected to another host, which gets no token: ${new URL(url).host}`)
      const response = await sendOnce(send, url, init, signal)
      const location = response.headers.get('location')
      if (location === null || ![301, 302, 307, 308].includes(response.status)) return response
      url = new URL(location, url).href
    }
    throw new Error(`redirected more than ${MAX_REDIRECTS} times`)
  }
}

/** Sends one request. Throws an error in plain words. */
async function sendOnce(
  send: typeof fetch,
  url: string,
  init: RequestInit,
  signal: AbortSignal,
): Promise<Response> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)])
  try {
    return await send(url, { ...init, redirect: 'manual', signal: limit })
  } catch (cause) {
    const isTimeout = cause instanceof Error && cause.name === 'TimeoutError'
    const why = isTimeout ? `no response within ${TIMEOUT / 1000} s` : plainError(cause)
    throw new Error(signal.aborted ? 'the run was cancelled' : why, { cause })
  }
}
