// What the next version starts from.

import { byId } from '../git/commits.ts'
import type { Pattern } from '../patterns/parse.ts'
import { passesPath } from '../patterns/path-filter.ts'
import { isRelease } from '../versions/next-version.ts'
import { comparePep440 } from '../versions/pep440.ts'
import { highestVersion, type VersionTag, versionTags } from '../versions/released-tags.ts'
import type { Tag } from '../versions/tags.ts'
import { stepsFrom } from './commit-graph.ts'
import type { Nearest } from './nearest-tag-proof.ts'
import type { NextHistory } from './next-history.ts'
import type { NextBase, Wanted } from './next-version-facts.ts'

const NONE: NextBase = { commits: [] }

/** The history of the commit to release. */
export type BaseHistory = NextHistory & {
  /** All known tags. */
  readonly tags: readonly Tag[]
  /** The nearest tag of any version; empty if there is none. */
  readonly nearestTag: { readonly tag: string }
  /** Returns the nearest of some tagged commits. */
  nearest(tagged: ReadonlySet<string>): Promise<Nearest>
}

/** `paths`: for `conventional`, the files whose changes count; all if empty. */
type BaseWanted = Pick<Wanted, 'tag-prefix' | 'next'> & { readonly paths: readonly Pattern[] }

/** Returns the release that the next version follows, and the commits since then. */
export async function baseOf(history: BaseHistory, inputs: BaseWanted): Promise<NextBase> {
  const { next, paths } = inputs
  if (next === 'none' || next === 'calver') return NONE
  const tags = versionTags(history.tags, inputs['tag-prefix'])
  const last = await lastRelease(history, tags)
  const announcing = await announcedIn(history, tags, last.release)
  const found = { ...last, ...(announcing && { announcing }) }
  if (next !== 'conventional') return { ...found, commits: [] }
  const from = found.release?.commit ?? ''
  const commits = await history.since(from)
  if (paths.length === 0) return { ...found, commits }
  const inPaths = await history.changing(from, commits, (path) => passesPath(paths, path))
  return { ...found, commits, inPaths }
}

type LastRelease = Pick<NextBase, 'release' | 'nearer'>

/** Returns the release that a commit follows. One without the prefix decides only if it is higher than those with it. */
export async function lastRelease(
  history: Omit<BaseHistory, 'nearestTag'>,
  tags: readonly VersionTag[],
): Promise<LastRelease> {
  const releases = tags.filter(({ version }) => isRelease(version))
  const last = await nearestRelease(
    history,
    releases.filter(({ prefixed }) => prefixed),
  )
  const others = releases.filter(({ prefixed }) => !prefixed)
  const other = await highestBehind(history, others, last.release)
  return other ? { release: other } : last
}

/**
 * Returns the nearest release, so that a branch of an older line continues that line; or a higher one, if it is not behind another release:
 * then an older line was merged. If it is, the project started again at lower numbers.
 */
async function nearestRelease(
  history: Omit<BaseHistory, 'nearestTag'>,
  releases: readonly VersionTag[],
): Promise<LastRelease> {
  if (releases.length === 0) return {}
  const { commit } = await history.nearest(new Set(releases.map((tag) => tag.commit)))
  const nearest = highestVersion(releases.filter((tag) => tag.commit === commit))
  if (!nearest) return {}
  if (!releases.some((tag) => isHigher(tag, nearest))) return { release: nearest }
  // None of the commits since the nearest release is behind it.
  const since = byId(await history.since(commit))
  const merged = releases.filter((tag) => since.has(tag.commit))
  const behind = new Set(merged.flatMap((tag) => [...stepsFrom(since, tag.commit).keys()].slice(1)))
  const highest = highestVersion(merged.filter((tag) => !behind.has(tag.commit)))
  return highest && isHigher(highest, nearest)
    ? { release: highest, nearer: nearest.name }
    : { release: nearest }
}

const isHigher = ({ version }: VersionTag, than: VersionTag | undefined): boolean =>
  than === undefined || comparePep440(version, than.version) > 0

/** Returns the highest of the tags behind HEAD that are higher than one. */
async function highestBehind(
  history: Pick<BaseHistory, 'behind'>,
  tags: readonly VersionTag[],
  than: VersionTag | undefined,
): Promise<VersionTag | undefined> {
  let left = tags.filter((tag) => isHigher(tag, than))
  let found: VersionTag | undefined
  while (left.length > 0) {
    const behind = new Set(await history.behind([...new Set(left.map(({ commit }) => commit))]))
    const highest = highestVersion(left.filter(({ commit }) => behind.has(commit)))
    if (!highest) break
    found = highest
    left = left.filter((tag) => isHigher(tag, highest))
  }
  return found
}

/**
 * Returns the highest pre-release behind HEAD that announces a later release: the nearest tag, or one without the prefix, which can't be
 * the nearest tag.
 */
async function announcedIn(
  history: BaseHistory,
  tags: readonly VersionTag[],
  release: VersionTag | undefined,
): Promise<VersionTag | undefined> {
  const before = tags.filter(({ version }) => !isRelease(version))
  const nearest = before.filter(({ name }) => name === history.nearestTag.tag)
  const others = before.filter(({ prefixed }) => !prefixed)
  const other = await highestBehind(history, others, release)
  return highestVersion(other ? [...nearest, other] : nearest)
}
