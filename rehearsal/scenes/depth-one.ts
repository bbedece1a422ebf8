// The version of a checkout of depth 1, as actions/checkout makes it, and the images of a release.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { git } from '../../fakes/git/git.ts'
import { makeLargeHistory } from '../../fakes/git/large-history.ts'
import {
  annotationLines,
  EMPTY_RESULT,
  runFor,
  type SceneResult,
  type Stage,
} from '../scene-result.ts'

const SHAPE = { commits: 600, mergeEvery: 9, tagEvery: 70, after: 15, files: 80 }

/** Two clones of one history, below a folder. */
export function depthOne(folder: string): Stage {
  const origin = join(folder, 'origin')
  return {
    scenes: [
      () => {
        makeLargeHistory(origin, SHAPE)
        git(origin, 'config', 'uploadpack.allowFilter', 'true')
        return play(folder, {
          ref: 'refs/heads/main',
          title: '18:00  a push to main, checked out with depth 1',
          shows: 'the version is right from depth 1, for a tenth of the history',
        })
      },
      () => {
        git(origin, 'tag', 'v1.8.1')
        return play(folder, {
          ref: 'refs/tags/v1.8.1',
          title: '19:00  the tag v1.8.1, checked out with depth 1',
          shows: 'a release also gets the tags 1.8, 1 and latest',
        })
      },
    ],
    stop: async () => {},
  }
}

async function play(
  folder: string,
  { ref, title, shows }: { readonly ref: string; readonly title: string; readonly shows: string },
): Promise<SceneResult> {
  const name = ref.split('/').at(-1) ?? ''
  const address = pathToFileURL(join(folder, 'origin')).href
  const clone = (target: string, ...depth: readonly string[]): string => {
    git(folder, 'clone', '--quiet', `--branch=${name}`, ...depth, address, target)
    return join(folder, target)
  }
  const workspace = clone(`${name}-1`, '--depth=1', '--no-tags')
  const rest = packBytes(clone(`${name}-all`)) - packBytes(workspace)
  const event = {
    title,
    shows,
    event: 'push',
    ref,
    sha: git(workspace, 'rev-parse', 'HEAD'),
    payload: {},
  }
  const version = await runFor(event, workspace, 'version', {})
  const { outputs } = version
  // A release also moves the shorter names of its image.
  const tags = await runFor(event, workspace, 'docker-tag', {
    ref: outputs['docker'] ?? '',
    images: 'allume/shop',
    also: outputs['moves'] ?? '',
  })
  return {
    ...EMPTY_RESULT,
    title,
    shows,
    ok: version.success && tags.success,
    decided: `${outputs['fetched']} bytes fetched of the ${rest} that the rest of the history has`,
    tag: (tags.outputs['tags'] ?? '').replaceAll('\n', ', '),
    warnings: annotationLines(version, 'warning'),
    errors: [...annotationLines(version, 'error'), ...annotationLines(tags, 'error')],
    version: outputs,
  }
}

function packBytes(clone: string): number {
  const packs = join(clone, '.git/objects/pack')
  return readdirSync(packs)
    .filter((name) => name.endsWith('.pack'))
    .reduce((sum, name) => sum + statSync(join(packs, name)).size, 0)
}
