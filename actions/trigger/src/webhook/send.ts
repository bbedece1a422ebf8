// Sends the webhook's request, at most once unless the server certainly did nothing with it.

import type { SendWebhook } from './webhook.ts'

/** The port, over Node's HTTP. */
export const sendWebhook: SendWebhook = () => {
  throw new Error('not written yet')
}
