// Makes the webhook's request of the inputs. Pure.

import type { Fields } from '../payload/fields.ts'
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

/** Returns sentences about inputs that can't be sent together. */
export function webhookProblems(_inputs: WebhookInputs): string[] {
  return []
}

/** Returns the request, signed if there is a secret. Mask its `secrets` before anything else. */
export function webhookRequest(_inputs: WebhookInputs): WebhookRequest {
  throw new Error('not written yet')
}
