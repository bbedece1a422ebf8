// One HTTP request to a deployed application.

import { plainError } from '../text/plain-error.ts'

export type HttpAnswer =
  | { readonly status: number; readonly text: string }
  | { readonly failed: string }

export type Get = (url: string) => Promise<HttpAnswer>

/** How much of a body is read: bytes. */
const MAX_BYTES = 1_048_576
/** How long a response may take: milliseconds. */
const TIMEOUT = 10_000

/** Fetches a page and follows redirects. A failure is an answer too. */
export const get: Get = async (url) => {
  try {
    const headers = { 'user-agent': 'towpath' }
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT) })
    return { status: response.status, text: await beginningOf(response) }
  } catch (error) {
    return { failed: describe(error) }
  }
}

async function beginningOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    bytes += chunk.length
    if (bytes >= MAX_BYTES) break
  }
  return text
}

function describe(error: unknown): string {
  const isTimeout = error instanceof Error && error.name === 'TimeoutError'
  return isTimeout ? `no response within ${TIMEOUT / 1000} s` : plainError(error)
}
