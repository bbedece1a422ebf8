// The checkout over git.

import type { Env } from '../../../../kit/git/git.ts'
import type { Checkout } from './checkout.ts'

export type GitCheckoutOptions = {
  readonly env: Env
  /** The runner's temporary folder. */
  readonly temp: string
  /** Used if the checkout has no login, or empty. */
  readonly token: string
  readonly mask: (secret: string) => void
}

/** Returns the checkout that a folder is in: an absolute path that exists. Throws a UserError (`no-checkout`). */
export function gitCheckout(_folder: string, _options: GitCheckoutOptions): Checkout {
  throw new Error('not yet')
}
