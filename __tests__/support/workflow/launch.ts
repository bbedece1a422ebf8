// The project of the example flight-launch, with a fake Dokku as its server.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DokkuServer, startDokku } from '../../../fakes/dokku/server.ts'
import type { Behaviour } from '../../../fakes/dokku/state.ts'
import { Store } from '../../../fakes/dokku/store.ts'
import { git } from '../../../fakes/git/git.ts'
import { clientOf } from '../dokku/client.ts'
import { type WorkflowResult, type WorkflowWorld, workflowWorld } from './act.ts'
import { type Artifacts, artifactsIn } from './artifacts.ts'
import { type Commit, change, place } from './launch-files.ts'
import { type ReleaseRemote, startReleaseRemote } from './release-remote.ts'

export type Launch = Apps & {
  readonly server: DokkuServer
  /** Pushes a commit to develop, and runs what the push triggers. */
  push(commit: Commit): Promise<WorkflowResult>
  /** Starts a workflow by hand, for a new commit or the last one. */
  dispatch(
    workflow: string,
    inputs: Readonly<Record<string, string>>,
    commit?: Commit,
  ): Promise<WorkflowResult>
  /** Returns how many builds of the client the last run started. */
  builds(): number
  /** Returns the commit of the last run. */
  commit(): string
  /** Commits to a branch of the remote from which releases are made. */
  commitTo(branch: string, commit: Commit): void
  /** Starts a workflow that releases from that remote, with its real checkout. */
  release(workflow: string, inputs: Readonly<Record<string, string>>): Promise<WorkflowResult>
  /** The repository of that remote. */
  readonly remote: string
  stop(): Promise<void>
}

/** What a test reads and changes of the apps without a workflow. */
type Apps = {
  /** Returns the page of an app. */
  page(app: string): Promise<string>
  /** Returns the names of an app's files. */
  files(app: string): string[]
  /** Deploys an image to an app. */
  give(app: string, image: string): Promise<void>
  /** Changes the behaviour of an app's running image wherever else it is started. */
  spoil(app: string, behaviour: Behaviour): void
}

/** The commands of the example's README. */
const SET_UP = [
  'apps:create flight-launch-staging',
  'apps:create flight-launch',
  'registry:set flight-launch-staging server registry.example.org',
  'registry:set flight-launch-staging push-on-release true',
]

/** Starts the server with both apps, and creates the repository. */
export async function startLaunch(act: string): Promise<Launch> {
  await using started = new AsyncDisposableStack()
  const server = await startDokku({ version: '0.38.27' })
  started.defer(() => server.stop())
  const client = clientOf(server)
  started.defer(() => client.remove())
  const dokku = async (words: string): Promise<string> => {
    const { code, out, err } = await client.dokku(words)
    if (code !== 0) throw new Error(`${words}: ${err}`)
    return out.trim()
  }
  for (const words of SET_UP) await dokku(words)
  const world = workflowWorld(act)
  started.defer(() => world[Symbol.dispose]())
  const workflows = place(world, server)
  const begin = beginner(world, artifactsIn(world, workflows), server)
  const log = join(world.programs, 'builds')
  const remote = await startReleaseRemote(world, workflows)
  started.defer(() => remote.stop())
  const running = started.move()
  return {
    ...appsOf(server, dokku),
    server,
    push(commit) {
      change(world, log, commit)
      return begin('push', 'deploy', {})
    },
    dispatch(workflow, inputs, commit) {
      if (commit) change(world, log, commit)
      return begin('workflow_dispatch', workflow, { inputs })
    },
    builds: () => readFileSync(log, 'utf8').length,
    commit: () => git(world.repository, 'rev-parse', 'HEAD'),
    commitTo(branch, commit) {
      remote.commitTo(branch, () => change(world, log, commit))
    },
    release: (workflow, inputs) => begin('workflow_dispatch', workflow, { inputs }, remote),
    remote: remote.path,
    stop: () => running.disposeAsync(),
  }
}

function appsOf(server: DokkuServer, dokku: (words: string) => Promise<string>): Apps {
  return {
    page: async (app) => (await (await fetch(await dokku(`url ${app}`))).text()).trim(),
    files: (app) => git(server.repo(app), 'ls-tree', '-r', '--name-only', 'master').split('\n'),
    give: async (app, image) => void (await dokku(`git:from-image ${app} ${image}`)),
    spoil(app, behaviour) {
      const ids = new Set(server.app(app)?.containers.map(({ image }) => image))
      new Store(server.folder).changeDocker(({ images }) => {
        for (const image of Object.values(images))
          if (ids.has(image.id)) image.behaviour = behaviour
      })
    },
  }
}

function beginner(world: WorkflowWorld, artifacts: Artifacts, { key, known }: DokkuServer) {
  return async (
    event: string,
    workflow: string,
    payload: object,
    { token, args }: Pick<ReleaseRemote, 'token' | 'args'> = {
      token: 'a token of the run',
      args: [],
    },
  ): Promise<WorkflowResult> => {
    artifacts.begin()
    const result = await world.begin(event, {
      payload: { ref: 'refs/heads/develop', ...payload },
      secrets: { SSH_KEY: key, GITHUB_TOKEN: token },
      args: [
        `--workflows=.github/workflows/${workflow}.yml`,
        `--var=KNOWN_HOSTS=${known}`,
        ...artifacts.args,
        ...args,
      ],
    })
    if (workflow === 'deploy' && result.status === 0) artifacts.succeeded()
    return result
  }
}
