// Whether `dokku/APP:latest` is the running image. A build moves that name before the checks, so after a failed deployment it is the image
// that failed.

import type { Container } from '../../../kit/dokku/containers.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'

/** Returns why an app's local image may not be the running one; undefined if it is. */
export async function latestImageDoubt(
  dokku: Pick<Dokku, 'has' | 'run'>,
  app: string,
  containers: readonly Container[],
): Promise<string | undefined> {
  if (containers.some(({ upcoming }) => upcoming))
    return 'a container is left over from a failed deployment'
  if (dokku.has('builds:list')) {
    const { code, stdout } = await dokku.run(['builds:list', app, '--format', 'json'])
    return code === 0 ? doubtFromBuilds(stdout) : 'the server does not list its builds'
  }
  if (dokku.has('tags')) {
    const { stdout } = await dokku.run(['--quiet', 'tags', app])
    return doubtFromTags(stdout, app, containers[0]?.image ?? '')
  }
  return `this version of Dokku does not show whether dokku/${app}:latest is the running image`
}

type BuildRecord = {
  readonly status?: string
  readonly display_status?: string
  readonly source?: string
}

/** Reads `builds:list --format json`, newest first. Records that were never closed are shown as running or abandoned. */
export function doubtFromBuilds(json: string): string | undefined {
  let records: unknown
  try {
    records = JSON.parse(json)
  } catch {
    records = undefined
  }
  const [newest] = Array.isArray(records) ? (records as readonly BuildRecord[]) : []
  if (!newest) return 'the server has no record of its last build'
  const { status, display_status: shown = status } = newest
  if (status === 'succeeded' && shown === status) return undefined
  return `the last build on record (${newest.source ?? 'unknown'}) did not succeed`
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
