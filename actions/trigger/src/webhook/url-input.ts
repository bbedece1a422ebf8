// The input `url`. No message shows more of it than its origin: the rest may be the secret. Pure.

import { type Input, trimWhitespace } from '../../../../kit/action/inputs.ts'
import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'

/** A URL of http or https; undefined if the input is not given. */
export const webhookUrl: Input<URL | undefined> = (raw) => {
  const text = trimWhitespace(raw)
  if (text === '') return { value: undefined }
  const url = /^https?:\/\/[^\s/]/i.test(text) && !/\s/.test(text) ? URL.parse(text) : null
  if (url === null)
    return { problems: ['it is not a URL that begins with https:// (not shown here)'] }
  return { value: url }
}

/** Returns the refusal (`insecure-url`) of a URL whose requests others could read; undefined if it is secure. */
export function insecureUrl(url: URL): UserError | undefined {
  if (url.protocol === 'https:' || isLoopback(url.hostname)) return undefined
  const message = `"url": ${quote(url.origin)} is not encrypted; use https. http is only for addresses of the runner itself, such as localhost`
  return new UserError('insecure-url', message)
}

/** URL has already written every spelling of an IPv4 address, such as `0x7f.1`, as four decimal numbers. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(hostname)
