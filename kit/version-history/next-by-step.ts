// The next version by a step after the last release, from the facts. Pure.

import { list, quote } from '../text/escape.ts'
import { conventionalStep } from '../versions/conventional-step.ts'
import { firstFree, nextInChannel, releaseOf, stepFrom } from '../versions/next-version.ts'
import { comparePep440, formatPep440, type Pep440, parsePep440 } from '../versions/pep440.ts'
import { type VersionTag, versionTags } from '../versions/released-tags.ts'
import { isVersionTag, knownTags, prefixesOf } from '../versions/tags.ts'
import type { Known, NextBase, NextVersion, NoNext, Scheme, Wanted } from './next-version-facts.ts'
import { highestOther, spellingRemark } from './spelling-remark.ts'

type Kind = Exclude<Scheme, 'calver'>

type Step = Exclude<Kind, 'conventional'>

/** Returns the version one step after the last release, or why there is none. */
export function nextByStep(inputs: Wanted, kind: Kind, facts: Known): NextVersion | NoNext {
  const { channel, 'tag-prefix': prefix } = inputs
  const { base } = facts
  const problem = nothingToStartFrom(inputs, facts)
  if (problem !== undefined) return { reason: 'unknown-prefix', problem }
  const step = kind === 'conventional' ? stepSince(base) : kind
  if (step === undefined) return { version: '', remarks: base ? [noStepRemark(base)] : [] }
  const tags = versionTags(facts.tags, prefix)
  const taken = (facts.taken ?? []).flatMap((text) => parsePep440(text) ?? [])
  const made = stepped(base, step, channel, tags, taken)
  const { released } = made
  const next = formatPep440(released)
  const without = stepped(
    base,
    step,
    channel,
    tags.filter(({ prefixed }) => prefixed),
    taken,
  )
  const isOther = made.from?.prefixed === false
  const isChanged = isOther || comparePep440(released, without.released) !== 0
  const other = isOther ? made.from.name : highestOther(facts.tags, prefix, released)
  const spelling = isChanged ? [spellingRemark(prefix, other, prefix + next)] : []
  return { version: next, remarks: [...remarksOn(base, made, taken), ...spelling] }
}

function nothingToStartFrom(
  { next, 'tag-prefix': prefix }: Wanted,
  { tags }: Known,
): string | undefined {
  const known = knownTags(tags, prefix)
  const ours = tags.filter(({ name }) => isVersionTag(name, prefix))
  const start = `"next: ${next}" has nothing to start from`
  if (known.length > 0 && ours.length === 0) {
    const examples = prefixesOf(tags.map(({ name }) => name))
    return `No tag starts with ${quote(prefix)} and a digit, but there are versions such as ${examples.slice(0, 10).join(', ')}: ${start}; is "tag-prefix" correct?`
  }
  if (ours.length > 0 && versionTags(tags, prefix).length === 0) {
    const names = list(ours.slice(0, 3).map(({ name }) => name))
    return `The tags that start with ${quote(prefix)} and a digit are not PEP 440 versions (${names}): ${start}`
  }
  return undefined
}

/** How the next version was found. */
type Stepped = {
  /** The tag that it starts from. */
  readonly from: VersionTag | undefined
  /** The tag of a pre-release, if the version is the one that it announces. */
  readonly announcedBy: VersionTag | undefined
  readonly wanted: Pep440
  /** The first one that is not taken. */
  readonly free: Pep440
  /** The same, in the channel. */
  readonly released: Pep440
  readonly known: readonly Pep440[]
}

function stepped(
  base: NextBase | undefined,
  step: Step,
  channel: Wanted['channel'],
  tags: readonly VersionTag[],
  taken: readonly Pep440[],
): Stepped {
  const known = [...tags.map(({ version }) => version), ...taken]
  const after = stepFrom(base?.release?.version, step)
  const isAnnounced =
    base?.announcing !== undefined && comparePep440(releaseOf(base.announcing.version), after) > 0
  const announcedBy = isAnnounced ? base.announcing : undefined
  const wanted = announcedBy ? releaseOf(announcedBy.version) : after
  const free = firstFree(wanted, step, known)
  const released = channel === 'stable' ? free : nextInChannel(free, channel, known)
  const from = announcedBy ?? base?.release
  return { from, announcedBy, wanted, free, released, known }
}

function remarksOn(base: NextBase | undefined, made: Stepped, taken: readonly Pep440[]): string[] {
  const { announcedBy, wanted, free, released, known } = made
  const remarks: string[] = []
  if (base?.release && base.nearer) {
    remarks.push(
      `The next version is counted from ${quote(base.release.name)}; ${quote(base.nearer)} is nearer, but of an older line, which was merged`,
    )
  }
  if (announcedBy)
    remarks.push(`${quote(announcedBy.name)} already announces ${formatPep440(wanted)}`)
  const branch = taken.find((one) => comparePep440(one, wanted) === 0)
  if (free !== wanted && branch) {
    remarks.push(
      `${formatPep440(wanted)} already has a release branch, so ${formatPep440(free)} is the next free version`,
    )
  } else if (free !== wanted) {
    remarks.push(
      `${formatPep440(wanted)} already has a tag that is not an ancestor of this commit, so ${formatPep440(free)} is the next free version; if this branch continues from that tag, merge it`,
    )
  }
  const later = known.find(
    (one) =>
      one.pre && comparePep440(releaseOf(one), free) === 0 && comparePep440(one, released) > 0,
  )
  if (released.pre && later) {
    remarks.push(
      `${formatPep440(released)} comes before ${formatPep440(later)}, which already exists`,
    )
  }
  return remarks
}

function stepSince(base: NextBase | undefined): Step | undefined {
  const { commits = [], inPaths, release } = base ?? {}
  return conventionalStep(commits, release?.version, (id) => inPaths?.has(id) ?? true)
}

function noStepRemark({ release, commits, inPaths }: NextBase): string {
  const since = release ? `since ${quote(release.name)}` : 'at all'
  const where = inPaths ? ` ${inPaths.size} of them change a file in "paths";` : ''
  const left = 'none that is left after reverts is a feat, fix, perf or breaking change'
  return `No next version: of the ${commits.length} commits ${since},${where} ${left}`
}
