// Kills a run with SIGKILL at a chosen moment: counted by its requests to the server, or by the git processes that it starts.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionResult } from '../../../rehearsal/action-runner.ts'
import { isRunning } from '../processes.ts'
import { folderOf, type RunOptions, type Shop, type World } from './world.ts'

/** The n-th request, from 1: before the server has it, while it works on it, or when it is done. Or the start of the n-th git process. */
export type Moment =
  | { readonly request: number; readonly when: 'before' | 'during' | 'after' }
  | { readonly git: number }

// No name below two runs: each start makes the next file, which fails if it is there. `true`: a shell ends if that fails for `:`.
const WRAPPER = `#!/bin/sh
set -C
n=1
until true >"$MOMENTS/$n"; do n=$((n+1)); done 2>/dev/null
set +C
if [ "$n" = "$MOMENT" ]; then
  kill -9 "$PPID"
  exit 1
fi
exec REAL "$@"
`

/** Makes a folder with a `git` that counts its starts. */
function countingGit(world: World): string {
  const bin = folderOf(world, 'counting-git')
  if (existsSync(join(bin, 'git'))) return bin
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  writeFileSync(join(bin, 'git'), WRAPPER.replace('REAL', real))
  chmodSync(join(bin, 'git'), 0o755)
  return bin
}

export type CountedRun = ActionResult & {
  readonly requests: number
  /** How many git processes the step started. */
  readonly gits: number
}

/** Runs a step, and counts its moments. It is killed at one of them, if one is given. */
export async function countedRun(
  world: World,
  shop: Shop,
  step: string,
  options: RunOptions = {},
  moment?: Moment,
): Promise<CountedRun> {
  const moments = mkdtempSync(join(folderOf(world, 'moments'), 'run-'))
  const path = `${countingGit(world)}:${process.env['PATH']}`
  const at = moment !== undefined && 'git' in moment ? { MOMENT: String(moment.git) } : {}
  let pid = 0
  if (moment !== undefined && 'request' in moment) killAtRequest(shop, moment, () => pid)
  const result = await world.run(shop, step, {
    ...options,
    env: { PATH: path, MOMENTS: moments, ...at, ...options.env },
    onStart: (started) => {
      pid = started
    },
  })
  await shop.idle()
  shop.handle = undefined
  return { ...result, requests: shop.requests.length, gits: readdirSync(moments).length }
}

function killAtRequest(
  shop: Shop,
  { request, when }: Extract<Moment, { request: number }>,
  pid: () => number,
): void {
  let count = 0
  shop.handle = async () => {
    count += 1
    if (count !== request) return undefined
    if (when === 'after') return { done: () => killTree(pid()), cut: 'after' }
    await killTree(pid())
    return when === 'before' ? { cut: 'before' } : undefined
  }
}

/** Kills a process with all that it has started, as a machine that loses its power does. */
async function killTree(pid: number): Promise<void> {
  const all = [pid, ...descendants(pid)]
  for (const one of all) {
    try {
      process.kill(one, 'SIGKILL')
    } catch {
      // It has ended.
    }
  }
  while (all.some(isRunning)) await sleep(2)
}

function descendants(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')
    return children
      .filter(Boolean)
      .map(Number)
      .flatMap((child) => [child, ...descendants(child)])
  } catch {
    return []
  }
}

/** Returns all moments of a run with so many requests and git processes, in their order as far as it is known. */
export function momentsOf({ requests, gits }: Pick<CountedRun, 'requests' | 'gits'>): Moment[] {
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1)
  const whens = ['before', 'during', 'after'] as const
  return [
    ...numbers(gits).map((git) => ({ git })),
    ...numbers(requests).flatMap((request) => whens.map((when) => ({ request, when }))),
  ]
}
