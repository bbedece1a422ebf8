// One request over HTTP, of what a deployed application answers.

export type Answer =
  | { readonly status: number; readonly text: string }
  | { readonly failed: string }

export type Get = (url: string) => Promise<Answer>

/** The most of an answer that is looked at: bytes. */
const MOST = 1_048_576
/** How long one answer may take: milliseconds. */
const LIMIT = 10_000

/** Fetches a page, following redirects. What goes wrong is an answer as well. */
export const get: Get = async (url) => {
  try {
    const headers = { 'user-agent': 'towpath' }
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(LIMIT) })
    return { status: response.status, text: await beginningOf(response) }
  } catch (error) {
    return { failed: told(error) }
  }
}

async function beginningOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  let [text, bytes] = ['', 0]
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    bytes += chunk.length
    if (bytes >= MOST) break
  }
  return text
}

/** The cause, which fetch hides behind "fetch failed". */
function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${LIMIT / 1000} s`
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const message = cause instanceof Error ? cause.message : error.message
  return [code, message].filter(Boolean).join(': ')
}
