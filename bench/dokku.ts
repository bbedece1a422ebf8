// dokku-deploy without the push: compared with git subtree split, and on a long history compared with a short one.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DokkuServer, startDokku } from '../fakes/dokku/server.ts'
import { makeLargeHistory } from '../fakes/git/large-history.ts'
import { runBundle } from '../rehearsal/action-runner.ts'
import { ROOT } from '../scripts/actions.ts'
import { median } from './medians.ts'

const ROUNDS = 7
/** The directory that is pushed: every commit has changed something in it. */
const DIRECTORY = 'source'
const SHAPE = { mergeEvery: 10, tagEvery: 9, after: 5, files: 400 }

export type DokkuTimes = {
  /** Milliseconds of the whole action without the push, its start and end included. */
  readonly long: number
  readonly short: number
  /** Milliseconds of git subtree split over the long history, run once. */
  readonly split: number
}

/** Measures with 10,000 commits and with 10, and the same number of files. */
export async function dokkuTimes(): Promise<DokkuTimes> {
  const root = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
  const server = await startDokku({ version: '0.38.27' })
  try {
    const [long, short] = [join(root, 'long'), join(root, 'short')]
    makeLargeHistory(long, { ...SHAPE, commits: 10_000 })
    // The last ten commits, with all files.
    execFileSync('git', [
      'clone',
      '--quiet',
      '--depth=10',
      '--single-branch',
      `file://${long}`,
      short,
    ])
    execFileSync('git', ['gc', '--quiet'], { cwd: short })
    for (const [app, workspace] of [
      ['long', long],
      ['short', short],
    ] as const)
      await deploy(server, workspace, app, { create: 'true' })
    const times: Record<'long' | 'short', number[]> = { long: [], short: [] }
    for (let round = 0; round < ROUNDS; round += 1) {
      times.long.push(await deploy(server, long, 'long', { 'dry-run': 'true' }))
      times.short.push(await deploy(server, short, 'short', { 'dry-run': 'true' }))
    }
    return { long: median(times.long), short: median(times.short), split: split(long) }
  } finally {
    await server.stop()
    rmSync(root, { recursive: true, force: true })
  }
}

async function deploy(
  { host, key, known }: DokkuServer,
  workspace: string,
  app: string,
  more: Readonly<Record<string, string>>,
): Promise<number> {
  const action = join(ROOT, 'actions/dokku-deploy')
  const access = { host, 'ssh-key': key, 'known-hosts': known }
  const began = performance.now()
  const { success, raw } = await runBundle({
    action,
    workspace,
    inputs: { ...access, app, directory: DIRECTORY, ...more },
  })
  if (!success) throw new Error(`the deployment failed:\n${raw}`)
  return performance.now() - began
}

function split(workspace: string): number {
  const began = performance.now()
  execFileSync('git', ['subtree', 'split', `--prefix=${DIRECTORY}`], {
    cwd: workspace,
    stdio: 'ignore',
  })
  return performance.now() - began
}
