// The images of a repository: which ones there are and in which order they are built, and what a push changes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { git } from '../../fakes/git/git.ts'
import type { ActionResult } from '../action-runner.ts'
import {
  annotationLines,
  EMPTY_RESULT,
  logLines,
  runFor,
  type SceneResult,
  type Stage,
} from '../scene-result.ts'

const FILES = {
  'base/Dockerfile': 'FROM python:3.13-slim\nCOPY requirements.txt .\n',
  'base/requirements.txt': 'django\n',
  'game/Dockerfile': 'FROM acme/base\nCOPY . /game\n',
  'game/.dockerignore': '*.md\n',
  'game/game.py': 'print("a game")\n',
  'worker/Dockerfile': 'FROM acme/base\nCOPY . /worker\n',
  'worker/worker.py': 'print("a worker")\n',
}

type Image = {
  readonly name: string
  readonly level: number | null
  readonly build: boolean
  readonly reason: string
  readonly cause: string
}

/** A repository with a base image and two that build on it, checked out with depth 1 after each push. */
export function images(folder: string): Stage {
  const origin = join(folder, 'images')
  return {
    scenes: [
      async () => {
        mkdirSync(origin)
        git(origin, 'init', '--quiet', '--initial-branch=main')
        git(origin, 'config', 'uploadpack.allowFilter', 'true')
        git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
        push(origin, FILES)
        return play(origin, {
          title: '19:30  the first push of a repository with three images',
          shows: 'the base image is built first; the other two build on the one of this run',
          since: '',
          expected: 'base (all) -> game (all), worker (all)',
        })
      },
      async () => {
        const since = git(origin, 'rev-parse', 'HEAD')
        push(origin, { 'game/game.py': 'print("a better game")\n', 'game/README.md': 'Play\n' })
        return play(origin, {
          title: '19:40  a push that changes the game and its README',
          shows: 'only what the push changes is built, though the checkout has depth 1',
          since,
          expected: 'game (context-changed: game/game.py); unchanged: base, worker',
        })
      },
    ],
    stop: async () => {},
  }
}

function push(origin: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(origin, path)), { recursive: true })
    writeFileSync(join(origin, path), text)
  }
  git(origin, 'add', '.')
  git(origin, 'commit', '--quiet', '--message=Change')
}

async function play(
  origin: string,
  {
    title,
    shows,
    since,
    expected,
  }: Pick<SceneResult, 'title' | 'shows'> & { readonly since: string; readonly expected: string },
): Promise<SceneResult> {
  const sha = git(origin, 'rev-parse', 'HEAD')
  const workspace = `${origin}-${sha}`
  git(dirname(origin), 'clone', '--quiet', '--depth=1', pathToFileURL(origin).href, workspace)
  const event = { title, shows, event: 'push', ref: 'refs/heads/main', sha, payload: {} }
  const found = await runFor(event, workspace, 'find-images', {
    namespace: 'acme',
    tags: sha.slice(0, 7),
    'changed-since': since,
  })
  const decided = described(found)
  const ok = found.success && decided === expected
  return {
    ...EMPTY_RESULT,
    title,
    shows,
    ok,
    decided,
    warnings: annotationLines(found, 'warning'),
    errors: ok ? [] : logLines(found),
    log: logLines(found),
    summary: found.summary,
  }
}

/** Returns the levels with their images, each with the reason to build it, then the images that are not built. */
function described({ outputs }: ActionResult): string {
  const { images: all } = JSON.parse(outputs['json'] ?? '{"images": []}') as {
    readonly images: readonly Image[]
  }
  const built = Map.groupBy(
    all.filter(({ build }) => build),
    ({ level }) => level,
  )
  const levels = [...built.values()].map((level) => level.map(because).join(', ')).join(' -> ')
  const unchanged = all.filter(({ build }) => !build).map(({ name }) => name)
  return unchanged.length === 0 ? levels : `${levels}; unchanged: ${unchanged.join(', ')}`
}

const because = ({ name, reason, cause }: Image): string =>
  `${name} (${cause ? `${reason}: ${cause}` : reason})`
