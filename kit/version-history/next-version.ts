// The next version, from the facts. Pure.

import { quote } from '../text/escape.ts'
import { dayOf } from '../versions/calendar-format.ts'
import { nextCalendarVersion } from '../versions/calver.ts'
import { isRelease, nextInChannel } from '../versions/next-version.ts'
import { type Pep440, parsePep440 } from '../versions/pep440.ts'
import { highestVersion, versionTags } from '../versions/released-tags.ts'
import { isVersionTag, type KnownTag, knownTags } from '../versions/tags.ts'
import { nextByStep } from './next-by-step.ts'
import type { Known, NextVersion, NoNext, Wanted } from './next-version-facts.ts'
import { highestOther, spellingRemark } from './spelling-remark.ts'

/** Returns the next version, or why there is none. */
export function nextVersion(inputs: Wanted, facts: Known): NextVersion | NoNext {
  const { next } = inputs
  if (next === 'none') return { version: '', remarks: [] }
  const found = next === 'calver' ? byCalendar(inputs, facts) : nextByStep(inputs, next, facts)
  if ('problem' in found) return found
  const released = releasedAs(inputs, facts)
  if (released === undefined) return found
  const { version, remarks } = found
  // Of no commits none can be a feature: the tag says why.
  return {
    version,
    remarks: [
      `This commit is released already, as ${quote(released)}`,
      ...(version === '' ? [] : remarks),
    ],
  }
}

/** Returns the highest release tag on the commit; in a channel, pre-releases count too. */
function releasedAs(
  { channel, 'tag-prefix': prefix }: Wanted,
  { sha, tags }: Known,
): string | undefined {
  const onCommit = versionTags(tags, prefix).filter(({ commit }) => commit === sha)
  const counted = onCommit.filter(({ version }) => channel !== 'stable' || isRelease(version))
  return highestVersion(counted)?.name
}

function byCalendar(inputs: Wanted, { now, tags, taken = [] }: Known): NextVersion | NoNext {
  const { 'tag-prefix': prefix } = inputs
  const known = knownTags(tags, prefix)
  const made = onDay(inputs, now, known, taken)
  if ('problem' in made) return made
  const without = onDay(
    inputs,
    now,
    known.filter(({ name }) => isVersionTag(name, prefix)),
    taken,
  )
  if ('version' in without && without.version === made.version) return made
  const version = parsePep440(made.version)
  const other = version ? highestOther(tags, prefix, version) : ''
  return { ...made, remarks: [spellingRemark(prefix, other, prefix + made.version)] }
}

function onDay(
  { calver, timezone, channel }: Wanted,
  now: Date,
  known: readonly KnownTag[],
  taken: readonly string[],
): NextVersion | NoNext {
  const day = dayOf(now, timezone)
  if (!day) throw new Error(`the time zone ${timezone} was read before`)
  const texts = [...known.map(({ text }) => text), ...taken]
  const next = nextCalendarVersion(calver, day, texts)
  if ('problem' in next) return { reason: 'future-tag', problem: next.problem }
  const version = parsePep440(next.version)
  if (channel === 'stable' || !version) return { version: next.version, remarks: [] }
  const { pre } = nextInChannel(version, channel, versionsOf(texts))
  return { version: `${next.version}${pre?.letter}${pre?.number}`, remarks: [] }
}

/** Returns those of some texts that are versions. */
const versionsOf = (texts: readonly string[]): Pep440[] =>
  texts.flatMap((text) => parsePep440(text) ?? [])
