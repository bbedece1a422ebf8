// Checks over HTTP whether a deployed application works.

import { type Input, trimWhitespace } from '../action/inputs.ts'
import { quote } from '../text/escape.ts'
import type { Clock } from '../time/clock.ts'
import { parseYaml } from '../yaml/parse.ts'
import { anyText, integer, readValue, text } from '../yaml/schema.ts'
import { needed, object, optional } from '../yaml/schema-collections.ts'
import type { Get, HttpAnswer } from './get.ts'

export type SmokeTest = {
  /** A URL, or a path of the application. */
  readonly url: string
  /** The expected status; undefined accepts any below 400. */
  readonly status: number | undefined
  /** What the body must contain. */
  readonly text: string
}

const url = text(
  () => ({ pattern: '^(/|https?://)' }),
  (value) =>
    isUrl(value) ? undefined : 'is neither a path that begins with / nor a URL of http or https',
)

const smokeShape = object('a smoke test', {
  url: needed(url, 'A path of the application, or a URL.'),
  status: optional(integer(100, 599), 'The expected status.'),
  text: optional(anyText, 'What the body must contain.'),
})

/** The input: empty, a path, a URL, or YAML with `url`, `status` and `text`. */
export const smoke: Input<SmokeTest | undefined> = (raw) => {
  const value = trimWhitespace(raw)
  if (value === '') return { value: undefined }
  if (isUrl(value)) return { value: { url: value, status: undefined, text: '' } }
  const { node, problems } = parseYaml(value)
  if (!node || problems.length > 0 || node.kind !== 'map')
    return { problem: 'a path that begins with /, a URL, or YAML with url, status and text' }
  const read = readValue(smokeShape, node)
  if (read.problems.length > 0) return { problems: read.problems.map(({ message }) => message) }
  const { url = '', status, text = '' } = read.value ?? {}
  return { value: { url, status, text } }
}

/** The input of an action that checks something without it; `none` is for an application that answers no requests. */
export const smokeOrNone: Input<SmokeTest | 'none' | undefined> = (raw) => {
  if (trimWhitespace(raw) === 'none') return { value: 'none' }
  const read = smoke(raw)
  return 'problem' in read ? { problem: `${read.problem}, or none` } : read
}

const isUrl = (value: string): boolean =>
  /^\/(?!\/)\S*$/.test(value) || (/^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value))

export type HttpPorts = { readonly get: Get; readonly clock: Clock; readonly signal: AbortSignal }

/** How long an application may take until it responds as expected, and the time between two requests: milliseconds. */
const LIMIT = 30_000
const INTERVAL = 1000

/**
 * Sends requests until the response is as expected. `base` is the URL of the application. Returns a sentence that says what is wrong,
 * or undefined.
 */
export async function smokeTestProblem(
  expected: SmokeTest,
  base: string,
  { get, clock, signal }: HttpPorts,
): Promise<string | undefined> {
  if (expected.url.startsWith('/') && base === '')
    return `${quote(expected.url)} can't be requested: the app has no URL`
  const url = expected.url.startsWith('/') ? new URL(expected.url, base).href : expected.url
  const start = clock.now()
  for (;;) {
    const problem = problemOf(await get(url), expected)
    if (problem === undefined) return undefined
    if (clock.now() - start > LIMIT || signal.aborted) return `${quote(url)} ${problem}`
    await clock.sleep(INTERVAL, signal)
  }
}

function problemOf(answer: HttpAnswer, { status, text }: SmokeTest): string | undefined {
  if ('failed' in answer) return `does not respond: ${quote(answer.failed)}`
  const isGood = status === undefined ? answer.status < 400 : answer.status === status
  if (!isGood)
    return `responds with ${answer.status}${status === undefined ? '' : ` instead of ${status}`}`
  return answer.text.includes(text) ? undefined : `responds without ${quote(text)} in the body`
}

/** How often a URL is requested that seems not to be reachable. */
const REACH_ATTEMPTS = 3

/** A proxy that is just being reloaded refuses or resets a connection. Other failures, such as an unknown name, do not pass by. */
const isMomentary = (failure: string): boolean =>
  /^(?:ECONNREFUSED|ECONNRESET|EPIPE|UND_ERR_SOCKET)\b/.test(failure)

/**
 * Returns a sentence if a proxy reports several times that the application does not run (502, 503, 504). Any other response counts as
 * running. If the URL can't be reached from here, calls `onUnreachable` with the reason and returns undefined.
 */
export async function gatewayProblem(
  url: string,
  { get, clock, signal }: HttpPorts,
  onUnreachable: (why: string) => void,
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await get(url)
    if ('failed' in answer) {
      if (attempt < REACH_ATTEMPTS && isMomentary(answer.failed) && !signal.aborted) {
        await clock.sleep(INTERVAL, signal)
        continue
      }
      onUnreachable(answer.failed)
      return undefined
    }
    if (![502, 503, 504].includes(answer.status)) return undefined
    if (attempt === 10 || signal.aborted) return `${quote(url)} responds with ${answer.status}`
    await clock.sleep(INTERVAL, signal)
  }
}
