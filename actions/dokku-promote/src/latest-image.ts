// Whether `dokku/APP:latest` still is what runs: a build moves it before the checks, so that after a failed deployment it is the image
// that failed.
import type { Container } from '../../../kit/dokku/containers.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'

/** Why it is not known that an app's local image is what runs; undefined where it is. */
export async function doubtOf(
  dokku: Dokku,
  app: string,
  containers: readonly Container[],
): Promise<string | undefined> {
  if (containers.some(({ upcoming }) => upcoming))
    return 'a container of a failed deployment is there'
  if (dokku.has('builds:list')) {
    const { code, stdout } = await dokku.run(['builds:list', app, '--format', 'json'])
    return code === 0 ? recordDoubt(stdout) : 'the server does not list its builds'
  }
  if (dokku.has('tags')) {
    const { stdout } = await dokku.run(['--quiet', 'tags', app])
    return tagDoubt(stdout, app, containers[0]?.image ?? '')
  }
  return 'this version of Dokku does not show which image a failed deployment left under its name'
}

/** Reads `builds:list --format json`, the newest first. Records that nobody closed are told as running or abandoned. */
export function recordDoubt(json: string): string | undefined {
  let records: unknown
  try {
    records = JSON.parse(json)
  } catch {
    records = undefined
  }
  const [newest] = Array.isArray(records)
    ? (records as readonly { status?: string; display_status?: string; source?: string }[])
    : []
  if (!newest) return 'the server has no record of its last build'
  const { status, display_status: shown = status } = newest
  if (status === 'succeeded' && shown === status) return undefined
  return `the last record of a build (${newest.source ?? 'unknown'}) is not one that succeeded`
}

/** Reads `tags` of versions up to 0.25, which is a table of docker's. */
export function tagDoubt(table: string, app: string, image: string): string | undefined {
  const lines = table.split('\n').map((line) => line.trim().split(/\s+/))
  const [, , id = ''] =
    lines.find(([name, tag]) => name === `dokku/${app}` && tag === 'latest') ?? []
  const running = image.replace(/^sha256:/, '')
  const isSame = id.length >= 12 && running.startsWith(id.replace(/^sha256:/, ''))
  return isSame ? undefined : `dokku/${app}:latest is not what runs: a later deployment failed`
}
