// The name of the repository that is checked out.

import { addressOf } from '../../../../kit/git/checkout-remote.ts'
import { type Env, gitIn } from '../../../../kit/git/git.ts'
import { repositoryAt } from '../../../../kit/github/repository-address.ts'

/**
 * Returns the name without its owner; empty if it is unknown. A checkout below the workspace's top may be of another repository than the
 * workflow's: its remote counts, if it is on the same GitHub server.
 */
export async function repositoryName(env: Env, folder: string, isNested: boolean): Promise<string> {
  const own = (env['GITHUB_REPOSITORY'] ?? '').split('/').at(-1) ?? ''
  if (!isNested) return own
  const address = await addressOf(gitIn(folder, env), folder)
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com'
  return (address === undefined ? undefined : repositoryAt(address, server)?.name) ?? own
}
