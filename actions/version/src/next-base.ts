// What the next version starts from.

import { passesPath } from '../../../kit/patterns/path-filter.ts'
import { isRelease } from '../../../kit/versions/next-version.ts'
import { comparePep440 } from '../../../kit/versions/pep440.ts'
import {
  highestVersion,
  type VersionTag,
  versionTags,
} from '../../../kit/versions/released-tags.ts'
import type { History } from './history.ts'
import type { NextBase } from './history-facts.ts'
import type { VersionInputs } from './inputs.ts'

const NONE: NextBase = { commits: [] }

type Wanted = Pick<VersionInputs, 'tag-prefix' | 'next' | 'paths'>

/**
 * Returns the highest release behind HEAD, so that a branch of an older line continues that line, and the commits since then. It is usually
 * the nearest, but not after an older line was merged.
 */
export async function baseOf(history: History, inputs: Wanted): Promise<NextBase> {
  const { next, paths } = inputs
  if (next === 'none' || next === 'calver') return NONE
  const tags = versionTags(history.tags, inputs['tag-prefix'])
  const releases = tags.filter(({ version }) => isRelease(version))
  const { commit } = await history.nearest(new Set(releases.map((tag) => tag.commit)))
  const nearest = highestVersion(releases.filter((tag) => tag.commit === commit))
  const release = nearest && ((await highestBehind(history, releases, nearest)) ?? nearest)
  const announcing = await announcedIn(history, tags, release)
  const found = {
    ...(release && { release }),
    ...(nearest !== release && nearest && { nearer: nearest.name }),
    ...(announcing && { announcing }),
  }
  if (next !== 'conventional') return { ...found, commits: [] }
  const from = release?.commit ?? ''
  const commits = await history.since(from)
  if (paths.length === 0) return { ...found, commits }
  const inPaths = await history.changing(from, commits, (path) => passesPath(paths, path))
  return { ...found, commits, inPaths }
}

/** Returns the highest of the tags behind HEAD that are higher than one. */
async function highestBehind(
  history: History,
  tags: readonly VersionTag[],
  than: VersionTag | undefined,
): Promise<VersionTag | undefined> {
  const isHigher = ({ version }: VersionTag, one: VersionTag | undefined): boolean =>
    one === undefined || comparePep440(version, one.version) > 0
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
  history: History,
  tags: readonly VersionTag[],
  release: VersionTag | undefined,
): Promise<VersionTag | undefined> {
  const before = tags.filter(({ version }) => !isRelease(version))
  const nearest = before.filter(({ name }) => name === history.nearestTag.tag)
  const others = before.filter(({ prefixed }) => !prefixed)
  const other = await highestBehind(history, others, release)
  return highestVersion(other ? [...nearest, other] : nearest)
}
