// Makes the webhook's request of the inputs. Pure.

import { createHmac } from 'node:crypto'
import { quote } from '../../../../kit/text/escape.ts'
import type { Fields } from '../payload/fields.ts'
import { headerSecrets, hiddenParts, payloadSecrets, urlSecrets } from './secrets.ts'
import type { Header, WebhookRequest } from './webhook.ts'

export type ContentType = 'application/json' | 'application/x-www-form-urlencoded'

export type WebhookInputs = {
  readonly url: URL
  readonly payload: Fields
  readonly contentType: ContentType
  readonly headers: readonly Header[]
  /** The key of the signature; empty for none. */
  readonly secret: string
}

const SIGNATURE = 'X-Hub-Signature-256'

/** Returns sentences about inputs that can't be sent together. */
export function webhookProblems({ url, headers, secret }: WebhookInputs): string[] {
  const sets = (name: string): boolean => headers.some(([other]) => isSame(other, name))
  return [
    ...(secret !== '' && sets(SIGNATURE)
      ? [`"headers" sets ${quote(SIGNATURE)}, which is made with "secret"; remove one of the two`]
      : []),
    ...(hasLogin(url) && sets('Authorization')
      ? ['"headers" sets "Authorization", and "url" has a login; remove one of the two']
      : []),
  ]
}

/** Returns the request, signed if there is a secret. Mask its `secrets` before anything else. */
export function webhookRequest(inputs: WebhookInputs): WebhookRequest {
  const { url, payload, contentType, headers, secret } = inputs
  const isForm = contentType === 'application/x-www-form-urlencoded'
  const body = Buffer.from(isForm ? String(new URLSearchParams([...payload.texts])) : payload.json)
  const own: Header[] = [
    ['User-Agent', 'towpath'],
    ['Accept', '*/*'],
    // An empty body is no JSON.
    ...(body.length > 0 ? [['Content-Type', contentType] as const] : []),
    ...loginHeader(url),
  ]
  const kept = own.filter(([name]) => !headers.some(([other]) => isSame(other, name)))
  const all = [...kept, ...headers]
  return {
    url: withoutLogin(url),
    headers: secret === '' ? all : [...all, [SIGNATURE, `sha256=${signature(secret, body)}`]],
    body,
    secrets: [
      ...urlSecrets(url),
      ...headerSecrets([...headers, ...loginHeader(url)]),
      ...payloadSecrets(payload.values),
      ...(secret === '' ? [] : [secret]),
    ],
    hidden: hiddenParts(url),
  }
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

const hasLogin = ({ username, password }: URL): boolean => username !== '' || password !== ''

/** Returns the address without its login and without what follows `#`: neither is part of a request's address. */
export function withoutLogin(url: URL): URL {
  const copy = new URL(url)
  copy.username = ''
  copy.password = ''
  copy.hash = ''
  return copy
}

function loginHeader(url: URL): Header[] {
  if (!hasLogin(url)) return []
  const bytes = Buffer.concat([percentDecoded(url.username), COLON, percentDecoded(url.password)])
  return [['Authorization', `Basic ${bytes.toString('base64')}`]]
}

const COLON = Buffer.from(':')

/** `%` with anything else than two hexadecimal digits after it is itself. */
const percentDecoded = (text: string): Buffer =>
  Buffer.from(
    text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits) => String.fromCharCode(parseInt(digits, 16))),
    'latin1',
  )

/** The signature of GitHub's webhooks: over the bytes that are sent. */
const signature = (secret: string, body: Uint8Array): string =>
  createHmac('sha256', secret).update(body).digest('hex')
