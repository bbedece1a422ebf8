// Whether `dokku/APP:latest` is the running image. A build moves that name before the checks, so after a failed deployment it is the image
// that failed.

import type { Container } from '../../../kit/dokku/containers.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'
import {
  type BuildRecord,
  doubtFromBuilds,
  imageBuilds,
  logSaysNoImage,
  parseBuilds,
  unclosedBuild,
} from './build-records.ts'

type Asking = Pick<Dokku, 'has' | 'run'>

/** Returns the records of an app's builds, newest first; undefined if the server does not list them. */
export async function buildRecords(
  dokku: Asking,
  app: string,
): Promise<readonly BuildRecord[] | undefined> {
  if (!dokku.has('builds:list')) return undefined
  const { code, stdout } = await dokku.run(['builds:list', app, '--format', 'json'])
  return code === 0 ? parseBuilds(stdout) : undefined
}

/**
 * Returns why an app's local image may not be the running one; undefined if it is. `records` are those of its builds, undefined if the
 * server did not list them.
 */
export async function latestImageDoubt(
  dokku: Asking,
  app: string,
  containers: readonly Container[],
  records: readonly BuildRecord[] | undefined,
): Promise<string | undefined> {
  if (containers.some(({ upcoming }) => upcoming))
    return 'a container is left over from a failed deployment'
  if (dokku.has('builds:list')) {
    if (!records) return 'the server does not list its builds'
    return doubtFromBuilds(await dropBuildsWithoutImage(dokku, app, imageBuilds(records)))
  }
  if (dokku.has('tags')) {
    const { stdout } = await dokku.run(['--quiet', 'tags', app])
    return doubtFromTags(stdout, app, containers[0]?.image ?? '')
  }
  return `this version of Dokku does not show whether dokku/${app}:latest is the running image`
}

/** Removes the newest builds that were never closed and whose log says that they made no image. */
async function dropBuildsWithoutImage(
  dokku: Asking,
  app: string,
  builds: readonly BuildRecord[],
): Promise<readonly BuildRecord[]> {
  const id = unclosedBuild(builds[0])
  if (id === undefined) return builds
  const { code, stdout } = await dokku.run(['builds:output', app, id])
  if (code !== 0 || !logSaysNoImage(stdout)) return builds
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
