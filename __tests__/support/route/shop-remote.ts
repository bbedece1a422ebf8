import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryRemote } from '../../../actions/route/src/adapters/repository-remote.ts'
import { run } from '../../../actions/route/src/run.ts'
import { git } from '../../../fakes/git/git.ts'
import { type GitServer, serveGit } from '../../../fakes/git/git-server.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { Run } from '../../../kit/events/subject.ts'
import { checkouts } from '../git/checkouts.ts'
import { recordingRunner } from '../recording-runner.ts'

/** A repository behind smart HTTP with a login, and a checkout of one of its commits. */
export type ShopRemote = {
  readonly server: GitServer
  /** The folder of the repository itself, to change it. */
  readonly shop: string
  /** A checkout of depth 1, with a login. */
  readonly checkout: string
  readonly root: string
  /** Adds an empty commit to what is checked out in the repository, and returns it. */
  commit(message: string): string
  close(): Promise<void>
}

export async function shopRemote(): Promise<ShopRemote> {
  const root = mkdtempSync(join(tmpdir(), 'towpath-route-remote-'))
  const shop = join(root, 'shop')
  mkdirSync(shop)
  git(shop, 'init', '--quiet', '--initial-branch=main')
  git(shop, 'config', 'uploadpack.allowFilter', 'true')
  git(shop, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  const commit = (message: string): string => {
    git(shop, 'commit', '--quiet', '--allow-empty', '-m', message)
    return git(shop, 'rev-parse', 'HEAD')
  }
  commit('first')
  const server = await serveGit(root)
  const [checkout = ''] = checkouts(server, root, [{ name: 'shop', ref: 'main' }])
  return {
    ...{ server, shop, checkout, root, commit },
    async close() {
      await server.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

export type Routed = {
  readonly outputs: Readonly<Record<string, string>>
  readonly reason: string
  readonly error?: UserError
  /** What the action printed, masked and set. */
  readonly calls: readonly (readonly unknown[])[]
  /** How many times the remote was opened. */
  readonly opened: number
}

/** Runs the action's own `run` in this process, with real git. */
export async function routeOn(
  { checkout, root }: ShopRemote,
  routes: string,
  event: Partial<Run>,
  {
    workspace = checkout,
    token = '',
    environment = '',
    env = {},
  }: {
    workspace?: string
    token?: string
    environment?: string
    env?: Readonly<Record<string, string>>
  } = {},
): Promise<Routed> {
  const { runner, calls, outputs } = recordingRunner()
  let opened = 0
  const all = {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...env,
  }
  const sent: Run = { event: 'push', ref: '', sha: '', payload: {}, ...event }
  try {
    await run(
      { config: '', routes, environment, token },
      {
        runner,
        event: () => sent,
        configFile: () => ({ text: '', label: '' }),
        remote() {
          opened += 1
          const { mask } = runner
          return repositoryRemote({ env: all, workspace, temp: root, token, mask })
        },
      },
    )
    return { outputs: outputs(), reason: outputs()['reason'] ?? '', calls, opened }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { outputs: outputs(), reason: error.reason, error, calls, opened }
  }
}
