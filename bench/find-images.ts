// find-images: the time that it takes in a large repository, and what it receives to find out what changed.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { git } from '../fakes/git/git.ts'
import { HEADER, serveGit } from '../fakes/git/git-server.ts'
import { ROOT } from '../scripts/actions.ts'
import { inputEnv, QUIET, runInBackground } from './action-run.ts'
import { medians } from './medians.ts'

const ROUNDS = 41
const BUNDLE = join(ROOT, 'dist/find-images/index.js')
const [FOLDERS, DOCKERFILES] = [5000, 100]
const [FILES, FILE_SIZE] = [1000, 10_000]

/** Returns median milliseconds in a repository with many folders and Dockerfiles, of which each builds on the one before or on none. */
export function searchTimes(): Readonly<Record<'action' | 'listing' | 'node', number>> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
  const temp = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
  try {
    git(folder, 'init', '--quiet')
    for (let number = 0; number < FOLDERS; number += 1) {
      put(folder, `part-${number % 50}/module-${number}/source.py`, `${number}\n`)
    }
    for (let number = 0; number < DOCKERFILES; number += 1) {
      const base = number % 4 === 0 ? 'python:3.13-slim' : `acme/module-${number - 1}`
      put(folder, `part-${number % 50}/module-${number}/Dockerfile`, dockerfile(base))
    }
    commit(folder)
    const empty = join(temp, 'empty.js')
    for (const name of ['empty.js', 'output', 'summary']) writeFileSync(join(temp, name), '')
    const env = {
      ...QUIET,
      ...{ GITHUB_WORKSPACE: folder, GITHUB_REPOSITORY: 'acme/shop', RUNNER_TEMP: temp },
      ...{ GITHUB_OUTPUT: join(temp, 'output'), GITHUB_STEP_SUMMARY: join(temp, 'summary') },
      ...inputEnv('find-images', { namespace: 'acme', tags: '1.0' }),
    }
    const run = (file: string, ...args: readonly string[]): void => {
      const { status, stdout } = spawnSync(file, args, { cwd: folder, env, encoding: 'utf8' })
      if (status !== 0) throw new Error(`${file} ended with ${status}: ${stdout}`)
    }
    return medians(ROUNDS, {
      action: () => run(process.execPath, BUNDLE),
      listing: () => run('git', 'ls-files', '-s'),
      node: () => run(process.execPath, empty),
    })
  } finally {
    for (const one of [folder, temp]) rmSync(one, { recursive: true, force: true })
  }
}

const dockerfile = (base: string): string =>
  [
    `ARG BASE=${base}`,
    'FROM $BASE AS build',
    'WORKDIR /app',
    'COPY requirements.txt .',
    'RUN pip install --no-cache-dir -r requirements.txt && \\',
    '    rm -rf /root/.cache',
    'FROM $BASE',
    'COPY --from=build /app /app',
    'ENV PYTHONUNBUFFERED=1',
    'CMD ["python", "-m", "app"]',
    '',
  ].join('\n')

/** Returns the bytes that the server sends for `changed-since` in a checkout of depth 1. */
export async function changedSinceBytes(): Promise<number> {
  const root = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
  const server = await serveGit(root)
  try {
    const origin = join(root, 'origin')
    mkdirSync(origin)
    git(origin, 'init', '--quiet', '--initial-branch=main')
    git(origin, 'config', 'uploadpack.allowFilter', 'true')
    git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    put(origin, 'app/Dockerfile', 'FROM scratch\n')
    for (let number = 0; number < FILES; number += 1) {
      put(origin, `app/part-${number % 20}/file-${number}.txt`, unique(number))
    }
    commit(origin)
    const since = git(origin, 'rev-parse', 'HEAD')
    put(origin, 'app/part-1/file-1.txt', unique(-1))
    commit(origin)
    const clone = join(root, 'clone')
    git(root, 'init', '--quiet', 'clone')
    git(clone, 'remote', 'add', 'origin', server.url('origin/.git'))
    git(clone, 'config', `http.${server.url('')}.extraheader`, HEADER)
    const fetch = ['fetch', '--quiet', '--depth=1', 'origin', 'main']
    await runInBackground(clone, root, 'git', fetch)
    git(clone, 'checkout', '--quiet', 'FETCH_HEAD')
    const before = server.sent()
    const inputs = inputEnv('find-images', { 'changed-since': since })
    const github = { GITHUB_REPOSITORY: 'acme/shop', ...inputs }
    await runInBackground(clone, root, process.execPath, [BUNDLE], github)
    return server.sent() - before
  } finally {
    await server.close()
    rmSync(root, { recursive: true, force: true })
  }
}

/** Returns text of which no part repeats, so that git can't compress it to nothing. */
function unique(seed: number): string {
  const words: string[] = []
  for (let state = seed + 2, size = 0; size < FILE_SIZE; ) {
    state = (state * 48_271 + 11) % 2_147_483_647
    const word = state.toString(36)
    words.push(word)
    size += word.length + 1
  }
  return `${words.join('\n')}\n`
}

function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function commit(folder: string): void {
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '--message=Change')
}
