// The remote of the repository that the run belongs to: that of the checkout, or GitHub's address if there is none.

import { UserError } from '../../../../kit/action/user-error.ts'
import {
  addressOf,
  type CheckoutRemote,
  remoteOfCheckout,
} from '../../../../kit/git/checkout-remote.ts'
import { type Env, gitIn } from '../../../../kit/git/git.ts'

type Options = {
  readonly env: Env
  readonly workspace: string
  readonly temp: string
  readonly token: string
  readonly mask: (secret: string) => void
}

/** Returns the remote. Throws a UserError (`no-remote`) if it has no address. */
export async function repositoryRemote({
  workspace,
  ...options
}: Options): Promise<CheckoutRemote> {
  const git = gitIn(workspace, options.env)
  const address = (await addressOf(git, workspace)) ?? onServer(options.env)
  if (address !== undefined) return remoteOfCheckout(git, address, options)
  throw new UserError(
    'no-remote',
    'Routes with "stale" or "tags-on" ask the repository, but there is no checkout with a remote, and GITHUB_REPOSITORY is not set: check out the repository before this step',
  )
}

function onServer(env: Env): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = env
  return server && repository ? `${server}/${repository}` : undefined
}
