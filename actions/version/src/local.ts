// The facts of a complete clone, from local git alone.
import { UserError } from '../../../kit/errors.ts'
import type { Git } from '../../../kit/git.ts'
import { quote } from '../../../kit/safe-text.ts'
import {
  floatingTags,
  highestTag,
  isVersionTag,
  LOCAL_TAGS,
  parseLocalTags,
  type Tag,
} from '../../../kit/versions/tags.ts'
import { type Described, parseDescribe, tagPattern } from './describe.ts'
import type { Nearest } from './nearest.ts'

export type Facts = {
  readonly sha: string
  /** The nearest tag, whole; empty when there is none. */
  readonly tag: string
  /** Commits since the tag, or all when there is none. */
  readonly distance: number
  readonly short: string
  readonly dirty: boolean
  /** Empty when HEAD is detached and on no local branch. */
  readonly branch: string
  /** The commit's date as git prints it: `2024-01-02T03:04:05+0100`. */
  readonly date: string
  /** How much of the history it took. */
  readonly strategy: 'local' | Nearest['strategy']
}

const DESCRIBE = ['describe', '--tags', '--dirty', '--always', '--long']

/** The facts as Versioneer gathers them, with its commands. */
export async function exactFacts(git: Git, prefix: string): Promise<Facts> {
  const [output, head] = await Promise.all([
    describeHead(git, ['--match', tagPattern(prefix)]),
    headOf(git),
  ])
  const described = parsed(output, prefix)
  const branch = head.branch === 'HEAD' ? await branchOfDetached(git) : head.branch
  const distance = described.distance ?? (await countOf(git, 'HEAD'))
  const short = described.tag === '' ? head.sha.slice(0, 7) : described.short
  return {
    ...head,
    tag: described.tag,
    dirty: described.dirty,
    distance,
    short,
    branch,
    strategy: 'local',
  }
}

/**
 * The facts without what Versioneer gets wrong: moving names are passed over, of the tags on one commit the highest counts, the
 * distance is counted (git describe miscounts when clocks went wrong), and the abbreviation has always 7 digits.
 */
export async function repairedFacts(git: Git, prefix: string): Promise<Facts> {
  const [head, list] = await Promise.all([
    headOf(git),
    git.ask(['for-each-ref', 'refs/tags', LOCAL_TAGS]),
  ])
  const tags = parseLocalTags(list).filter(({ name }) => isVersionTag(name, prefix))
  const floating = floatingTags(
    tags.map(({ name }) => name),
    prefix,
  )
  const excluded = [...floating].flatMap((name) => ['--exclude', literal(name)])
  const output = await describeHead(git, ['--match', `${literal(prefix)}[0-9]*`, ...excluded])
  const { tag, dirty } = nearest(output, tags, floating, prefix)
  const distance = await countOf(git, tag === '' ? 'HEAD' : `refs/tags/${tag}..HEAD`)
  const branch = head.branch === 'HEAD' ? '' : head.branch
  return { ...head, tag, dirty, distance, short: head.sha.slice(0, 7), branch, strategy: 'local' }
}

const describeHead = (git: Git, more: readonly string[]): Promise<string> =>
  git.ask([...DESCRIBE, ...more])

/** A text as a pattern that matches it alone. */
const literal = (text: string): string => text.replace(/[[\]*?\\]/g, '\\$&')

function parsed(output: string, prefix: string): Described {
  const described = parseDescribe(output, prefix)
  if ('problem' in described) throw new UserError('unknown-version', described.problem)
  return described
}

/** The tag that `git describe` found, or the highest that is on the same commit. */
function nearest(
  output: string,
  tags: readonly Tag[],
  floating: ReadonlySet<string>,
  prefix: string,
): Pick<Described, 'tag' | 'dirty'> {
  const described = parseDescribe(output, '')
  if ('problem' in described) throw new UserError('unknown-version', described.problem)
  const { tag, dirty } = described
  if (tag === '') return { tag, dirty }
  const found = tags.find(({ name }) => name === tag)
  // git prints the name in an annotated tag's object, which may be another than the ref's.
  if (!found) {
    const message = `a tag is called ${quote(tag)} in its own object, and there is no such ref`
    throw new UserError('unknown-version', `${message}; tag the commit anew`)
  }
  const same = tags.filter(({ name, commit }) => commit === found.commit && !floating.has(name))
  return {
    tag:
      highestTag(
        same.map(({ name }) => name),
        prefix,
      ) ?? tag,
    dirty,
  }
}

/** HEAD's commit, date and branch; the branch of a detached HEAD is called `HEAD`. */
export async function headOf(git: Git): Promise<Pick<Facts, 'sha' | 'date' | 'branch'>> {
  const [shown, branch] = await Promise.all([
    git.ask(['show', '--no-patch', '--no-show-signature', '--format=%H %ci', 'HEAD']),
    git.ask(['rev-parse', '--abbrev-ref', 'HEAD']),
  ])
  const [sha = '', day, time, zone] = shown.split(' ')
  return { sha, date: `${day}T${time}${zone}`, branch }
}

/** Versioneer's guess: master when it contains the commit, else the first local branch that does. */
export async function branchOfDetached(git: Git): Promise<string> {
  const lines = (await git.ask(['branch', '--contains'])).split('\n')
  const branches = lines
    .filter((line, index) => index > 0 || !line.includes('('))
    .map((line) => line.slice(2))
  return branches.includes('master') ? 'master' : (branches[0] ?? '')
}

async function countOf(git: Git, range: string): Promise<number> {
  return Number(await git.ask(['rev-list', '--count', range, '--']))
}
