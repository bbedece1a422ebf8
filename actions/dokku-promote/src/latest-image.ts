// Whether `dokku/APP:latest` is the running image. A build moves that name before the checks, so after a failed deployment it is the image
// that failed.

import type { BuildRecord } from '../../../kit/dokku/build-records.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { look } from '../../../kit/dokku/look.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'
import {
  doubtFromBuilds,
  imageBuilds,
  logSaysNoImage,
  mayHaveNoImage,
  newestOf,
} from './image-builds.ts'

/** Returns why an app's local image may not be the running one; undefined if it is. `builds` are the records of a version that has them. */
export async function latestImageDoubt(
  dokku: Dokku,
  app: string,
  containers: readonly Container[],
  builds: readonly BuildRecord[] | undefined,
): Promise<string | undefined> {
  if (containers.some(({ upcoming }) => upcoming))
    return 'a container is left over from a failed deployment'
  if (builds) {
    const made = await dropBuildsWithoutImage(dokku, app, imageBuilds(builds))
    return doubtFromBuilds(made, newestOf(containers))
  }
  if (dokku.has('tags')) {
    const table = await look(dokku, ['--quiet', 'tags', app])
    return doubtFromTags(table ?? '', app, containers[0]?.image ?? '')
  }
  return `this version of Dokku does not show whether dokku/${app}:latest is the running image`
}

const ANY_FAILURE = /^/

/** Removes the newest builds whose log says that they made no image. */
async function dropBuildsWithoutImage(
  dokku: Dokku,
  app: string,
  builds: readonly BuildRecord[],
): Promise<readonly BuildRecord[]> {
  const [newest] = builds
  if (!newest || !mayHaveNoImage(newest)) return builds
  // Without a log, the build stays in doubt.
  const log = await look(dokku, ['builds:output', app, newest.id], ANY_FAILURE)
  if (!logSaysNoImage(log ?? '')) return builds
  return dropBuildsWithoutImage(dokku, app, builds.slice(1))
}

/** Reads `tags` of versions up to 0.25: a table of Docker's. */
export function doubtFromTags(table: string, app: string, image: string): string | undefined {
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/))
  const [, , id = ''] =
    rows.find(([name, tag]) => name === `dokku/${app}` && tag === 'latest') ?? []
  const running = image.replace(/^sha256:/, '')
  const isRunning = id.length >= 12 && running.startsWith(id.replace(/^sha256:/, ''))
  return isRunning
    ? undefined
    : `dokku/${app}:latest is not the running image: a later deployment failed`
}
