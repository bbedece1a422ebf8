// Which of an app's builds made an image, and when the running one was made. Pure.

import type { BuildRecord } from '../../../kit/dokku/build-records.ts'
import { stripTerminalCodes } from '../../../kit/text/terminal.ts'

/** Returns the records that may have made an image: not restarts, and not pushes that the lock of another one refused. */
export function imageBuilds(records: readonly BuildRecord[]): readonly BuildRecord[] {
  return records.filter((record) => !isRestart(record) && !wasRefused(record, records))
}

/** Restarts of Dokku start an image that exists. */
const isRestart = ({ source }: BuildRecord): boolean =>
  ['ps:restart', 'config-redeploy'].includes(source)

/**
 * A push began while another one was running, so the lock refused it. Its record is never closed: it is shown as abandoned, and a later
 * deployment closes it with the exit code -1.
 */
function wasRefused(record: BuildRecord, records: readonly BuildRecord[]): boolean {
  const { shown, status, code, started } = record
  if (shown !== 'abandoned' && !(status === 'failed' && code === -1)) return false
  return records.some(
    (other) => other.started < started && (other.shown === 'running' || other.finished > started),
  )
}

/** Lines by which Dokku says that no image was made. Build output is hostile: only whole lines in Dokku's own form count. */
const NO_IMAGE = [
  /^ *! +App build failed$/,
  /^ *! +Failed to pull image: \S+$/,
  /^ *! +Specified build-dir not found in sourcecode working directory: \S+$/,
  /^-----> WARNING: deploy did not complete, you must push to \S+$/,
]

/**
 * Returns whether a build may have failed before it made an image, which only its log says. The record of a failed build is open until a
 * later deployment, such as one for changed variables, closes it.
 */
export const mayHaveNoImage = ({ shown }: BuildRecord): boolean =>
  shown === 'abandoned' || shown === 'failed'

/** Returns whether the log of a build (builds:output) says that it made no image. */
export const logSaysNoImage = (log: string): boolean =>
  log
    .split('\n')
    .map((line) => stripTerminalCodes(line).trimEnd())
    .some((line) => NO_IMAGE.some((pattern) => pattern.test(line)))

/**
 * Returns why the newest image may not be the running one; undefined if it is. `builds` are the records that may have made an image, the
 * newest first, and `created` is when the newest container was created.
 */
export function doubtFromBuilds(
  [newest]: readonly BuildRecord[],
  created: number,
): string | undefined {
  if (!newest) return 'the server has no record of its last build'
  const source = newest.source || 'unknown'
  if (newest.status !== 'succeeded' || newest.shown !== 'succeeded')
    return `the last build on record (${source}) did not succeed`
  return newest.started > created
    ? `the last build on record (${source}) is newer than the running containers`
    : undefined
}

/**
 * Returns when the image of containers was made at the latest, in milliseconds since 1970, given when the newest of them was created:
 * restarts make new containers of the same image.
 */
export function imageMadeAt(records: readonly BuildRecord[], created: number): number {
  const ends = imageBuilds(records)
    .filter(({ started }) => started < created)
    .map(({ finished }) => finished)
    .filter((time) => !Number.isNaN(time))
  return ends.length === 0 ? created : Math.min(created, Math.max(...ends))
}

/** Returns when the newest of some containers was created, in milliseconds since 1970. */
export const newestOf = (containers: readonly { readonly created: number }[]): number =>
  Math.max(...containers.map(({ created }) => created))
