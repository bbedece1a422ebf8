// Whether a deployed application serves, by asking it over HTTP.

import { type Input, trimWhitespace } from '../action/inputs.ts'
import { quote } from '../text/escape.ts'
import type { Clock } from '../time/clock.ts'
import { parseYaml } from '../yaml/parse.ts'
import { anyText, integer, readValue, text } from '../yaml/schema.ts'
import { needed, object, optional } from '../yaml/schema-collections.ts'
import type { Answer, Get } from './get.ts'

export type Smoke = {
  /** A URL, or a path of the application's own. */
  readonly url: string
  /** The status that is expected; undefined is any that is no error. */
  readonly status: number | undefined
  /** What the answer must have in it. */
  readonly text: string
}

const url = text(
  () => ({ pattern: '^(/|https?://)' }),
  (value) =>
    isUrl(value) ? undefined : 'is neither a path that begins with / nor a URL of http or https',
)

const smokeShape = object('a smoke test', {
  url: needed(url, 'A path of the application, or a URL.'),
  status: optional(integer(100, 599), 'The status that is expected.'),
  text: optional(anyText, 'What the answer must have in it.'),
})

/** The input: nothing, a path or URL, or YAML with `url`, `status` and `text`. */
export const smoke: Input<Smoke | undefined> = (raw) => {
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

const isUrl = (value: string): boolean =>
  /^\/(?!\/)\S*$/.test(value) || (/^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value))

export type Asking = { readonly get: Get; readonly clock: Clock; readonly signal: AbortSignal }

/** How long an application may take until it answers as it should, and how long between two times: milliseconds. */
const WITHIN = 30_000
const EVERY = 1000

/**
 * Asks until the answer is what is expected. `base` is where the application is served. Returns what is wrong, in a sentence, or
 * undefined.
 */
export async function smokeTrouble(
  wanted: Smoke,
  base: string,
  { get, clock, signal }: Asking,
): Promise<string | undefined> {
  if (wanted.url.startsWith('/') && base === '')
    return `${quote(wanted.url)} can't be asked for: the app has no URL`
  const url = wanted.url.startsWith('/') ? new URL(wanted.url, base).href : wanted.url
  const start = clock.now()
  for (;;) {
    const wrong = wrongWith(await get(url), wanted)
    if (wrong === undefined) return undefined
    if (clock.now() - start > WITHIN || signal.aborted) return `${quote(url)} ${wrong}`
    await clock.sleep(EVERY, signal)
  }
}

function wrongWith(answer: Answer, { status, text }: Smoke): string | undefined {
  if ('failed' in answer) return `does not answer: ${quote(answer.failed)}`
  const isGood = status === undefined ? answer.status < 400 : answer.status === status
  if (!isGood)
    return `answers with ${answer.status}${status === undefined ? '' : `, not with ${status}`}`
  return answer.text.includes(text) ? undefined : `answers without ${quote(text)} in it`
}

/**
 * What a proxy says of an application that does not run (502, 503, 504), asked a few times. Undefined where it serves, whatever it
 * answers, and where it can't be asked from here: then `unasked` is told why.
 */
export async function gatewayTrouble(
  url: string,
  { get, clock, signal }: Asking,
  unasked: (why: string) => void,
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await get(url)
    if ('failed' in answer) {
      unasked(answer.failed)
      return undefined
    }
    if (![502, 503, 504].includes(answer.status)) return undefined
    if (attempt === 10 || signal.aborted) return `${quote(url)} answers with ${answer.status}`
    await clock.sleep(EVERY, signal)
  }
}
