// release compared with fetches, merges and pushes by hand: bytes and times from a clone of depth 1.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { git } from '../fakes/git/git.ts'
import { type GitServer, HEADER, serveGit } from '../fakes/git/git-server.ts'
import { makeLargeHistory } from '../fakes/git/large-history.ts'
import { ROOT } from '../scripts/actions.ts'
import { inputEnv, runInBackground } from './action-run.ts'
import { median } from './medians.ts'

const ROUNDS = 7
const BUNDLE = join(ROOT, 'dist/release/index.js')
/** The commits of develop and of master since they parted. */
const [TO_MERGE, HOTFIXES] = [60, 3]

export type ReleaseFigures = {
  /** Bytes from the server, as fractions of those of a full fetch. */
  readonly startBytes: number
  readonly finishBytes: number
  /** Seconds, as fractions of those of the same by hand: the medians. */
  readonly startTime: number
  readonly finishTime: number
  readonly commits: number
}

type Measured = { readonly bytes: number; readonly time: number }

type Bench = {
  readonly server: GitServer
  readonly root: string
  readonly origin: string
  /** All refs before a release. */
  readonly refs: string
}

/** Measures a release of 60 commits in a history of over 10,000. */
export async function releaseFigures(): Promise<ReleaseFigures> {
  const root = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
  const server = await serveGit(root)
  try {
    const origin = makeOrigin(root)
    const bench = {
      server,
      root,
      origin,
      refs: git(origin, 'for-each-ref', '--format=%(refname) %(objectname)'),
    }
    const full = await measured(bench, (clone) => inClone(bench, clone, ['fetch', ...ALL]), false)
    const rounds: { action: Measured[]; byHand: Measured[] }[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({ action: await release(bench), byHand: await releaseByHand(bench) })
    }
    const bytes = (step: number): number =>
      median(rounds.map(({ action }) => (action[step]?.bytes ?? 0) / full.bytes))
    const time = (step: number): number =>
      median(rounds.map(({ action }) => action[step]?.time ?? 0)) /
      median(rounds.map(({ byHand }) => byHand[step]?.time ?? 0))
    return {
      startBytes: bytes(0),
      finishBytes: bytes(1),
      startTime: time(0),
      finishTime: time(1),
      commits: Number(git(origin, 'rev-list', '--count', 'develop')),
    }
  } finally {
    await server.close()
    rmSync(root, { recursive: true, force: true })
  }
}

const ALL = [
  '--quiet',
  '--no-tags',
  'origin',
  '+refs/heads/*:refs/remotes/origin/*',
  '+refs/tags/*:refs/tags/*',
]

/** Makes a bare repository with develop and master, and returns its path. */
function makeOrigin(root: string): string {
  const folder = join(root, 'history')
  makeLargeHistory(folder, {
    commits: 10_000,
    mergeEvery: 10,
    tagEvery: 100,
    after: 90,
    files: 800,
  })
  const commit = (message: string, path: string, text: string): void => {
    writeFileSync(join(folder, path), text)
    git(folder, 'add', path)
    git(folder, 'commit', '--quiet', `--message=${message}`)
  }
  git(folder, 'checkout', '--quiet', '-b', 'master')
  commit('Version', 'package.json', '{\n  "version": "1.100.0"\n}\n')
  git(folder, 'tag', '--annotate', '--message=Release', 'v1.100.0')
  git(folder, 'branch', 'develop')
  for (let number = 1; number <= HOTFIXES; number += 1) {
    commit(`fix: ${number}`, `source/part-1/fix-${number}.txt`, 'x\n')
  }
  git(folder, 'checkout', '--quiet', 'develop')
  for (let number = 1; number <= TO_MERGE; number += 1) {
    commit(`feat: ${number}`, `source/part-${number % 17}/new-${number}.txt`, `${number}\n`)
  }
  git(folder, 'branch', '--quiet', '-D', 'main')
  const origin = join(root, 'origin')
  git(root, 'clone', '--quiet', '--bare', 'history', 'origin')
  git(origin, 'config', 'uploadpack.allowFilter', 'true')
  git(origin, 'config', 'http.receivepack', 'true')
  return origin
}

