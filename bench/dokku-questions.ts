// What the questions of dokku-deploy cost: a fake server that takes half a second for each command, as a real one does, and a plain
// `git push` to it.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DokkuServer, startDokku } from '../fakes/dokku/server.ts'
import { git } from '../fakes/git/git.ts'
import { runBundle } from '../rehearsal/action-runner.ts'
import { ROOT } from '../scripts/actions.ts'
import { median } from './medians.ts'

const ROUNDS = 3
/** Milliseconds of a command on a server that does nothing else; 2,000 to 4,000 on a busy one. */
const QUESTION = 500

export type QuestionTimes = {
  /** How many commands before the push, after it, and if nothing is to be done; without git's own. */
  readonly before: number
  readonly after: number
  readonly none: number
  /** Milliseconds of a deployment, of one with nothing to do, and of `git push` alone. */
  readonly deployed: number
  readonly unchanged: number
  readonly pushed: number
}

export async function questionTimes(): Promise<QuestionTimes> {
  const root = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
  const server = await startDokku({ version: '0.38.27', questionMs: QUESTION })
  try {
    const workspace = join(root, 'project')
    git(root, 'init', '--quiet', '--initial-branch=main', 'project')
    commit(workspace, 'v0')
    await deploy(server, workspace, { create: 'true' })
    const times: Record<'deployed' | 'unchanged' | 'pushed', number[]> = {
      deployed: [],
      unchanged: [],
      pushed: [],
    }
    let counts = { before: 0, after: 0, none: 0 }
    for (let round = 0; round < ROUNDS; round += 1) {
      commit(workspace, `deployed ${round}`)
      const first = await deploy(server, workspace)
      const second = await deploy(server, workspace)
      commit(workspace, `pushed ${round}`)
      times.deployed.push(first.time)
      times.unchanged.push(second.time)
      times.pushed.push(push(server, workspace, root))
      counts = { before: first.before, after: first.after, none: second.before }
    }
    const { deployed, unchanged, pushed } = times
    return {
      ...counts,
      deployed: median(deployed),
      unchanged: median(unchanged),
      pushed: median(pushed),
    }
  } finally {
    await server.stop()
    rmSync(root, { recursive: true, force: true })
  }
}

function commit(workspace: string, page: string): void {
  writeFileSync(join(workspace, 'index.html'), `${page}\n`)
  git(workspace, 'add', '--all')
  git(workspace, 'commit', '--quiet', '--message=Work')
}

async function deploy(
  server: DokkuServer,
  workspace: string,
  more: Readonly<Record<string, string>> = {},
) {
  const { host, key, known } = server
  const start = server.commandsSeen().length
  const began = performance.now()
  const { success, raw } = await runBundle({
    action: join(ROOT, 'actions/dokku-deploy'),
    workspace,
    inputs: { host, 'ssh-key': key, 'known-hosts': known, app: 'shop', ...more },
  })
  if (!success) throw new Error(`the deployment failed:\n${raw}`)
  const time = performance.now() - began
  const seen = server.commandsSeen().slice(start)
  const at = seen.findIndex((line) => line.startsWith('git-receive-pack'))
  const questions = (lines: readonly string[]): number =>
    lines.filter((line) => !line.startsWith('git-')).length
  const isPushed = at >= 0
  return {
    time,
    before: questions(isPushed ? seen.slice(0, at) : seen),
    after: questions(isPushed ? seen.slice(at) : []),
  }
}

/** Pushes with git and ssh alone. */
function push({ host, key, known }: DokkuServer, workspace: string, root: string): number {
  writeFileSync(join(root, 'key'), key, { mode: 0o600 })
  writeFileSync(join(root, 'known'), `${known}\n`)
  const options = ['IdentitiesOnly=yes', 'BatchMode=yes', `UserKnownHostsFile=${root}/known`]
  const ssh = ['ssh', '-F', 'none', '-i', `${root}/key`, ...options.map((one) => `-o${one}`)]
  const env = { ...process.env, GIT_SSH_COMMAND: ssh.join(' ') }
  const began = performance.now()
  execFileSync('git', ['push', '--quiet', `ssh://${host}/shop`, 'HEAD:refs/heads/master'], {
    cwd: workspace,
    env,
    stdio: 'ignore',
  })
  return performance.now() - began
}
