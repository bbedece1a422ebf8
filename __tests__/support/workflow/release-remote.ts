// The remote of a project that makes releases: git over smart HTTP with a login, and a checkout of it in place of actions/checkout.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { git } from '../../../fakes/git/git.ts'
import { PASSWORD, serveGit } from '../../../fakes/git/git-server.ts'
import type { WorkflowWorld } from './act.ts'
import { type StandIn, standIns } from './fake-actions.ts'

export type ReleaseRemote = {
  /** The bare repository. */
  readonly path: string
  /** The token that its server accepts. */
  readonly token: string
  /** The arguments that make act check out from it. */
  readonly args: readonly string[]
  /** Commits to a branch what `write` changes in the files of the world's repository. */
  commitTo(branch: string, write: () => void): void
  stop(): Promise<void>
}

/** Like the real one, a checkout of one commit, without credentials in it. */
const CHECKOUT: StandIn = {
  inputs: { ref: false, 'persist-credentials': false, token: false },
  main: `const git = (...args) => require('node:child_process').execFileSync('git', args, { stdio: 'inherit' })
for (const name of fs.readdirSync('.')) fs.rmSync(name, { recursive: true })
git('init', '--quiet', '.')
git('remote', 'add', 'origin', process.env.GIT_REMOTE)
const login = 'http.extraheader=AUTHORIZATION: basic ' + Buffer.from('x-access-token:' + process.env.GIT_PASSWORD).toString('base64')
git('-c', login, 'fetch', '--quiet', '--depth=1', 'origin', input('ref') || 'develop')
git('checkout', '--quiet', 'FETCH_HEAD')`,
}

/** The files with the version, beside those of each commit. */
const VERSIONED = {
  'client/package.json': '{ "name": "client", "version": "0.0.0" }\n',
  'server/VERSION': '0.0.0\n',
}

/** Serves a new repository with the branches develop and master. */
export async function startReleaseRemote(
  world: WorkflowWorld,
  workflows: readonly string[],
): Promise<ReleaseRemote> {
  const root = mkdtempSync(join(tmpdir(), 'towpath-release-remote-'))
  const path = join(root, 'launch.git')
  const { repository } = world
  git(root, 'init', '--quiet', '--bare', path)
  git(path, 'config', 'http.receivepack', 'true')
  const server = await serveGit(root)
  const args = [
    '--no-skip-checkout',
    `--env=GIT_REMOTE=${server.url('launch.git')}`,
    `--env=GIT_PASSWORD=${PASSWORD}`,
    ...standIns(world, workflows, { 'actions/checkout': CHECKOUT }),
  ]
  const isNew = (): boolean => git(path, 'for-each-ref') === ''
  return {
    path,
    args,
    token: PASSWORD,
    commitTo(branch, write) {
      const before = isNew()
      if (before) {
        mkdirSync(join(repository, 'client'), { recursive: true })
        mkdirSync(join(repository, 'server'), { recursive: true })
        for (const [name, text] of Object.entries(VERSIONED))
          writeFileSync(join(repository, name), text)
      } else {
        git(repository, 'fetch', '--quiet', path, branch)
        git(repository, 'checkout', '--quiet', '--force', '--detach', 'FETCH_HEAD')
      }
      write()
      git(repository, 'add', '.')
      git(repository, 'commit', '--quiet', '--allow-empty', '--message=Change')
      const names = before ? ['develop', 'master'] : [branch]
      git(repository, 'push', '--quiet', path, ...names.map((name) => `HEAD:refs/heads/${name}`))
    },
    async stop() {
      await server.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