/** Makes a clone, of depth 1 as actions/checkout does it or empty, and measures what is run in it. */
async function measured(
  bench: Bench,
  run: (clone: string) => Promise<unknown>,
  isCheckedOut = true,
): Promise<Measured> {
  const { server, root } = bench
  const clone = mkdtempSync(join(root, 'clone-'))
  git(clone, 'init', '--quiet')
  git(clone, 'remote', 'add', 'origin', server.url('origin'))
  git(clone, 'config', `http.${server.url('')}.extraheader`, HEADER)
  git(clone, 'config', 'user.name', 'Shop')
  git(clone, 'config', 'user.email', 'shop@example.org')
  if (isCheckedOut) {
    const ref = '+refs/heads/develop:refs/remotes/origin/develop'
    await inClone(bench, clone, ['fetch', '--quiet', '--depth=1', '--no-tags', 'origin', ref])
    git(clone, 'checkout', '--quiet', '-B', 'develop', 'origin/develop')
  }
  const [sent, began] = [server.sent(), performance.now()]
  await run(clone)
  const figures = { bytes: server.sent() - sent, time: performance.now() - began }
  rmSync(clone, { recursive: true, force: true })
  return figures
}

/** Runs git commands in a clone, one after the other. */
async function inClone(
  { root }: Bench,
  clone: string,
  ...commands: readonly (readonly string[])[]
): Promise<void> {
  for (const command of commands) {
    await runInBackground(clone, root, 'git', ['-c', 'safe.directory=*', ...command])
  }
}

/** Sets all refs of the origin back. */
function reset({ origin, refs }: Bench): void {
  const before = new Map(refs.split('\n').map((line) => line.split(' ') as [string, string]))
  for (const ref of git(origin, 'for-each-ref', '--format=%(refname)').split('\n')) {
    const id = before.get(ref)
    git(origin, 'update-ref', ...(id === undefined ? ['-d', ref] : [ref, id]))
  }
}

/** Returns the figures of `start` and of `finish`. */
async function release(bench: Bench): Promise<Measured[]> {
  reset(bench)
  const step = (values: Readonly<Record<string, string>>): Promise<Measured> =>
    measured(bench, async (clone) => {
      const inputs = inputEnv('release', {
        'tag-prefix': 'v',
        scheme: 'minor',
        stamp: 'package.json',
        ...values,
      })
      const github = { GITHUB_RUN_ID: '1', GITHUB_JOB: 'release', GITHUB_REF: 'refs/heads/develop' }
      await runInBackground(clone, bench.root, process.execPath, [BUNDLE], { ...inputs, ...github })
    })
  return [await step({ step: 'start' }), await step({ step: 'finish', version: '1.101.0' })]
}

/** Returns the figures of the same steps by hand, as in a job of its own each. */
async function releaseByHand(bench: Bench): Promise<Measured[]> {
  reset(bench)
  const fetch = [['fetch', '--unshallow', ...ALL]]
  const branch = 'release/1.101.0'
  const start = await measured(bench, async (clone) => {
    await inClone(bench, clone, ...fetch, ['checkout', '--quiet', '-b', branch])
    writeFileSync(join(clone, 'package.json'), '{\n  "version": "1.101.0"\n}\n')
    await inClone(
      bench,
      clone,
      ['commit', '--quiet', '--all', '--message=Release 1.101.0'],
      ['push', '--quiet', 'origin', branch],
    )
  })
  const finish = await measured(bench, (clone) =>
    inClone(
      bench,
      clone,
      ...fetch,
      ['checkout', '--quiet', '-B', 'master', 'origin/master'],
      ['merge', '--quiet', '--no-ff', '-m', 'Merge', `origin/${branch}`],
      ['tag', '--annotate', '--message=Release 1.101.0', 'v1.101.0'],
      ['checkout', '--quiet', 'develop'],
      ['merge', '--quiet', '--no-ff', '-m', 'Merge', 'master'],
      ['push', '--quiet', '--atomic', 'origin', 'master', 'develop', 'v1.101.0', `:${branch}`],
    ),
  )
  return [start, finish]
}
