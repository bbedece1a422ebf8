// The records of an app's builds (builds:list, since Dokku 0.38): which of them made an image, and when the running one was made. Pure.

import { stripTerminalCodes } from '../../../kit/text/terminal.ts'

export type BuildRecord = {
  readonly id?: string
  readonly kind?: string
  readonly status?: string
  /** As `status`, but `abandoned` for a record that was never closed: its process is gone. */
  readonly display_status?: string
  readonly source?: string
  readonly started_at?: string
  readonly finished_at?: string
  readonly exit_code?: number
}

/** Parses `builds:list --format json`, newest first. Returns no records for anything else. */
export function parseBuilds(json: string): readonly BuildRecord[] {
  let records: unknown
  try {
    records = JSON.parse(json)
  } catch {
    records = undefined
  }
  return Array.isArray(records) ? records.filter((one) => typeof one === 'object' && one) : []
}

/** Returns the records that may have made an image, newest first: not restarts, and not pushes that the lock of another one refused. */
export function imageBuilds(records: readonly BuildRecord[]): readonly BuildRecord[] {
  return records.filter((record) => !isRestart(record) && !wasRefused(record, records))
}

/** Restarts of Dokku start an image that exists. */
const isRestart = ({ kind, source = '' }: BuildRecord): boolean =>
  kind === 'deploy' || ['ps:restart', 'config-redeploy'].includes(source)

/**
 * A push began while another one was running, so the lock refused it. Nobody closes its record: it is shown as abandoned, and a later
 * deployment closes it with the exit code -1.
 */
function wasRefused(record: BuildRecord, records: readonly BuildRecord[]): boolean {
  if (!isAbandoned(record) && !(record.status === 'failed' && record.exit_code === -1)) return false
  const began = timeOf(record.started_at)
  return records.some(
    (other) =>
      timeOf(other.started_at) < began && (isRunning(other) || timeOf(other.finished_at) > began),
  )
}

const shown = ({ status, display_status = status }: BuildRecord): string | undefined =>
  display_status

const isAbandoned = (record: BuildRecord): boolean => shown(record) === 'abandoned'

const isRunning = (record: BuildRecord): boolean => shown(record) === 'running'

const timeOf = (time: string | undefined): number => Date.parse(time ?? '')

/** Returns the id of a record that was never closed, so that only its log tells how it ended; undefined for any other. */
export const unclosedBuild = (record: BuildRecord | undefined): string | undefined =>
  record && isAbandoned(record) ? record.id : undefined

/** Lines by which Dokku says that no image was made. Build output is hostile: only whole lines in Dokku's own form count. */
const NO_IMAGE = [
  /^ *! +App build failed$/,
  /^ *! +Failed to pull image: \S+$/,
  /^-----> WARNING: deploy did not complete, you must push to \S+$/,
]

/** Returns whether the log of a build (builds:output) says that it made no image. */
export const logSaysNoImage = (log: string): boolean =>
  log
    .split('\n')
    .map((line) => stripTerminalCodes(line).trimEnd())
    .some((line) => NO_IMAGE.some((pattern) => pattern.test(line)))

/** Returns why the newest image may not be the running one; undefined if it is. `builds` are the records that may have made an image. */
export function doubtFromBuilds([newest]: readonly BuildRecord[]): string | undefined {
  if (!newest) return 'the server has no record of its last build'
  if (newest.status === 'succeeded' && shown(newest) === 'succeeded') return undefined
  return `the last build on record (${newest.source ?? 'unknown'}) did not succeed`
}

/**
 * Returns when the image of containers was made at the latest, in milliseconds since 1970, given when the newest of them was created:
 * restarts make new containers of the same image.
 */
export function imageMadeAt(records: readonly BuildRecord[], created: number): number {
  const ends = imageBuilds(records)
    .filter((record) => timeOf(record.started_at) < created)
    .map((record) => timeOf(record.finished_at))
    .filter((time) => !Number.isNaN(time))
  return ends.length === 0 ? created : Math.min(created, Math.max(...ends))
}
