// The nearest tag in a clone, from local git alone.
import { byId, type Commit, commitsOf } from '../../../kit/commits.ts'
import { UserError } from '../../../kit/errors.ts'
import { cutCommits, type Git } from '../../../kit/git.ts'
import { parseTags, type Tag } from '../../../kit/versions/tags.ts'
import { parseDescribe, tagPattern } from './describe.ts'
import type { Found } from './facts.ts'
import type { Head } from './head.ts'
import { type Nearest, nearestFrom, nearestIn, provedBetween, stepsFrom } from './nearest.ts'

/** All tags of a clone. */
export async function localTags(git: Git): Promise<Tag[]> {
  // It ends with 1 where there are none.
  const { stdout } = await git.run(['show-ref', '--tags', '--dereference'])
  return parseTags(stdout)
}

/** What Versioneer finds, with its own commands. */
export async function exactNearest(git: Git, prefix: string): Promise<Found> {
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
  { sha, window }: Head,
  tagged: ReadonlySet<string>,
): Promise<Nearest> {
  const first = [...stepsFrom(window, sha).keys()].find((id) => tagged.has(id))
  if (first === undefined) return nearestIn(await localGraph(git), sha, tagged)
  const time = window.get(first)?.time ?? 0
  const between = async (from: string): Promise<readonly Commit[]> =>
    provedBetween(window, sha, from, NONE) ?? localBetween(git, from, sha)
  const found = await nearestFrom(first, time, sha, tagged, between)
  if (!found) throw new Error('git told no difference of two commits')
  return found
}

const NONE: ReadonlySet<string> = new Set()

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
  const [graph, cut] = await Promise.all([localGraph(git), cutCommits(git, folder)])
  for (const [tag, { time }] of graph) {
    const beside = tagged.has(tag) ? provedBetween(graph, head, tag, cut) : undefined
    if (beside) return nearestFrom(tag, time, head, tagged, async () => beside)
  }
  return undefined
}
