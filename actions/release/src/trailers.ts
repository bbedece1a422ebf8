// The trailers of the release commit: which release it is, and which run made it. Pure.

import type { CurrentRun } from './ports.ts'
import type { ReleaseNames } from './release-names.ts'

export type Trailers = {
  readonly version: string
  /** The run that made it. */
  readonly run: string
  readonly job: string
  readonly tag: string
}

/** Returns the message of a release commit. */
export function withTrailers(
  message: string,
  { version, tag }: ReleaseNames,
  { id, job }: Pick<CurrentRun, 'id' | 'job'>,
): string {
  return `${message}\n\nRelease: ${version}\nRelease-Run: ${id} ${job}\nRelease-Tag: ${tag}\n`
}

/** Reads the trailers; undefined if the message has none. A squashed one has them somewhere in it. */
export function readTrailers(message: string): Trailers | undefined {
  const valueFor = (key: string): string | undefined =>
    new RegExp(`^${key}: (\\S[^\\n]*?)\\s*$`, 'm').exec(message)?.[1]
  const version = valueFor('Release')
  const [run, job = ''] = valueFor('Release-Run')?.split(' ') ?? []
  const tag = valueFor('Release-Tag')
  return version !== undefined && run !== undefined && tag !== undefined
    ? { version, run, job, tag }
    : undefined
}
