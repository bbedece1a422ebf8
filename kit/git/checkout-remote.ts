// The remote of the user's checkout, with its credentials: those that actions/checkout left, or a token.

import { resolve } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { temporaryFolder } from '../process/exit-cleanup.ts'
import { quote } from '../text/escape.ts'
import {
  headerFor,
  passwordOf,
  secretsIn,
  secretsOf,
  splitCredentials,
  withHeader,
} from './credentials.ts'
import type { Env, Git } from './git.ts'
import { type Remote, remoteAt } from './remote.ts'
import { type GitSettings, REMOTE_SETTINGS } from './remote-repositories.ts'

export type CheckoutRemote = Remote &
  Disposable & {
    /** The password or token that goes to an HTTP remote, masked; empty if none is known. It must go to no other host. */
    readonly login: string
  }

export type RemoteOptions = {
  readonly env: Env
  /** The folder for scratch repositories; they are removed on disposal. */
  readonly temp: string
  /** A token for GitHub, or empty. */
  readonly token: string
  /** Called with every secret before it is used. */
  readonly mask: (secret: string) => void
}

/** Returns the configured address of a remote of a checkout, by default of the one that it came from; undefined if there is none. */
export async function addressOf(
  git: Git,
  checkout: string,
  wanted?: string,
): Promise<string | undefined> {
  const names = (await git.run(['remote'])).stdout.split('\n').filter(Boolean)
  const name = wanted ?? (names.includes('origin') ? 'origin' : names[0])
  if (name === undefined || !names.includes(name)) return undefined
  // Not `git remote get-url`: it applies insteadOf, which the scratch repositories would then apply again.
  const [address] = (await git.run(['config', '--get-all', `remote.${name}.url`])).stdout.split(
    '\n',
  )
  if (!address) return undefined
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) || /^[^/]+:/.test(address)
  return isAddress ? address : resolve(checkout, address)
}

/** Returns the remote at the address of a checkout, or at any other address with the settings of the folder, if it is a checkout. */
export async function remoteOfCheckout(
  git: Git,
  address: string,
  { env, temp, token, mask }: RemoteOptions,
): Promise<CheckoutRemote> {
  const [settings, format] = await Promise.all([
    settingsOf(git),
    git.run(['rev-parse', '--show-object-format']),
  ])
  // Without a checkout there is only the address.
  const objects = format.code === 0 ? { GIT_DEFAULT_HASH: format.stdout.trim() } : {}
  for (const secret of [...secretsIn(address), ...settings.flatMap(secretsOf)]) mask(secret)
  const { plain, credentials: configured } = splitCredentials(address)
  const credentials = token === '' ? configured : `x-access-token:${token}`
  const header = Buffer.from(credentials).toString('base64')
  if (credentials !== '') mask(header)
  const folder = temporaryFolder(temp, 'towpath-history-')
  const all = credentials === '' ? settings : withHeader(settings, plain, header)
  const remote = remoteAt(plain, folder.path, { ...env, ...objects }, all)
  const explain = (error: UserError): UserError => unreachable(error, address, token)
  const login = passwordOf(credentials === '' ? headerFor(settings, plain) : credentials)
  if (login !== '') mask(login)
  return { ...explained(remote, explain), login, [Symbol.dispose]: () => folder[Symbol.dispose]() }
}

/** Wraps a remote so that git's failures are explained. */
function explained(remote: Remote, explain: (error: UserError) => UserError): Remote {
  const explaining =
    <A extends readonly unknown[], T>(ask: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      try {
        return await ask(...args)
      } catch (error) {
        throw error instanceof UserError && error.reason === 'git-failed' ? explain(error) : error
      }
    }
  return {
    tags: explaining(remote.tags),
    listing: explaining(remote.listing),
    refs: explaining(remote.refs),
    graph: explaining(remote.graph),
    time: explaining(remote.time),
    alone: explaining(remote.alone),
    between: explaining(remote.between),
    diverged: explaining(remote.diverged),
    behind: explaining(remote.behind),
    changing: explaining(remote.changing),
    described: explaining(remote.described),
    tagObjects: explaining(remote.tagObjects),
    tree: explaining(remote.tree),
    async work() {
      const work = await remote.work()
      const { fetchTrees, files, blob, mergeTrees } = work
      return {
        ...work,
        fetchTrees: explaining(fetchTrees),
        files: explaining(files),
        blob: explaining(blob),
        mergeTrees: explaining(mergeTrees),
      }
    },
    fetched: remote.fetched,
  }
}

/** Returns what the configuration of the checkout, the user and the system says about addresses and credentials: nothing else of it counts. */
async function settingsOf(git: Git): Promise<GitSettings> {
  const { stdout } = await git.run([
    'config',
    '--show-scope',
    '-z',
    '--get-regexp',
    REMOTE_SETTINGS,
  ])
  const fields = stdout.split('\0')
  return fields.flatMap((scope, index) => {
    // A key without a value means true.
    const [, key, value = 'true'] = /^([^\n]*)(?:\n(.*))?$/s.exec(fields[index + 1] ?? '') ?? []
    if (index % 2 !== 0 || !key) return []
    // That a folder is safe may not be said by the repository in it.
    const isSaid = key === 'safe.directory' ? /^(?:system|global)$/.test(scope) : true
    return isSaid ? [[key, value] as const] : []
  })
}

/** Explains why a remote may not answer. */
function unreachable(error: UserError, address: string, token: string): UserError {
  const shown = address.replace(/\/\/[^/@]*@/, '//')
  const isUnknown = /not our ref|unadvertised object/.test(error.message)
  const isPrivate = token === '' && /^https?:/.test(address)
  const hint = isUnknown
    ? `; the commit is not on the remote: push it, or check out with "fetch-depth: 0"`
    : isPrivate
      ? '; a private repository needs the credentials that actions/checkout leaves, or a "token"'
      : ''
  const message = `The remote ${quote(shown)} did not answer as expected: ${error.message}${hint}`
  return new UserError('remote-unreachable', message, { cause: error })
}
