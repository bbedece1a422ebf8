// The address of the remote.

import { resolve } from 'node:path'
import { UserError } from '../../../../kit/action/user-error.ts'
import { addressOf } from '../../../../kit/git/checkout-remote.ts'
import type { Env, Git } from '../../../../kit/git/git.ts'
import { quote } from '../../../../kit/text/escape.ts'

/**
 * Returns the address that the input `remote` means: a remote of the checkout, or an address. Without a checkout, `origin` is the
 * repository of the run, which needs a token.
 */
export async function remoteAddress(
  git: Git,
  folder: string,
  { remote, token }: { readonly remote: string; readonly token: string },
  env: Env,
): Promise<string> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(remote) || /^[^/]+:/.test(remote)) return remote
  if (/^\.{0,2}\//.test(remote)) return resolve(folder, remote)
  const address = await addressOf(git, folder, remote)
  if (address !== undefined) return address
  const { GITHUB_SERVER_URL: server = '', GITHUB_REPOSITORY: repository = '' } = env
  const isOwn = remote === 'origin' && server !== '' && repository !== ''
  if (isOwn && token !== '') return `${server}/${repository}`
  const problem = `The checkout has no remote ${quote(remote)}`
  if (!isOwn) throw new UserError('bad-input', `"remote": ${problem}; give its address`)
  throw new UserError(
    'token-needed',
    `${problem}; run actions/checkout before this step, or give "token"`,
  )
}
