// Releases: from start to finish, one that is repaired after its deployment failed, and two that start at the same time.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { git } from '../../fakes/git/git.ts'
import { type GitServer, PASSWORD, serveGit } from '../../fakes/git/git-server.ts'
import type { ActionResult } from '../action-runner.ts'
import {
  annotationLines,
  EMPTY_RESULT,
  logLines,
  runFor,
  type SceneResult,
  type Stage,
} from '../scene-result.ts'

type World = {
  readonly folder: string
  readonly server: GitServer
  /** The remote: a bare repository with the branches develop and master. */
  readonly remote: string
}

type Outcome = Pick<SceneResult, 'ok' | 'decided'>

type Scene = {
  readonly title: string
  readonly shows: string
  play(world: World): Promise<Outcome & { readonly runs: readonly ActionResult[] }>
}

const STAMP = 'VERSION'

const SCENES: readonly Scene[] = [
  {
    title: '23:00  a release, from start to finish',
    shows: 'merges and tag arrive in one push, and develop knows the version',
    async play(world) {
      commitTo(world, 'develop', 'app', 'v1')
      const start = await step(world, 'start')
      const before = refs(world)
      const finish = await step(world, 'finish', { version: start.outputs['version'] ?? '' })
      const version = start.outputs['version'] ?? ''
      const ok =
        before === `develop, master, release/${version}` &&
        refs(world) === `develop, master, tag ${version}` &&
        git(world.remote, 'show', 'develop:VERSION') === version
      return { runs: [start, finish], ok, decided: `${before}, then ${refs(world)}` }
    },
  },
  {
    title: '23:10  a release whose deployment failed is repaired on its branch',
    shows: 'a fix on the release branch is released with the same number',
    async play(world) {
      commitTo(world, 'develop', 'app', 'v2, which does not start')
      const start = await step(world, 'start')
      const version = start.outputs['version'] ?? ''
      // The deployment failed here.
      const fix = commitTo(world, `release/${version}`, 'app', 'v2')
      const again = await step(world, 'start', { version })
      const finish = await step(world, 'finish', { version, 'expect-sha': fix })
      const ok =
        again.outputs['reason'] === 'resumed' &&
        again.outputs['sha'] === fix &&
        git(world.remote, 'show', `${version}:app`) === 'v2'
      return { runs: [start, again, finish], ok, decided: `${version} has the fix` }
    },
  },
  {
    title: '23:20  two releases start at the same time',
    shows: 'each gets its own number; one is abandoned, and its number is free again',
    async play(world) {
      commitTo(world, 'develop', 'app', 'v3')
      const starts = await Promise.all([step(world, 'start'), step(world, 'start')])
      const [first = '', second = ''] = starts.map(({ outputs }) => outputs['version'] ?? '').sort()
      const finish = await step(world, 'finish', { version: first })
      const abandon = await step(world, 'abandon', { version: second })
      const ok = first !== second && refs(world).endsWith(`tag ${first}`)
      return {
        runs: [...starts, finish, abandon],
        ok,
        decided: `${first} and ${second} were started; ${first} is released, ${second} is abandoned`,
      }
    },
  },
]

/** Releases of a repository that git's own server has, over HTTP with a login. */
export function releases(folder: string): Stage {
  const root = join(folder, 'releases')
  let world: World | undefined
  const scene = async ({ title, shows, play }: Scene): Promise<SceneResult> => {
    world ??= await makeWorld(root)
    const { runs, ok, decided } = await play(world)
    const succeeded = ok && runs.every(({ success }) => success)
    const log = runs.flatMap(logLines)
    return {
      ...EMPTY_RESULT,
      title,
      shows,
      ok: succeeded,
      decided,
      warnings: runs.flatMap((run) => annotationLines(run, 'warning')),
      errors: succeeded ? [] : log,
      log,
      summary: runs.map(({ summary }) => summary).join(''),
    }
  }
  return {
    scenes: SCENES.map((one) => () => scene(one)),
    stop: async () => world?.server.close(),
  }
}

async function makeWorld(folder: string): Promise<World> {
  const remote = join(folder, 'launch.git')
  const work = join(folder, 'work')
  mkdirSync(folder)
  git(folder, 'init', '--quiet', '--bare', remote)
  git(remote, 'config', 'http.receivepack', 'true')
  git(remote, 'config', 'uploadpack.allowFilter', 'true')
  git(remote, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  git(folder, 'init', '--quiet', work)
  writeFileSync(join(work, 'VERSION'), '0.0.0\n')
  git(work, 'add', '.')
  git(work, 'commit', '--quiet', '--message=The first commit')
  git(work, 'push', '--quiet', remote, 'HEAD:refs/heads/master', 'HEAD:refs/heads/develop')
  return { folder, remote, server: await serveGit(folder) }
}

/** Commits a file to a branch of the remote, as a developer does. Returns the commit. */
function commitTo({ folder, remote }: World, branch: string, file: string, text: string): string {
  const work = join(folder, 'work')
  git(work, 'fetch', '--quiet', remote, branch)
  git(work, 'checkout', '--quiet', '--detach', 'FETCH_HEAD')
  writeFileSync(join(work, file), `${text}\n`)
  git(work, 'add', '.')
  git(work, 'commit', '--quiet', `--message=${text}`)
  git(work, 'push', '--quiet', remote, `HEAD:refs/heads/${branch}`)
  return git(work, 'rev-parse', 'HEAD')
}

let checkouts = 0

/** Runs a step of a release in a checkout of its own, of depth 1, as a job does. */
function step(
  { folder, server, remote }: World,
  name: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<ActionResult> {
  checkouts += 1
  const workspace = join(folder, `checkout-${checkouts}`)
  // The server is part of this process, which waits for git here: the checkout comes from its folder.
  const address = pathToFileURL(remote).href
  git(folder, 'clone', '--quiet', '--depth=1', '--branch=develop', address, workspace)
  git(workspace, 'remote', 'set-url', 'origin', server.url('launch.git'))
  const sha = git(workspace, 'rev-parse', 'HEAD')
  const event = { event: 'workflow_dispatch', ref: 'refs/heads/develop', sha, payload: {} }
  const run = { GITHUB_RUN_ID: String(checkouts), GITHUB_JOB: name, GITHUB_ACTOR: 'octocat' }
  const all = { step: name, stamp: STAMP, token: PASSWORD, ...inputs }
  return runFor({ title: '', shows: '', ...event }, workspace, 'release', all, run)
}

/** The branches and tags of the remote, such as `develop, master, tag 201704.15`. */
const refs = ({ remote }: World): string =>
  git(remote, 'for-each-ref', '--format=%(refname)')
    .split('\n')
    .map((ref) => ref.replace('refs/heads/', '').replace('refs/tags/', 'tag '))
    .join(', ')
