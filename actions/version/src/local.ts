// The nearest tag in a clone, from local git alone.
import { byId, type Commit, commitsOf } from '../../../kit/commits.ts'
import { UserError } from '../../../kit/errors.ts'
import { cutCommits, type Git } from '../../../kit/git.ts'
import { parseTags, type Tag } from '../../../kit/versions/tags.ts'
import { type Described, parseDescribe, tagPattern } from './describe.ts'
import type { Found } from './facts.ts'
import { type Nearest, nearestFrom } from './nearest.ts'
import type { Sorted } from './usable.ts'

/** All tags of a clone. */
export async function localTags(git: Git): Promise<Tag[]> {
  // It ends with 1 where there are none.
  const { stdout } = await git.run(['show-ref', '--tags', '--dereference'])
  return parseTags(stdout)
}

const DESCRIBE = ['describe', '--tags', '--always', '--long']

/** What Versioneer finds, with its own command, in a complete clone. */
export async function exactNearest(git: Git, prefix: string): Promise<Found> {
  const output = await git.ask([...DESCRIBE, '--match', tagPattern(prefix)])
  const { tag, distance, short } = parsed(output, prefix)
  if (tag !== '') return { tag, distance: distance ?? 0, short, strategy: 'local' }
  return { tag, distance: await countOf(git, 'HEAD'), strategy: 'local' }
}

/**
 * The nearest tag of a complete clone without what Versioneer gets wrong: moving names are passed over, and the distance is
 * counted (git describe miscounts when clocks went wrong, and looks at ten tags at most).
 */
export async function repairedNearest(
  git: Git,
  head: string,
  prefix: string,
  sorted: Promise<Sorted>,
): Promise<Nearest> {
  const pattern = ['--match', `${prefix}[0-9]*`]
  // Begun before the tags are known: mostly there is none to pass over.
  const [{ usable, passed }, first] = await Promise.all([
    sorted,
    git.run([...DESCRIBE, ...pattern]),
  ])
  const names = new Map(usable.map(({ name, commit }) => [name, commit]))
  const excluded = passed.flatMap((name) => ['--exclude', name])
  const described =
    passed.length === 0 ? first : await git.run([...DESCRIBE, ...pattern, ...excluded])
  const { tag } = parsed(described.stdout, '')
  if (tag === '') return { commit: '', distance: await countOf(git, 'HEAD') }
  const tagged = new Set(names.values())
  const between = (from: string): Promise<Commit[]> => localBetween(git, from, head)
  // git prints the name in a tag's own object, and the ref may be called otherwise: it says so.
  const commit = described.stderr.includes('externally known as')
    ? ([...(await localGraph(git)).keys()].find((id) => tagged.has(id)) ?? '')
    : (names.get(tag) ?? '')
  // git describe met it first: of two as near it is the later one.
  return nearestFrom(commit, Number.POSITIVE_INFINITY, head, tagged, between)
}

function parsed(output: string, prefix: string): Described {
  const described = parseDescribe(output, prefix)
  if ('problem' in described) throw new UserError('unknown-version', described.problem)
  return described
}

async function countOf(git: Git, range: string, more: readonly string[] = []): Promise<number> {
  return Number(await git.ask(['rev-list', '--count', ...more, range, '--']))
}

/** What one commit has beside another. */
export function localBetween(git: Git, from: string, to: string): Promise<Commit[]> {
  return commitsOf(git, [`${from}..${to}`])
}

/** All that is here behind HEAD. */
export async function localGraph(git: Git): Promise<ReadonlyMap<string, Commit>> {
  return byId(await commitsOf(git, ['HEAD']))
}

/**
 * The nearest tag in a clone whose history is cut, where what is here proves it: what HEAD has beside a tag was not cut, and all
 * of it follows the tag, so that nothing of it can be behind the tag by a way that was cut. Undefined where it does not.
 */
export async function provedNearest(
  git: Git,
  folder: string,
  head: string,
  tagged: ReadonlySet<string>,
): Promise<Nearest | undefined> {
  if (tagged.has(head)) return { commit: head, distance: 0 }
  const [graph, cut] = await Promise.all([localGraph(git), cutCommits(git, folder)])
  for (const tag of graph.keys()) {
    if (!tagged.has(tag)) continue
    const beside = await localBetween(git, tag, head)
    const following = await countOf(git, `${tag}..${head}`, ['--ancestry-path'])
    if (following !== beside.length || beside.some(({ id }) => cut.has(id))) continue
    return nearestFrom(tag, 0, head, tagged, async () => beside)
  }
  return undefined
}
