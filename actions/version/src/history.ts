// The history of a checkout: from a complete clone, from its remote, or from the part that a shallow clone has.

import { UserError } from '../../../kit/action/user-error.ts'
import type { CheckoutRemote } from '../../../kit/git/checkout-remote.ts'
import type { Git } from '../../../kit/git/git.ts'
import { once } from '../../../kit/process/once.ts'
import { closestIn, type Nearest } from '../../../kit/version-history/nearest-tag-proof.ts'
import type { BaseHistory } from '../../../kit/version-history/next-base.ts'
import { remoteNextHistory } from '../../../kit/version-history/next-history.ts'
import { type Choice, nearestTag } from '../../../kit/version-history/remote-nearest-tag.ts'
import {
  highestOf,
  selectTags,
  type TagSelection,
} from '../../../kit/version-history/select-tags.ts'
import { highestTag, type Tag } from '../../../kit/versions/tags.ts'
import type { Head } from './head.ts'
import type { NearestTag } from './history-facts.ts'
import { localGraph, localTagObjects, provedNearest, repairedNearest } from './local-nearest-tag.ts'
import { localNextHistory } from './local-next-history.ts'
import { asDescribed } from './remote-described.ts'
import { objectsOf, tagOn } from './tag-on-commit.ts'

export type Clone = {
  readonly git: Git
  readonly folder: string
  readonly head: Head
  /** Returns all tags in the clone. */
  readonly tags: () => Promise<readonly Tag[]>
  /** What Versioneer finds in the clone; only in mode `exact`. */
  readonly described: Promise<NearestTag> | undefined
  /** The next version is needed, and for that all tags. */
  readonly needsNext: boolean
}

export type History = BaseHistory & {
  readonly selection: TagSelection
  readonly nearestTag: NearestTag
}

/** Returns the history of a complete clone, from local git; more tags come from `remote`, if there is one. */
export async function completeHistory(
  { git, head, tags: readTags, described, needsNext }: Clone,
  prefix: string,
  remote: CheckoutRemote | undefined,
): Promise<History> {
  const [exact, remoteTags] = await Promise.all([described, remote?.tags()])
  // Versioneer's answer does not need them, but `moves` and `next` do.
  const isNeeded = !exact || exact.tag === '' || exact.distance === 0 || needsNext
  const tags = isNeeded ? await readTags() : []
  const selection = selectTags(tags, prefix, exact ? 'exact' : 'repaired')
  const find = async (): Promise<NearestTag> => {
    const { commit, distance } = await repairedNearest(git, head, commitsOf(selection.candidates))
    return { tag: highestOf(selection.candidates, commit, prefix), distance, strategy: 'local' }
  }
  const graph = once(() => localGraph(git))
  return {
    tags: merged(remoteTags ?? [], tags),
    selection,
    nearestTag: exact ?? (await find()),
    nearest: async (tagged) => closestIn(await graph(), head.sha, tagged),
    ...localNextHistory(git, head.sha, graph, remote),
  }
}

/** Returns the history of a shallow clone: tags and distance come from the remote. */
export async function fetchedHistory(
  { git, head, tags: readTags, described }: Clone,
  prefix: string,
  remote: CheckoutRemote,
): Promise<History> {
  const mode = described ? 'exact' : 'repaired'
  const [remoteTags, localTags] = await Promise.all([remote.tags(), readTags()])
  const tags = merged(remoteTags, localTags)
  const selection = selectTags(tags, prefix, mode)
  const names = new Map(selection.candidates.map(({ name, commit }) => [name, commit]))
  const likely = names.get(highestTag([...names.keys()], prefix) ?? '')
  const nearest = (tagged: ReadonlySet<string>, choice?: Choice) =>
    nearestTag(remote, head.sha, { tagged, likely, choice })
  const choice = mode === 'exact' ? asDescribed : undefined
  const { commit, ...rest } = await nearest(new Set(names.values()), choice)
  const objects = (some: readonly string[]) => objectsOf(some, git, remote, remoteTags)
  const named = await tagOn(commit, selection.candidates, prefix, described && objects)
  const next = remoteNextHistory(remote, head.sha, remoteTags)
  return { tags, selection, nearestTag: { ...named, ...rest }, nearest, ...next }
}

/** Returns the history of a shallow clone from the clone alone. Throws a UserError (`not-proved`) if that is not enough. */
export async function keptHistory(
  { git, folder, head, tags: readTags, described }: Clone,
  prefix: string,
): Promise<History> {
  const tags = await readTags()
  const selection = selectTags(tags, prefix, described ? 'exact' : 'repaired')
  const nearest = async (tagged: ReadonlySet<string>): Promise<Nearest> => {
    const proved = await provedNearest(git, folder, head.sha, tagged)
    if (proved) return proved
    const why = 'The clone is shallow, and its history does not prove how far away'
    throw new UserError(
      'not-proved',
      `${why} the nearest tag is; use "history: fetch", or check out with "fetch-depth: 0"`,
    )
  }
  const { commit, distance } = await nearest(commitsOf(selection.candidates))
  const objects = (some: readonly string[]) => localTagObjects(git, some)
  const named = await tagOn(commit, selection.candidates, prefix, described && objects)
  const next = localNextHistory(
    git,
    head.sha,
    once(() => localGraph(git)),
    undefined,
  )
  return {
    tags,
    selection,
    nearestTag: { ...named, distance, strategy: 'local' },
    nearest,
    ...next,
  }
}

const commitsOf = (tags: readonly Tag[]): Set<string> => new Set(tags.map(({ commit }) => commit))

/** Returns all tags of the remote, and those that only the clone has. */
function merged(remote: readonly Tag[], local: readonly Tag[]): Tag[] {
  const names = new Set(remote.map(({ name }) => name))
  return [...remote, ...local.filter(({ name }) => !names.has(name))]
}
