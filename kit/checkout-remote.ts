// The remote of the user's checkout, with the login that is there: the one that actions/checkout left, or a token.
import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UserError } from './errors.ts'
import type { Git } from './git.ts'
import { type Env, type Remote, remoteAt } from './remote.ts'
import { quote } from './safe-text.ts'

export type CheckoutRemote = Remote & AsyncDisposable

/**
 * The remote that a checkout came from. `temp` is where its side repositories are until it is disposed of; `mask` is told every
 * secret. Throws a UserError (`no-remote`) when there is none.
 */
export async function remoteOfCheckout(
  git: Git,
  checkout: string,
  {
    env,
    temp,
    token,
    mask,
  }: { env: Env; temp: string; token: string; mask: (secret: string) => void },
): Promise<CheckoutRemote> {
  const name = (await git.run(['remote'])).stdout.split('\n')[0] || 'origin'
  const found = (await git.run(['remote', 'get-url', name])).stdout.trim()
  if (found === '') {
    throw new UserError(
      'no-remote',
      `${quote(checkout)} has no remote to fetch the missing history from`,
    )
  }
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(found) || /^[^/]+:/.test(found)
  const url = isAddress ? found : resolve(checkout, found)
  const password = /^[a-z]+:\/\/[^/@]*:([^/@]+)@/i.exec(url)?.[1]
  if (password !== undefined) mask(password)
  const settings = await loginOf(git, url, token, mask)
  const folder = mkdtempSync(join(temp, 'towpath-history-'))
  const remote = remoteAt(url, folder, env, settings)
  return {
    ...remote,
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What the checkout's configuration says of the login; a side repository elsewhere inherits none of it. */
async function loginOf(
  git: Git,
  url: string,
  token: string,
  mask: (secret: string) => void,
): Promise<(readonly [string, string])[]> {
  const asked = async (args: readonly string[]): Promise<string> =>
    (await git.run(['config', ...args])).stdout.trim()
  const command = await asked(['--get', 'core.sshCommand'])
  const ssh = command === '' ? [] : [['core.sshCommand', command] as const]
  if (token !== '') {
    const login = Buffer.from(`x-access-token:${token}`).toString('base64')
    mask(login)
    return [...ssh, ['http.extraheader', `AUTHORIZATION: basic ${login}`]]
  }
  const headers = (await asked(['--get-urlmatch', 'http.extraheader', url]))
    .split('\n')
    .filter(Boolean)
  for (const header of headers) mask(header.split(' ').at(-1) ?? header)
  return [...ssh, ...headers.map((header) => ['http.extraheader', header] as const)]
}
