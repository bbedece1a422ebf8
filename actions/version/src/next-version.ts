// The next version, from the facts. Pure.

import { list, quote } from '../../../kit/text/escape.ts'
import { dayOf } from '../../../kit/versions/calendar-format.ts'
import { nextCalendarVersion } from '../../../kit/versions/calver.ts'
import {
  conventionalStep,
  firstFree,
  isRelease,
  nextInChannel,
  releaseOf,
  type Step,
  stepFrom,
} from '../../../kit/versions/next-version.ts'
import {
  comparePep440,
  formatPep440,
  type Pep440,
  parsePep440,
} from '../../../kit/versions/pep440.ts'
import { isVersionTag, type KnownTag, knownTags, prefixesOf } from '../../../kit/versions/tags.ts'
import type { HistoryFacts } from './history-facts.ts'
import type { VersionInputs } from './inputs.ts'

export type NextVersion = {
  /** Empty if there is nothing to release. */
  readonly version: string
  /** Explanations of what is not obvious. */
  readonly remarks: readonly string[]
}

export type NoNext = { readonly reason: 'future-tag' | 'unknown-prefix'; readonly problem: string }

type Wanted = Pick<VersionInputs, 'tag-prefix' | 'next' | 'calver' | 'timezone' | 'channel'>
type Known = Pick<HistoryFacts, 'tags' | 'tag' | 'base' | 'now'>

/** Returns the next version, or why there is none. */
export function nextVersion(inputs: Wanted, facts: Known): NextVersion | NoNext {
  const { next } = inputs
  if (next === 'none') return { version: '', remarks: [] }
  const known = knownTags(facts.tags, inputs['tag-prefix'])
  return next === 'calver' ? byCalendar(inputs, facts, known) : byStep(inputs, next, facts, known)
}

function byCalendar(
  { calver, timezone, channel }: Wanted,
  { now }: Known,
  known: readonly KnownTag[],
): NextVersion | NoNext {
  const day = dayOf(now, timezone)
  if (!day) throw new Error(`the time zone ${timezone} was read before`)
  const next = nextCalendarVersion(
    calver,
    day,
    known.map(({ text }) => text),
  )
  if ('problem' in next) return { reason: 'future-tag', problem: next.problem }
  const version = parsePep440(next.version)
  if (channel === 'stable' || !version) return { version: next.version, remarks: [] }
  const { pre } = nextInChannel(version, channel, versionsOf(known))
  return { version: `${next.version}${pre?.letter}${pre?.number}`, remarks: [] }
}

function byStep(
  { next, channel, 'tag-prefix': prefix }: Wanted,
  kind: Step | 'conventional',
  { tags, tag, base }: Known,
  known: readonly KnownTag[],
): NextVersion | NoNext {
  if (known.length > 0 && !tags.some(({ name }) => isVersionTag(name, prefix))) {
    const examples = prefixesOf(tags.map(({ name }) => name))
      .slice(0, 10)
      .join(', ')
    const problem = `No tag starts with ${quote(prefix)} and a digit, but there are versions such as ${examples}: "next: ${next}" has nothing to start from; is "tag-prefix" correct?`
    return { reason: 'unknown-prefix', problem }
  }
  const ours = tags.filter(({ name }) => isVersionTag(name, prefix))
  if (ours.length > 0 && versionsOf(known).length === 0) {
    const names = list(ours.slice(0, 3).map(({ name }) => name))
    const problem = `The tags that start with ${quote(prefix)} and a digit are not PEP 440 versions (${names}): "next: ${next}" has nothing to start from`
    return { reason: 'unknown-prefix', problem }
  }
  const from = parsePep440(base?.tag.slice(prefix.length) ?? '')
  const step = kind === 'conventional' ? conventionalStep(base?.messages ?? [], from) : kind
  if (step === undefined) return { version: '', remarks: [noStepRemark(base)] }
  const remarks: string[] = []
  const stepped = stepFrom(from, step)
  const announced = announcedBy(tag.slice(prefix.length))
  const isBehind = announced !== undefined && comparePep440(announced, stepped) > 0
  const wanted = isBehind ? announced : stepped
  if (isBehind) remarks.push(`${quote(tag)} already announces ${formatPep440(announced)}`)
  // Only tags with the prefix: others may be dates, or versions of something else.
  const version = firstFree(wanted, step, versionsOf(knownTags(ours, prefix)))
  if (version !== wanted) {
    remarks.push(
      `${formatPep440(wanted)} already has a tag that is not an ancestor of this commit, so ${formatPep440(version)} is the next free version; if this branch continues from that tag, merge it`,
    )
  }
  const released =
    channel === 'stable' ? version : nextInChannel(version, channel, versionsOf(known))
  const later = versionsOf(known).find(
    (one) =>
      one.pre && comparePep440(releaseOf(one), version) === 0 && comparePep440(one, released) > 0,
  )
  if (channel !== 'stable' && later) {
    remarks.push(
      `${formatPep440(released)} comes before ${formatPep440(later)}, which already exists`,
    )
  }
  return { version: formatPep440(released), remarks }
}

/** Returns the versions of some tags. */
export const versionsOf = (known: readonly KnownTag[]): Pep440[] =>
  known.flatMap(({ text }) => parsePep440(text) ?? [])

function noStepRemark(base: Known['base']): string {
  const since = base?.tag ? `since ${quote(base.tag)}` : 'at all'
  const count = base?.messages.length ?? 0
  return `No next version: none of the ${count} commits ${since} is a feat, fix, perf or breaking change`
}

/** Returns the release that a pre-release or development release precedes. */
function announcedBy(text: string): Pep440 | undefined {
  const version = parsePep440(text)
  return version && !isRelease(version) ? releaseOf(version) : undefined
}
