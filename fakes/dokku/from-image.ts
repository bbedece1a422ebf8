// git:from-image: commits a Dockerfile of two lines, builds and deploys it.
import { type Call, Fail, mark, PullFail } from './call.ts'
import { deployBranchOf } from './git.ts'
import { localImage, pull } from './images.ts'
import { lockedDeploy } from './locked-deploy.ts'
import { deploy } from './release.ts'

/** `git:from-image [--build-dir DIR] [--force] APP IMAGE [NAME MAIL]`. */
export async function fromImage(call: Call, args: readonly string[]): Promise<void> {
  const skipped = args.indexOf('--build-dir')
  const [name, image] = args.filter(
    (word, index) => !word.startsWith('--') && (skipped < 0 || index !== skipped + 1),
  )
  const app = call.app(name)
  if (image === undefined) throw new Fail([mark('Please specify a docker image')])
  call.captured = call.has('captured')
  let hasDeployed = false
  const work = async (): Promise<void> => {
    const next = prepare(call, app.name, image, args.includes('--force'))
    if (!next) return
    hasDeployed = true
    await deploy(call, app.name, next.commit, { kind: 'docker-image', metadata: image })
    next.moveBranch()
  }
  // Up to 0.29.2 the exit code of the deploy was lost.
  await lockedDeploy(call, app.name, 'git:from-image', work).catch((error: unknown) => {
    const isLost = error instanceof Fail && !call.has('strictImage') && hasDeployed
    if (!isLost) throw error
  })
}

type Update = { readonly commit: string; moveBranch(): void }

/** Commits the Dockerfile. Returns the commit to deploy, or undefined if the branch has this Dockerfile already. */
function prepare(call: Call, name: string, image: string, force: boolean): Update | undefined {
  call.out('-----> Generating build context')
  fetch(call, name, image, force)
  call.store.change(name, (app) => {
    app.sourceImage = image
  })
  call.out('-----> Updating git repository with specified build context')
  const isFirst = call.git(name, ['for-each-ref', 'refs/heads']) === ''
  const branch = deployBranchOf(call, call.app(name))
  if (isFirst && call.has('builds')) adopt(call, name, branch)
  const ref = `refs/heads/${branch}`
  const parent = call.git(name, ['rev-parse', '--verify', ref])
  const commit = committed(call, name, image, parent)
  if (commit === undefined) {
    unchanged(call)
    return undefined
  }
  const moveBranch = (): void => {
    call.git(name, ['update-ref', ref, commit])
    if (call.has('builds')) trackBranch(call, name, branch, commit)
  }
  if (!call.has('strictImage')) moveBranch()
  return { commit, moveBranch }
}

/** The clone that Dokku commits in leaves its own remote branches behind. */
function trackBranch(call: Call, name: string, branch: string, commit: string): void {
  const tracked = `refs/remotes/origin/${branch}`
  call.git(name, ['update-ref', tracked, commit])
  call.git(name, ['symbolic-ref', 'refs/remotes/origin/HEAD', tracked])
}

function adopt(call: Call, name: string, branch: string): void {
  call.out(`       Detected branch, setting deploy-branch to ${branch}`)
  call.store.change(name, (app) => {
    app.deployBranch = branch
  })
}

function fetch(call: Call, name: string, image: string, force: boolean): void {
  if (!force && localImage(call.store.docker(), image)) {
    call.out('-----> Image exists on host, skipping pull')
    return
  }
  call.out('-----> Pulling image')
  const problem = pull(call.store, image)
  if (problem === undefined) return
  call.store.change(name, (app) => {
    app.sourceImage = image
  })
  throw new PullFail([problem, mark(`Failed to pull image: ${image}`)])
}

/** Returns the commit of the Dockerfile, or undefined if the parent has the same one. */
function committed(
  call: Call,
  name: string,
  image: string,
  parent: string | undefined,
): string | undefined {
  const label = `LABEL com.dokku.docker-image-labeler/alternate-tags=[\\"${image}\\"]`
  const blob = call.git(name, ['hash-object', '-w', '--stdin'], `FROM ${image}\n${label}\n`)
  const tree = call.git(name, ['mktree'], `100644 blob ${blob}\tDockerfile\n`) ?? ''
  if (parent && call.git(name, ['rev-parse', `${parent}^{tree}`]) === tree) return undefined
  const parents = parent === undefined ? [] : ['-p', parent]
  const message = parent === undefined ? 'Initial commit' : `Automated commit @ ${Date.now()}`
  return call.git(name, ['commit-tree', tree, ...parents, '-m', message])
}

function unchanged(call: Call): void {
  const lines = [
    mark('No changes detected, skipping git commit'),
    mark(`Call 'ps:rebuild' on app to rebuild the app from existing source`),
  ]
  if (call.has('strictImage')) throw new Fail(lines)
  call.err(...lines)
}
