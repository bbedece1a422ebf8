// The nearest tag in a clone, from local git.

import { byId, type Commit, commitsOf } from '../../../kit/git/commits.ts'
import { type Git, shallowCommits } from '../../../kit/git/git.ts'
import { provedBetween, stepsFrom } from '../../../kit/version-history/commit-graph.ts'
import {
  closestFrom,
  closestIn,
  type Nearest,
} from '../../../kit/version-history/nearest-tag-proof.ts'
import {
  parseTagObjects,
  parseTags,
  TAG_OBJECTS,
  type Tag,
  type TagObject,
} from '../../../kit/versions/tags.ts'
import { parseDescribe, tagPattern } from './git-describe.ts'
import type { Head } from './head.ts'
import type { NearestTag } from './history-facts.ts'

/** Returns all tags of a clone. Throws a UserError (`git-failed`) if the commit of one is missing. */
export async function localTags(git: Git): Promise<Tag[]> {
  const list = ['show-ref', '--tags', '--dereference']
  const { code, stdout, stderr } = await git.run(list)
  // Without tags it exits with 1 and prints nothing.
  if (code !== 0 && stderr !== '') throw git.failed(list, stderr)
  return parseTags(stdout)
}

/** Returns the objects of annotated tags in the clone. */
export async function localTagObjects(git: Git, names: readonly string[]): Promise<TagObject[]> {
  const refs = names.map((name) => `refs/tags/${name}`)
  return parseTagObjects(await git.ask(['for-each-ref', TAG_OBJECTS, ...refs]))
}

/** Returns what Versioneer finds, by its own commands. */
export async function exactNearest(git: Git, prefix: string): Promise<NearestTag> {
  const match = ['--match', tagPattern(prefix)]
  const describe = ['describe', '--tags', '--always', '--long', ...match]
  const result = await git.run(describe)
  if (result.code !== 0) throw git.failed(describe, result.stderr)
  const { tag, distance, short, ...ref } = parseDescribe(result, prefix)
  if (tag !== '') return { tag, ...ref, distance: distance ?? 0, short, strategy: 'local' }
  const count = Number(await git.ask(['rev-list', '--count', 'HEAD', '--']))
  return { tag, distance: count, strategy: 'local' }
}

/**
 * Returns the nearest of some tagged commits in a complete clone. Not by git describe: it uses the names in the tag objects,
 * considers at most ten tags, and miscounts if clocks were wrong.
 */
export async function repairedNearest(
  git: Git,
  { sha: head, window: commits }: Head,
  tagged: ReadonlySet<string>,
): Promise<Nearest> {
  const shallow = new Set<string>()
  const between = async (from: string): Promise<readonly Commit[]> =>
    provedBetween(commits, head, from, shallow) ?? localBetween(git, from, head)
  const first = [...stepsFrom(commits, head).keys()].find((id) => tagged.has(id))
  const view = { head, tagged, commits, shallow, between }
  const nearest = first && (await closestFrom(view, first, commits.get(first)?.time ?? 0))
  return nearest || closestIn(await localGraph(git), head, tagged)
}

/** Returns the commits reachable from `to` but not from `from`. */
function localBetween(git: Git, from: string, to: string): Promise<Commit[]> {
  return commitsOf(git, [`${from}..${to}`])
}

/** Returns HEAD and all its ancestors in the clone. */
export async function localGraph(git: Git): Promise<ReadonlyMap<string, Commit>> {
  return byId(await commitsOf(git, ['HEAD']))
}

/** Returns the nearest tag in a shallow clone, if its part of the history proves it. */
export async function provedNearest(
  git: Git,
  folder: string,
  head: string,
  tagged: ReadonlySet<string>,
): Promise<Nearest | undefined> {
  const [commits, shallow] = await Promise.all([localGraph(git), shallowCommits(git, folder)])
  const between = async (from: string) => provedBetween(commits, head, from, shallow)
  for (const id of stepsFrom(commits, head).keys()) {
    if (!tagged.has(id)) continue
    const view = { head, tagged, commits, shallow, between }
    const nearest = await closestFrom(view, id, commits.get(id)?.time ?? 0)
    if (nearest) return nearest
  }
  return undefined
}
