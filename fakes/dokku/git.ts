// The programs that git's client starts, `git-receive-pack 'app'` and `git-upload-pack 'app'`, and the hook of a push.
import { rmSync, writeFileSync } from 'node:fs'
import { openBuild } from './build-records.ts'
import { type Call, Fail } from './call.ts'
import { appForGit } from './create-app.ts'
import { lockedDeploy } from './locked-deploy.ts'
import { deploy } from './release.ts'
import type { App } from './state.ts'

/** Runs git's own program on the app's repository. It continues when the client's connection is lost. Returns its exit code. */
export async function gitProgram(call: Call, words: readonly string[]): Promise<number> {
  const [command = '', argument = ''] = words
  const name = argument.replaceAll("'", '').replace(/^\//, '')
  appForGit(call, name)
  const service = command.slice('git-'.length)
  const markOf = (pid: number): string => call.store.path('groups', String(pid))
  const { pid, code, signal } = await call.gitForClient([service, call.store.repo(name)], (group) =>
    writeFileSync(markOf(group), ''),
  )
  rmSync(markOf(pid), { force: true })
  if (signal === 0) return code
  call.err(
    `/var/lib/dokku/core-plugins/available/git/functions: line 165: ${pid} Quit                    git-shell -c "$args"`,
  )
  return 131
}

/** The pre-receive hook: git moves the refs if it exits with 0. */
export async function gitHook(call: Call, name: string): Promise<void> {
  for (const line of (await call.input()).split('\n').filter(Boolean)) {
    const [, commit = '', ref = ''] = line.split(' ')
    await received(call, call.app(name), commit, ref)
  }
}

async function received(call: Call, app: App, commit: string, ref: string): Promise<void> {
  const branch = deployBranchOf(call, adopt(call, app, ref))
  if (ref !== `refs/heads/${branch}`) wrongBranch(call, app.name, ref, branch)
  else {
    const source = { kind: 'git-push', metadata: commit }
    await lockedDeploy(call, app.name, 'git-hook', () => deploy(call, app.name, commit, source))
  }
}

/** Makes the first branch that is pushed to an app without a deploy branch of its own its deploy branch. */
function adopt(call: Call, app: App, ref: string): App {
  const branch = ref.replace('refs/heads/', '')
  // Only the setting counts, whatever was deployed before.
  if (!call.has('firstBranch') || app.deployBranch !== '' || ref === branch) return app
  call.out(`\x1b[1G\x1b[K-----> Set ${branch} as deploy-branch`)
  return call.store.change(app.name, (state) => {
    state.deployBranch = branch
  })
}

/** Returns the branch whose pushes are deployed. */
export function deployBranchOf(call: Call, app: App): string {
  const own = call.has('gitSet') ? app.deployBranch : app.config['DOKKU_DEPLOY_BRANCH']
  return own || call.store.switches(app.name).deployBranch || 'master'
}

function wrongBranch(call: Call, name: string, ref: string, branch: string): void {
  // Its record stays open.
  if (call.has('builds')) openBuild(call, name, 'git-hook')
  if (!call.has('warnsWrongBranch')) return
  const pushed = ref.replace('refs/heads/', '')
  call.out(
    `\x1b[1G\x1b[K-----> WARNING: deploy did not complete, you must push to ${branch}.`,
    `\x1b[1G\x1b[K-----> for example, try 'git push <dokku> ${pushed}:${branch}'`,
  )
}

/** Returns the last commit of the deploy branch. Fails if nothing was pushed. */
export function storedCommit(call: Call, app: App): string {
  const branch = deployBranchOf(call, app)
  const commit = call.git(app.name, ['rev-parse', '--verify', `refs/heads/${branch}`])
  if (commit !== undefined) return commit
  call.out(
    `\x1b[1G\x1b[K-----> WARNING: Cannot build from '${branch}' as there are no commits stored at that branch.`,
  )
  throw new Fail([])
}
