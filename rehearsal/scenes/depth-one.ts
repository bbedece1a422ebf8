// The version of a checkout of depth 1, as actions/checkout makes it, and the images of a release.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { makeLargeHistory } from '../../fakes/git/large-history.ts'
import { git } from '../../fakes/git/shop-repository.ts'
import { logOf, runFor, saying, type Told } from '../describe-run.ts'

const SHAPE = { commits: 600, mergeEvery: 9, tagEvery: 70, after: 15, files: 80 }

/** The scenes, to be played one after the other; what they need is made below a folder. */
export function depthOne(folder: string): (() => Promise<Told>)[] {
  const origin = join(folder, 'origin')
  return [
    () => {
      makeLargeHistory(origin, SHAPE)
      git(origin, 'config', 'uploadpack.allowFilter', 'true')
      return scene(folder, 'refs/heads/main', '18:00  a push to main, checked out with depth 1')
    },
    () => {
      git(origin, 'tag', 'v1.8.1')
      return scene(folder, 'refs/tags/v1.8.1', '19:00  the tag v1.8.1, checked out with depth 1')
    },
  ]
}

async function scene(folder: string, ref: string, title: string): Promise<Told> {
  const name = ref.split('/').at(-1) ?? ''
  const address = pathToFileURL(join(folder, 'origin')).href
  const clone = (target: string, ...depth: readonly string[]): string => {
    git(folder, 'clone', '--quiet', `--branch=${name}`, ...depth, address, target)
    return join(folder, target)
  }
  const workspace = clone(`${name}-1`, '--depth=1', '--no-tags')
  const whole = packBytes(clone(`${name}-all`)) - packBytes(workspace)
  const happening = {
    title,
    event: 'push',
    ref,
    sha: git(workspace, 'rev-parse', 'HEAD'),
    payload: {},
  }
  const version = await runFor(happening, workspace, 'version', {})
  const { outputs } = version
  // The moving names of a release are further tags of its image.
  const inputs = {
    ref: outputs['docker'] ?? '',
    images: 'allume/shop',
    also: outputs['moves'] ?? '',
  }
  const tags = await runFor(happening, workspace, 'docker-tag', inputs)
  return {
    title,
    ok: version.success && tags.success,
    route: {},
    tag: tags.outputs['tag'] ?? '',
    warnings: saying(version, 'warning'),
    errors: [...saying(version, 'error'), ...saying(tags, 'error')],
    log: [
      ...logOf(version).map((line) => `version ${line}`),
      `the rest of the history would have been ${whole} bytes`,
      `images ${(tags.outputs['tags'] ?? '').replaceAll('\n', ', ')}`,
    ],
    version: outputs,
    deployment: {},
  }
}

function packBytes(clone: string): number {
  const packs = join(clone, '.git/objects/pack')
  return readdirSync(packs)
    .filter((name) => name.endsWith('.pack'))
    .reduce((sum, name) => sum + statSync(join(packs, name)).size, 0)
}
