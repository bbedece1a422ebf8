// The example aimmo: a Python package and three images, with the repository that deploys them.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Registry, startRegistry } from '../../../fakes/docker/registry.ts'
import { git } from '../../../fakes/git/git.ts'
import { PASSWORD } from '../../../fakes/git/git-server.ts'
import { type FakeGitHub, startFakeGitHub } from '../../../fakes/github/fake-github.ts'
import { ROOT } from '../../../scripts/actions.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import { type WorkflowResult, type WorkflowWorld, workflowWorld } from './act.ts'
import { placePrograms } from './aimmo-programs.ts'
import { startBuilder } from './builder.ts'
import { type Deployments, deploymentRepository } from './deployments.ts'
import { type StandIn, standIns } from './fake-actions.ts'

export type Aimmo = {
  readonly registry: Registry
  readonly deployments: Deployments
  /** The remote: a bare repository. */
  readonly origin: string
  /** The folder with the packages that were built. */
  readonly packages: string
  /** Writes files to a branch of the remote. */
  commit(branch: string, message: string, files?: Readonly<Record<string, string>>): void
  /** Runs what a push of a branch triggers, with a checkout of depth 1. */
  push(branch: string): Promise<WorkflowResult>
  /** Lets another run create the tag that the next one wants. */
  takeNextTag(): void
  stop(): Promise<void>
}

/** The part of the images' names that the registry's address precedes. */
export const NAMESPACE = 'ocadotechnology'

const APP_TOKEN: StandIn = {
  inputs: {
    ...{ 'client-id': true, 'private-key': true, owner: true, repositories: true },
    'permission-actions': true,
  },
  main: `console.log('::add-mask::' + input('private-key'))
fs.appendFileSync(process.env.GITHUB_OUTPUT, 'token=' + input('private-key') + '\\n')`,
}

/** Starts the servers and makes both repositories, each with its part of the example. */
export async function startAimmo(act: string): Promise<Aimmo> {
  await using started = new AsyncDisposableStack()
  const root = mkdtempSync(join(tmpdir(), 'towpath-aimmo-'))
  started.defer(() => rmSync(root, { recursive: true, force: true }))
  const registry = await startRegistry(toolPath('registry') ?? '')
  started.defer(() => registry.remove())
  const builder = await startBuilder()
  started.defer(() => builder.stop())
  for (const name of ['aimmo', 'aimmo-deployment']) {
    mkdirSync(join(root, 'ocado'), { recursive: true })
    git(root, 'init', '--quiet', '--bare', '--initial-branch=master', `ocado/${name}.git`)
  }
  const github = await startFakeGitHub(root, { owner: 'ocado', name: 'aimmo-deployment' })
  started.defer(() => github.close())
  const deployments = deploymentRepository(act, github)
  started.defer(() => deployments.stop())
  const world = workflowWorld(act)
  started.defer(() => world[Symbol.dispose]())
  const origin = join(root, 'ocado/aimmo.git')
  const packages = join(root, 'packages')
  placePrograms(world.programs, { origin, packages })
  const workflows = [
    readFileSync(join(ROOT, '.github/workflows/build-images.yml'), 'utf8'),
    readFileSync(join(ROOT, 'workflows-examples/aimmo/.github/workflows/deploy.yml'), 'utf8'),
  ]
  const args = standIns(world, workflows, {
    ...builder.actions,
    'actions/setup-python': { inputs: { 'python-version': false }, main: '' },
    'actions/create-github-app-token': APP_TOKEN,
  })
  const running = started.move()
  const before = new Map<string, string>()
  return {
    ...{ registry, deployments, origin, packages },
    commit: (branch, message, files = {}) => commitTo(origin, root, { branch, message, files }),
    push: (branch) => push(world, { branch, args, github, registry, origin, before }),
    takeNextTag: () => writeFileSync(`${origin}.taken`, ''),
    stop: () => running.disposeAsync(),
  }
}

/** Commits to a branch; the first commit has the example in it. A branch that is not there starts from development. */
function commitTo(
  origin: string,
  root: string,
  change: { branch: string; message: string; files: Readonly<Record<string, string>> },
): void {
  const clone = join(root, 'clone')
  const { branch, message, files } = change
  const branches = git(origin, 'for-each-ref', '--format=%(refname:short)', 'refs/heads').split(
    '\n',
  )
  if (branches[0] === '') {
    git(root, 'init', '--quiet', '--initial-branch=development', clone)
    cpSync(join(ROOT, 'workflows-examples/aimmo/.github'), join(clone, '.github'), {
      recursive: true,
    })
    // The tests need no long waits.
    const workflow = join(clone, '.github/workflows/deploy.yml')
    const text = readFileSync(workflow, 'utf8')
    writeFileSync(workflow, text.replace(/^( +)correlation:.*$/m, '$&\n$1poll: 200ms'))
  } else if (branches.includes(branch)) {
    git(clone, 'fetch', '--quiet', origin, branch)
    git(clone, 'checkout', '--quiet', '--force', '--detach', 'FETCH_HEAD')
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(clone, name)), { recursive: true })
    writeFileSync(join(clone, name), content)
  }
  git(clone, 'add', '.')
  git(clone, 'commit', '--quiet', '--allow-empty', `--message=${message}`)
  git(clone, 'push', '--quiet', origin, `HEAD:refs/heads/${branch}`)
}

function push(
  world: WorkflowWorld,
  {
    branch,
    args,
    github,
    registry,
    origin,
    before,
  }: {
    branch: string
    args: readonly string[]
    github: FakeGitHub
    registry: Registry
    origin: string
    /** The commit of the previous push of each branch. */
    before: Map<string, string>
  },
): Promise<WorkflowResult> {
  rmSync(world.repository, { recursive: true, force: true })
  mkdirSync(world.repository)
  git(world.repository, 'init', '--quiet', `--initial-branch=${branch}`)
  // Fetched from the folder: the server of the address is in this process, which git would block.
  git(world.repository, 'remote', 'add', 'origin', github.git.url('ocado/aimmo.git'))
  const from = pathToFileURL(origin).href
  git(world.repository, 'fetch', '--quiet', '--depth=1', '--no-tags', from, branch)
  git(world.repository, 'reset', '--quiet', '--hard', 'FETCH_HEAD')
  // The token of production comes from an app, that of staging from a person.
  const isApp = branch === 'master'
  const after = git(world.repository, 'rev-parse', 'HEAD')
  const previous = before.get(branch) ?? '0'.repeat(40)
  before.set(branch, after)
  return world.begin('push', {
    asItIs: true,
    payload: { ref: `refs/heads/${branch}`, before: previous, after },
    secrets: {
      GITHUB_TOKEN: PASSWORD,
      [isApp ? 'DEPLOYMENT_PRIVATE_KEY' : 'DEPLOYMENT_TOKEN']: PASSWORD,
      REGISTRY_PASSWORD: registry.password,
    },
    args: [
      `--env=GITHUB_API_URL=${github.apiUrl}`,
      '--env=GITHUB_REPOSITORY=ocado/aimmo',
      '--env=GITHUB_REPOSITORY_OWNER=ocado',
      `--var=REGISTRY=${registry.address}`,
      `--var=REGISTRY_USER=${registry.user}`,
      `--var=IMAGE_NAMESPACE=${registry.address}/${NAMESPACE}`,
      ...(isApp ? ['--var=DEPLOYMENT_CLIENT_ID=Iv1.0123456789abcdef'] : []),
      ...args,
    ],
  })
}
