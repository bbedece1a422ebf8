// version compared with git describe, python-versioneer and an unshallow: times on a complete clone, bytes and times from depth 1.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { git } from '../fakes/git/git.ts'
import { type GitServer, HEADER, serveGit } from '../fakes/git/git-server.ts'
import { makeLargeHistory } from '../fakes/git/large-history.ts'
import { ROOT } from '../scripts/actions.ts'
import { toolPath } from '../scripts/test-tools.ts'
import { inputEnv, QUIET, runInBackground } from './action-run.ts'
import { median, medians } from './medians.ts'

const ROUNDS = 21
const BUNDLE = join(ROOT, 'dist/version/index.js')

export type Times = Readonly<
  Record<'node' | 'describe' | 'repaired' | 'exact' | 'setup' | 'getVersions' | 'inPython', number>
>

/** Measures milliseconds on a complete clone of 10,000 commits and 1,000 tags. Throws an Error if Versioneer is not installed. */
export function completeClone(): Times {
  const python = toolPath('versioneer')
  if (!python) throw new Error('versioneer is missing, npm run tools installs it')
  const root = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
  try {
    const folder = join(root, 'clone')
    const shape = { commits: 10_000, mergeEvery: 10, tagEvery: 9, after: 12, files: 400 }
    makeLargeHistory(folder, shape)
    writeVersioneer(folder, join(dirname(python), 'python'))
    const run = (file: string, ...args: readonly string[]) => timed(folder, root, file, args)
    const empty = join(root, 'empty.js')
    writeFileSync(empty, '')
    const inputs = (versioneer: string) => ({ env: inputEnv('version', { versioneer }) })
    const program = join(dirname(python), 'python')
    const match = ['--match', 'v[[:digit:]]*']
    const describe = ['describe', '--tags', '--dirty', '--always', '--long', ...match]
    return medians(ROUNDS, {
      node: () => run(process.execPath, empty),
      describe: () => run('git', ...describe),
      repaired: () => timed(folder, root, process.execPath, [BUNDLE], inputs('repaired').env),
      exact: () => timed(folder, root, process.execPath, [BUNDLE], inputs('exact').env),
      setup: () => run(program, 'setup.py', '--version'),
      getVersions: () => {
        run(program, 'get_versions.py')
      },
      // Without the start-up of Python.
      inPython: () => Number(run(program, 'get_versions.py')),
    })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** Makes a project that uses Versioneer. Its files are untracked, so they don't count as changes. */
function writeVersioneer(folder: string, python: string): void {
  const source =
    'import base64, versioneer; print(base64.b64decode(versioneer.VERSIONEER_b64).decode())'
  const { stdout } = spawnSync(python, ['-c', source], { encoding: 'utf8', maxBuffer: 2 ** 24 })
  const put = (name: string, text: string): void => writeFileSync(join(folder, name), text)
  put('versioneer.py', stdout)
  const config = [
    'VCS = git',
    'style = pep440',
    'tag_prefix = v',
    'versionfile_source = _version.py',
  ]
  put('setup.cfg', `[versioneer]\n${config.join('\n')}\nparentdir_prefix =\n`)
  put(
    'setup.py',
    'from setuptools import setup\nimport versioneer\nsetup(name="shop", version=versioneer.get_version(), py_modules=[])\n',
  )
  put(
    'get_versions.py',
    'import time, versioneer\nbegan = time.perf_counter()\nversioneer.get_versions()\nprint((time.perf_counter() - began) * 1000)\n',
  )
}

/** Runs a program and returns its output. Throws an Error if it fails. */
function timed(
  folder: string,
  temp: string,
  file: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): string {
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...QUIET, GITHUB_WORKSPACE: folder, RUNNER_TEMP: temp, HOME: temp, ...more },
  })
  if (status !== 0) throw new Error(`${file} ended with ${status}: ${stdout}${stderr}`)
  return stdout
}

export type DepthOne = {
  /** Bytes from the server, as fractions of those of an unshallow: the median, and the maximum. */
  readonly bytes: number
  readonly most: number
  /** Seconds, as a fraction of those of an unshallow: the median. */
  readonly time: number
  readonly commits: number
}

/** Measures bytes and seconds from depth 1, at some commits of a history of over 14,000, relative to `git fetch --unshallow --tags`. */
export async function depthOne(): Promise<DepthOne> {
  const root = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
  const server = await serveGit(root)
  try {
    const origin = join(root, 'origin')
    makeLargeHistory(origin, {
      commits: 14_500,
      mergeEvery: 9,
      tagEvery: 60,
      after: 40,
      files: 900,
    })
    git(origin, 'config', 'uploadpack.allowFilter', 'true')
    const samples: { bytes: number; time: number }[] = []
    // HEAD, and commits from all over the history; with merges the nearest tag is up to about 100 commits away.
    for (const back of [0, 11, 47, 95, 251, 503, 1009, 2003, 3001, 4507, 6007, 8009, 9001]) {
      samples.push(await sample(server, root, git(origin, 'rev-parse', `HEAD~${back}`)))
    }
    return {
      bytes: median(samples.map(({ bytes }) => bytes)),
      most: Math.max(...samples.map(({ bytes }) => bytes)),
      time: median(samples.map(({ time }) => time)),
      commits: Number(git(origin, 'rev-list', '--count', 'HEAD')),
    }
  } finally {
    await server.close()
    rmSync(root, { recursive: true, force: true })
  }
}

/** Measures one commit: bytes and seconds of version, as fractions of those of an unshallow of the same clone. */
async function sample(
  server: GitServer,
  root: string,
  commit: string,
): Promise<{ bytes: number; time: number }> {
  const clone = join(root, `clone-${commit}`)
  mkdirSync(clone)
  git(clone, 'init', '--quiet')
  git(clone, 'remote', 'add', 'origin', server.url('origin/.git'))
  git(clone, 'config', `http.${server.url('')}.extraheader`, HEADER)
  const gitInClone = (...args: readonly string[]) =>
    runInBackground(clone, root, 'git', ['-c', 'safe.directory=*', ...args])
  await gitInClone('fetch', '--quiet', '--depth=1', '--no-tags', 'origin', commit)
  git(clone, 'checkout', '--quiet', '--detach', 'FETCH_HEAD')
  const measured = async (run: () => Promise<string>): Promise<{ bytes: number; time: number }> => {
    const [sent, began] = [server.sent(), performance.now()]
    await run()
    return { bytes: server.sent() - sent, time: performance.now() - began }
  }
  const version = await measured(() =>
    runInBackground(clone, root, process.execPath, [BUNDLE], inputEnv('version')),
  )
  const unshallow = await measured(() =>
    gitInClone('fetch', '--quiet', '--unshallow', '--tags', 'origin', commit),
  )
  rmSync(clone, { recursive: true, force: true })
  return { bytes: version.bytes / unshallow.bytes, time: version.time / unshallow.time }
}
