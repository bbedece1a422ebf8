// Runs of the action's bundle on a repository of the fake GitHub.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gitInBulk } from '../../../fakes/git/git.ts'
import type { GitServerOptions } from '../../../fakes/git/git-server.ts'
import { refsOf } from '../../../fakes/git/ref-log.ts'
import { type FakeGitHub, startFakeGitHub } from '../../../fakes/github/fake-github.ts'
import type { Settings } from '../../../fakes/github/state.ts'
import type { ActionResult } from '../../../rehearsal/action-runner.ts'
import { checkout } from '../git/checkouts.ts'
import { addCommits, makeBare, type NewCommit } from './shop.ts'
import { type RunOptions, runRelease } from './world.ts'

export type GitHubWorld = FakeGitHub & {
  run(step: string, options?: RunOptions): Promise<ActionResult>
  refs(): Record<string, string>
  /** The output of git in the repository; empty if it fails. */
  inside(...args: readonly string[]): string
  add(...commits: readonly NewCommit[]): void
}

/** Runs a test with the repository octo/shop, and a checkout of depth 1 of its develop branch. */
export async function withGitHub(
  test: (world: GitHubWorld) => Promise<void>,
  settings: Partial<Settings> = {},
  options: GitServerOptions = {},
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'towpath-github-'))
  const folder = join(root, 'octo', 'shop.git')
  makeBare(join(root, 'model'))
  cpSync(join(root, 'model'), folder, { recursive: true })
  cpSync(join(root, 'model'), join(root, 'checkout', '.git'), { recursive: true })
  const github = await startFakeGitHub(root, { settings, git: options })
  const inside = (...args: readonly string[]): string => gitInBulk([{ folder, args }])[0] ?? ''
  try {
    const clone = await checkout(github.git, root, 'checkout', 'develop')
    const address = {
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_REPOSITORY: 'octo/shop',
    }
    await test({
      ...github,
      inside,
      add: (...commits) => addCommits(folder, commits),
      refs: () => Object.fromEntries(refsOf(folder)),
      run: (step, { env = {}, ...rest } = {}) =>
        runRelease(clone, github.address, step, { ...rest, env: { ...address, ...env } }),
    })
    await github.close()
  } catch (error) {
    await github.close().catch(() => {})
    throw error
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
