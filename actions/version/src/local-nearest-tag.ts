// The nearest tag in a clone, from local git alone.

import { UserError } from '../../../kit/action/user-error.ts'
import { byId, type Commit, commitsOf } from '../../../kit/git/commits.ts'
import { type Git, shallowCommits } from '../../../kit/git/git.ts'
import {
  parseTagObjects,
  parseTags,
  TAG_OBJECTS,
  type Tag,
  type TagObject,
} from '../../../kit/versions/tags.ts'
import { provedBetween, stepsFrom } from './commit-graph.ts'
import { parseDescribe, tagPattern } from './git-describe.ts'
import type { Head } from './head.ts'
import type { NearestTag } from './history-facts.ts'
import { closestFrom, closestIn, type Nearest } from './nearest-tag-proof.ts'

/** All tags of a clone. Throws a UserError (`git-failed`) when one of them leads nowhere. */
export async function localTags(git: Git): Promise<Tag[]> {
  const list = ['show-ref', '--tags', '--dereference']
  const { code, stdout, stderr } = await git.run(list)
  // Without tags it ends with 1 and says nothing.
  if (code !== 0 && stderr !== '') throw git.failed(list, stderr)
  return parseTags(stdout)
}

/** The objects of annotated tags that are here. */
export async function localTagObjects(git: Git, names: readonly string[]): Promise<TagObject[]> {
  const refs = names.map((name) => `refs/tags/${name}`)
  return parseTagObjects(await git.ask(['for-each-ref', TAG_OBJECTS, ...refs]))
}

/** What Versioneer finds, with its own commands. */
export async function exactNearest(git: Git, prefix: string): Promise<NearestTag> {
  const match = ['--match', tagPattern(prefix)]
  const output = await git.ask(['describe', '--tags', '--always', '--long', ...match])
  const described = parseDescribe(output, prefix)
  if ('problem' in described) throw new UserError('unknown-version', described.problem)
  const { tag, distance, short } = described
  if (tag !== '') return { tag, distance: distance ?? 0, short, strategy: 'local' }
  const count = Number(await git.ask(['rev-list', '--count', 'HEAD', '--']))
  return { tag, distance: count, strategy: 'local' }
}

/**
 * The nearest of some tagged commits in a complete clone. Not by git describe: that takes the names in the tags' own objects,
 * looks at ten tags at most, and miscounts when clocks went wrong.
 */
export async function repairedNearest(
  git: Git,
  { sha: head, window: commits }: Head,
  tagged: ReadonlySet<string>,
): Promise<Nearest> {
  const cut = new Set<string>()
  const between = async (from: string): Promise<readonly Commit[]> =>
    provedBetween(commits, head, from, cut) ?? localBetween(git, from, head)
  const first = [...stepsFrom(commits, head).keys()].find((id) => tagged.has(id))
  const view = { head, tagged, commits, cut, between }
  const found = first && (await closestFrom(view, first, commits.get(first)?.time ?? 0))
  return found || closestIn(await localGraph(git), head, tagged)
}

/** What one commit has beside another. */
export function localBetween(git: Git, from: string, to: string): Promise<Commit[]> {
  return commitsOf(git, [`${from}..${to}`])
}

/** All that is here behind HEAD. */
export async function localGraph(git: Git): Promise<ReadonlyMap<string, Commit>> {
  return byId(await commitsOf(git, ['HEAD']))
}

/** The nearest tag in a clone whose history is cut, where what is here proves it. */
export async function provedNearest(
  git: Git,
  folder: string,
  head: string,
  tagged: ReadonlySet<string>,
): Promise<Nearest | undefined> {
  const [commits, cut] = await Promise.all([localGraph(git), shallowCommits(git, folder)])
  const between = async (from: string) => provedBetween(commits, head, from, cut)
  for (const id of stepsFrom(commits, head).keys()) {
    if (!tagged.has(id)) continue
    const view = { head, tagged, commits, cut, between }
    const found = await closestFrom(view, id, commits.get(id)?.time ?? 0)
    if (found) return found
  }
  return undefined
}
