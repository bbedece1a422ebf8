// The project of the example flight-launch, with a stand-in for its Dokku server.
import {
  chmodSync,
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type DokkuServer, startDokku } from '../../rehearsal/world/dokku/server.ts'
import type { Behaviour } from '../../rehearsal/world/dokku/state.ts'
import { Store } from '../../rehearsal/world/dokku/store.ts'
import { git } from '../../rehearsal/world/repository.ts'
import { ROOT } from '../../scripts/actions.ts'
import { clientOf } from '../real/dokku-client.ts'
import { type WorkflowResult, type WorkflowWorld, workflowWorld } from './act.ts'
import { type Artifacts, artifactsIn } from './artifacts.ts'

/** What a commit is like: what its client shows, how often the build of it fails, how its server behaves. */
export type Commit = {
  readonly client: string
  readonly buildFails?: number
  readonly server?: Behaviour
}

export type Launch = {
  readonly server: DokkuServer
  /** A push of a commit to develop, and everything that comes of it. */
  push(commit: Commit): Promise<WorkflowResult>
  /** A run that a person starts, of a new commit or of the last one. */
  dispatch(
    workflow: string,
    inputs: Readonly<Record<string, string>>,
    commit?: Commit,
  ): Promise<WorkflowResult>
  /** How often the client was built, or tried to be, in the last run. */
  builds(): number
  /** The commit that the last run was about. */
  commit(): string
  /** What an app answers. */
  page(app: string): Promise<string>
  /** Gives an app an image by its name. */
  give(app: string, image: string): Promise<void>
  /** What runs in an app will behave so wherever else it is started. */
  spoil(app: string, behaviour: Behaviour): void
  /** The files that an app has. */
  files(app: string): string[]
  stop(): Promise<void>
}

/** Starts the server with both apps, as the README has it, and makes the repository. */
export async function startLaunch(act: string): Promise<Launch> {
  await using started = new AsyncDisposableStack()
  const server = await startDokku({ version: '0.38.27', listen: 'embedded' })
  started.defer(() => server.stop())
  const client = clientOf(server)
  started.defer(() => client.remove())
  const staging = 'registry:set flight-launch-staging'
  const setUp = ['apps:create flight-launch-staging', 'apps:create flight-launch']
  setUp.push(`${staging} server registry.example.org`, `${staging} push-on-release true`)
  const dokku = async (words: string): Promise<string> => {
    const { code, out, err } = await client.dokku(words)
    if (code !== 0) throw new Error(`${words}: ${err}`)
    return out.trim()
  }
  for (const words of setUp) await dokku(words)
  const world = workflowWorld(act)
  started.defer(() => world[Symbol.dispose]())
  const artifacts = artifactsIn(world, place(world, server))
  const begin = beginner(world, artifacts, server)
  const running = started.move()
  const log = join(world.programs, 'builds')
  return {
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
    async page(app) {
      return (await (await fetch(await dokku(`url ${app}`))).text()).trim()
    },
    give: async (app, image) => void (await dokku(`git:from-image ${app} ${image}`)),
    spoil(app, behaviour) {
      const ids = new Set(server.app(app)?.containers.map(({ image }) => image))
      new Store(server.folder).changeDocker(({ images }) => {
        for (const image of Object.values(images))
          if (ids.has(image.id)) image.behaviour = behaviour
      })
    },
    files: (app) => git(server.repo(app), 'ls-tree', '-r', '--name-only', 'master').split('\n'),
    stop: () => running.disposeAsync(),
  }
}

/** Copies the example; what its user changes is changed. Returns all workflows that run. */
function place({ repository }: WorkflowWorld, { host }: DokkuServer): string[] {
  cpSync(join(ROOT, 'workflows-examples/flight-launch'), repository, { recursive: true })
  rmSync(join(repository, 'README.md'))
  const texts = globSync('.github/**/*.yml', { cwd: repository }).map((file) => {
    const path = join(repository, file)
    const text = readFileSync(path, 'utf8').replaceAll('dokku@example.org', host)
    writeFileSync(path, text)
    return text
  })
  return [...texts, readFileSync(join(ROOT, '.github/workflows/deploy-dokku.yml'), 'utf8')]
}

/** Writes the files of a commit. `log` gets a character at every build. */
function change(
  { repository }: WorkflowWorld,
  log: string,
  { client, buildFails = 0, server = {} }: Commit,
): void {
  for (const folder of ['client', 'server'])
    mkdirSync(join(repository, folder), { recursive: true })
  const script = join(repository, 'client/build.sh')
  const lines = [
    '#!/bin/sh -e',
    `printf . >> '${log}'`,
    'mkdir dist dist/.well-known',
    'touch dist/.well-known/security.txt',
    `echo 'the client ${client}' > dist/index.html`,
    `[ "$(wc -c < '${log}')" -gt ${buildFails} ]`,
  ]
  writeFileSync(script, `${lines.join('\n')}\n`)
  chmodSync(script, 0o755)
  writeFileSync(join(repository, '.gitignore'), 'dist\n')
  writeFileSync(join(repository, 'server/Procfile'), 'web: node server.js\n')
  writeFileSync(join(repository, 'server/stand-in.json'), JSON.stringify(server))
  writeFileSync(log, '')
}

function beginner(world: WorkflowWorld, artifacts: Artifacts, { key, known }: DokkuServer) {
  return async (event: string, workflow: string, payload: object): Promise<WorkflowResult> => {
    artifacts.begin()
    const result = await world.begin(event, {
      payload: { ref: 'refs/heads/develop', ...payload },
      secrets: { SSH_KEY: key, GITHUB_TOKEN: 'a token of the run' },
      args: [
        `--workflows=.github/workflows/${workflow}.yml`,
        `--var=KNOWN_HOSTS=${known}`,
        ...artifacts.args,
      ],
    })
    if (workflow === 'deploy' && result.status === 0) artifacts.succeeded()
    return result
  }
}
