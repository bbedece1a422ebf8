import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import { git, gitInBulk } from '../../../fakes/git/git.ts'
import { PASSWORD } from '../../../fakes/git/git-server.ts'
import {
  type FakeGitHub,
  type FakeGitHubOptions,
  startFakeGitHub,
} from '../../../fakes/github/fake-github.ts'
import { githubClient } from '../../../kit/action/github-client.ts'
import type { GitHubApi } from '../../../kit/github/api.ts'
import { restApi } from '../../../kit/github/rest-api.ts'

/** A clock that waits for nothing, and remembers for how long. */
export type FastClock = {
  now(): number
  sleep(milliseconds: number): Promise<void>
  readonly pauses: number[]
}

export function fastClock(): FastClock {
  let time = 0
  const pauses: number[] = []
  return {
    pauses,
    now: () => time,
    async sleep(milliseconds) {
      time += milliseconds
      pauses.push(milliseconds)
    },
  }
}

export type Hub = FakeGitHub & {
  /** A clone of the repository, on master; `push` brings its branches and tags to GitHub. */
  readonly clone: string
  push(): void
  readonly clock: FastClock
  /** The API for a token, by default the workflow's; `limit` is how long it may wait: milliseconds. */
  api(options?: {
    token?: string
    name?: string
    apiUrl?: string
    limit?: number
  }): Promise<GitHubApi>
}

let made: string | undefined

/** Returns a folder with the repository and its clone, made once: git takes long to start from a large process. */
function template(): string {
  if (made !== undefined) return made
  const root = mkdtempSync(join(tmpdir(), 'towpath-github-'))
  const clone = join(root, 'clone')
  const at = (folder: string, ...args: readonly string[]) => ({ folder, args })
  const commit = (message: string) =>
    at(clone, 'commit', '--quiet', '--allow-empty', `--message=${message}`)
  const results = gitInBulk([
    at(
      root,
      'init',
      '--quiet',
      '--bare',
      '--template=',
      '--initial-branch=master',
      'octo/shop.git',
    ),
    at(root, 'clone', '--quiet', '--template=', 'octo/shop.git', 'clone'),
    at(clone, 'checkout', '--quiet', '-b', 'master'),
    commit('First'),
    at(clone, 'tag', 'v1.1.0'),
    ...['develop', 'release/1.2.0'].flatMap((branch) => [
      at(clone, 'checkout', '--quiet', '-b', branch),
      commit(`Work on ${branch}`),
    ]),
    at(clone, 'checkout', '--quiet', 'master'),
    at(clone, 'push', '--quiet', '--all', 'origin'),
    at(clone, 'push', '--quiet', '--tags', 'origin'),
  ])
  if (results.includes(undefined)) throw new Error('the repository could not be made')
  process.on('exit', () => rmSync(root, { recursive: true, force: true }))
  made = root
  return root
}

/** Starts a GitHub whose repository octo/shop has master, develop and release/1.2.0, and the tag v1.1.0. `close` removes all of it. */
export async function openHub(options: FakeGitHubOptions = {}): Promise<Hub> {
  const root = mkdtempSync(join(tmpdir(), 'towpath-github-'))
  cpSync(template(), root, { recursive: true })
  const clone = join(root, 'clone')
  const config = join(clone, '.git/config')
  writeFileSync(config, readFileSync(config, 'utf8').replaceAll(template(), root))
  const github = await startFakeGitHub(root, options)
  const close = (): Promise<void> =>
    github.close().finally(() => rmSync(root, { recursive: true, force: true }))
  return hubOf({ ...github, close }, clone)
}

/** Returns a GitHub with a new clock. */
function hubOf(github: FakeGitHub, clone: string): Hub {
  const push = (): void => {
    git(clone, 'push', '--quiet', '--all', 'origin')
    git(clone, 'push', '--quiet', '--tags', 'origin')
  }
  const clock = fastClock()
  const api: Hub['api'] = async ({ token, name, apiUrl, limit = 60_000 } = {}) => {
    const { signal } = new AbortController()
    const client = await githubClient({
      apiUrl: apiUrl ?? github.apiUrl,
      token: token ?? PASSWORD,
      signal,
    })
    const patience = { clock, signal, limit, random: () => 0.5 }
    return restApi(client, { owner: 'octo', name: name ?? 'shop' }, patience)
  }
  return { ...github, clone, push, clock, api }
}

/** Runs a test with a GitHub of its own. */
export async function withHub(
  test: (hub: Hub) => Promise<void>,
  options: FakeGitHubOptions = {},
): Promise<void> {
  const hub = await openHub(options)
  try {
    await test(hub)
  } catch (error) {
    await hub.close().catch(() => {})
    throw error
  }
  await hub.close()
}

/** Returns `withHub` for a file whose tests leave the repository as it is: one GitHub for all of them, which forgets the test before. */
export function sharedHub(): typeof withHub {
  let opened: Promise<Hub> | undefined
  afterAll(async () => (await opened)?.close())
  return async (test, { settings = {} } = {}) => {
    opened ??= openHub()
    const hub = await opened
    hub.restart(settings)
    try {
      await test(hubOf(hub, hub.clone))
    } catch (error) {
      // The next test gets another one.
      opened = undefined
      await hub.close().catch(() => {})
      throw error
    }
    hub.restart()
  }
}

/** Returns what a promise is rejected with. */
export async function rejected(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('it was not rejected')
}
