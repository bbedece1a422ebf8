// What a release brings: the release before it, the commits since then, and its version. From a remote alone.

import type { Commit } from '../git/commits.ts'
import type { Remote } from '../git/remote.ts'
import { parseFormat } from '../versions/calendar-format.ts'
import { isRelease } from '../versions/next-version.ts'
import { highestVersion, type VersionTag, versionTags } from '../versions/released-tags.ts'
import { descendantsFirst } from '../versions/reverts.ts'
import type { Tag } from '../versions/tags.ts'
import type { Nearest } from './nearest-tag-proof.ts'
import { type BaseHistory, baseOf, lastRelease } from './next-base.ts'
import { remoteNextHistory } from './next-history.ts'
import { nextVersion } from './next-version.ts'
import type { NextVersion, NoNext, Scheme } from './next-version-facts.ts'
import { nearestTag } from './remote-nearest-tag.ts'
import { highestOf, selectTags } from './select-tags.ts'

/** The remote of the release; it remembers what it has said of commits, so asking again costs nothing. */
export type ChangesRemote = Pick<
  Remote,
  'graph' | 'time' | 'alone' | 'between' | 'behind' | 'described' | 'changing'
>

export type ReleaseChanges = {
  /** The release before; absent if there is none. */
  readonly previous?: VersionTag
  /** The commits since then, latest first, merges included; without a release before, the latest ones. */
  readonly commits: readonly Commit[]
  /** These are all commits since then. */
  readonly isComplete: boolean
}

/** How many steps of the history are read if there is no release before. */
const STEPS = 50

/**
 * Returns the release that a commit follows, proved as `version` does it, and the commits since then. `tags` are those of the remote, as
 * far as they count: to describe a release that is out already, leave out its own. Throws a UserError (`not-proved`,
 * `remote-unreachable`).
 */
export async function changesSince(
  remote: ChangesRemote,
  commit: string,
  tags: readonly Tag[],
  prefix: string,
): Promise<ReleaseChanges> {
  const history = historyOf(remote, commit, tags, prefix)
  const { release: previous } = await lastRelease(history, versionTags(tags, prefix))
  if (previous) {
    const commits = inOrder(await history.since(previous.commit))
    return { previous, commits, isComplete: true }
  }
  const { commits, shallow } = await remote.graph(commit, STEPS)
  return { commits: inOrder([...commits.values()]), isComplete: shallow.size === 0 }
}

/** Sorts commits by their times, but never one before a descendant with the same time. */
const inOrder = (commits: readonly Commit[]): Commit[] =>
  descendantsFirst(commits).sort((a, b) => b.time - a.time)

/** What the next version of a release depends on. */
export type NextRelease = {
  /** The commit to release. */
  readonly commit: string
  /** All tags of the remote. */
  readonly tags: readonly Tag[]
  /** The versions of the open release branches. */
  readonly taken: readonly string[]
  readonly prefix: string
  readonly scheme: Scheme
  /** For `calver`; a name that `Intl` knows. */
  readonly timezone: string
  readonly now: Date
}

/**
 * Returns the version to release next: by the calendar, 201704.15, one more than the highest of all tags and release branches in the
 * month; by a step, after the release that the commit follows, and higher than every tag and release branch of its line. Its version is
 * empty if `conventional` finds no step. Throws a UserError as `changesSince` does.
 */
export async function nextRelease(
  remote: ChangesRemote,
  { commit, tags, taken, prefix, scheme, timezone, now }: NextRelease,
): Promise<NextVersion | NoNext> {
  const wanted = {
    'tag-prefix': prefix,
    next: scheme,
    calver: MONTHLY,
    timezone,
    channel: 'stable',
    paths: [],
  } as const
  const history = historyOf(remote, commit, tags, prefix)
  const hasPreReleases = versionTags(tags, prefix).some(({ version }) => !isRelease(version))
  const isAnnounced = scheme !== 'calver' && hasPreReleases
  const tag = isAnnounced ? await nearestVersion(history, prefix) : ''
  const base = await baseOf({ ...history, nearestTag: { tag } }, wanted)
  return nextVersion(wanted, { sha: commit, tags, taken, base, now })
}

const MONTHLY = monthly()

function monthly() {
  const format = parseFormat('YYYY0M.N')
  if ('problem' in format) throw new Error(format.problem)
  return format
}

type History = Omit<BaseHistory, 'nearestTag'>

function historyOf(
  remote: ChangesRemote,
  commit: string,
  tags: readonly Tag[],
  prefix: string,
): History {
  const nearest = (tagged: ReadonlySet<string>): Promise<Nearest> => {
    const those = tags.filter((tag) => tagged.has(tag.commit))
    const likely = highestVersion(versionTags(those, prefix))?.commit
    return nearestTag(remote, commit, { tagged, likely, onlyTags: true })
  }
  return { tags, nearest, ...remoteNextHistory(remote, commit, tags) }
}

/** Returns the nearest tag of any version; empty if there is none. */
async function nearestVersion({ tags, nearest }: History, prefix: string): Promise<string> {
  const { candidates } = selectTags(tags, prefix, 'repaired')
  const { commit } = await nearest(new Set(candidates.map((tag) => tag.commit)))
  return highestOf(candidates, commit, prefix)
}
