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

/**
 * Returns the remote. A checkout of another repository of the same server does not count: its branches say nothing about this run.
 * Throws a UserError (`no-remote`) if there is no address.
 */
export async function repositoryRemote({
  workspace,
  ...options
}: Options): Promise<CheckoutRemote> {
  const git = gitIn(workspace, options.env)
  const server = onServer(options.env)
  const origin = await addressOf(git, workspace)
  const address = origin !== undefined && !isOther(origin, server) ? origin : server
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

function isOther(origin: string, server: string | undefined): boolean {
  const [one, other] = [partsOf(origin), partsOf(server ?? '')]
  return one !== undefined && one.host === other?.host && one.path !== other.path
}

/** Returns the host and the path of `https://host/owner/name`, `ssh://git@host/owner/name.git` or `git@host:owner/name.git`. */
function partsOf(address: string): { readonly host: string; readonly path: string } | undefined {
  const form = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/]*@)?([^:/@]+)(?::\d+)?[:/](.*?)(?:\.git)?\/*$/i
  const [, host = '', path = ''] = form.exec(address) ?? []
  return host && path ? { host: host.toLowerCase(), path: path.toLowerCase() } : undefined
}
