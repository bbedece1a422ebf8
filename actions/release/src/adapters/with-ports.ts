// Makes the ports of a run, and removes afterwards what they made on the runner.

import { githubClient } from '../../../../kit/action/github-client.ts'
import type { Runner } from '../../../../kit/action/runner.ts'
import { UserError } from '../../../../kit/action/user-error.ts'
import { type CheckoutRemote, remoteOfCheckout } from '../../../../kit/git/checkout-remote.ts'
import { type Env, type Git, gitIn } from '../../../../kit/git/git.ts'
import type { GitHubApi } from '../../../../kit/github/api.ts'
import { repositoryAt } from '../../../../kit/github/repository-address.ts'
import { restApi } from '../../../../kit/github/rest-api.ts'
import { once } from '../../../../kit/process/once.ts'
import { killPrograms } from '../../../../kit/process/run.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { clock } from '../../../../kit/time/clock.ts'
import { currentRun, defaultAuthor } from '../current-run.ts'
import type { ReleaseInputs } from '../inputs.ts'
import type { Ports } from '../ports.ts'
import { remoteAddress } from './address.ts'
import { remotePort } from './remote-port.ts'
import { signingKeyFile } from './signing-key.ts'
import { workPort } from './work-port.ts'

export type Host = {
  readonly runner: Runner
  readonly env: Env
  /** The folder of the checkout, if there is one. */
  readonly folder: string
  readonly temp: string
  /** Different in every run. */
  readonly unique: string
  readonly cancelled: AbortSignal
  readonly now: () => Date
}

/** Calls `run` with the ports. Throws a UserError if the remote is not known, or the key is none. */
export async function withPorts(
  inputs: ReleaseInputs,
  host: Host,
  run: (ports: Ports) => Promise<void>,
): Promise<void> {
  const { runner, env, folder, temp, cancelled, now } = host
  const git = gitIn(folder, env)
  const address = await remoteAddress(git, folder, inputs, env)
  const { mask } = runner
  using remote = await remoteOfCheckout(git, address, { env, temp, token: inputs.token, mask })
  using key = inputs.sign === 'ssh' ? signingKeyFile(inputs['signing-key'], temp) : undefined
  const github = once(() => githubApi(git, address, remote, inputs, host))
  const work = workPort(await remote.work(), {
    author: inputs.author ?? defaultAuthor(env),
    now,
    signingKey: key?.path,
    // A commit that GitHub makes is there at once.
    github: inputs.sign === 'github' && !inputs['dry-run'] ? github : undefined,
    clock,
    cancelled,
  })
  try {
    await run({
      runner,
      clock,
      now,
      random: Math.random,
      cancelled,
      run: currentRun(env, host.unique),
      remote: remotePort(remote, remote.login),
      work,
      github,
    })
  } finally {
    // After a failure or a cancellation, git may still read, and write what it reads into the folder that is removed now.
    killPrograms()
  }
}

/** Returns the API. The login of the checkout goes to the API of the same server only. Throws a UserError (`token-needed`). */
async function githubApi(
  git: Git,
  address: string,
  { login }: CheckoutRemote,
  inputs: ReleaseInputs,
  { env, cancelled }: Host,
): Promise<GitHubApi> {
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com'
  const plain = address.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1')
  const { stdout } = await git.run(['ls-remote', '--get-url', '--', plain])
  const repository = repositoryAt(stdout.trim() || plain, server)
  if (!repository) {
    const message = `The remote ${quote(plain)} is not a repository of ${quote(server)}, so GitHub's API does not know it; don't use "github-release", "via: pull-request" or "sign: github" with it`
    throw new UserError('token-needed', message)
  }
  if (login === '') {
    throw new UserError(
      'token-needed',
      'GitHub\u2019s API needs a token, and the checkout has none; give "token"',
    )
  }
  const apiUrl = env['GITHUB_API_URL'] ?? 'https://api.github.com'
  const client = await githubClient({ apiUrl, token: login, signal: cancelled })
  const patience = {
    clock,
    limit: inputs.timeout,
    random: Math.random,
    signal: cancelled,
  }
  return restApi(client, repository, patience)
}
