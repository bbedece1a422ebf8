// Everything that version reports, from the facts. Pure.

import { list, quote } from '../../../kit/text/escape.ts'
import { nextVersion } from '../../../kit/version-history/next-version.ts'
import { movesOf } from '../../../kit/versions/next-version.ts'
import { formatPep440, type Pep440, parsePep440 } from '../../../kit/versions/pep440.ts'
import { versionTags } from '../../../kit/versions/released-tags.ts'
import { dockerTagOf, semverOf } from '../../../kit/versions/to-semver.ts'
import type { HistoryFacts } from './history-facts.ts'
import type { VersionInputs } from './inputs.ts'
import { renderRepaired } from './repaired-styles.ts'
import { type Pieces, render, type Style } from './versioneer-styles.ts'

export type VersionPlan = {
  readonly version: string
  readonly pep440: string
  /** Empty if SemVer can't express it. */
  readonly semver: string
  readonly docker: string
  readonly tag: string
  readonly base: string
  readonly distance: number
  readonly sha: string
  readonly short: string
  readonly branch: string
  readonly dirty: boolean
  readonly exact: boolean
  readonly date: string
  readonly next: string
  readonly 'next-tag': string
  readonly moves: readonly string[]
  readonly strategy: HistoryFacts['strategy']
  readonly fetched: number
  /** Notices for the user. */
  readonly notices: readonly string[]
}

export type Refusal = {
  readonly reason: 'dirty' | 'unknown-version' | 'future-tag' | 'unknown-prefix'
  readonly problem: string
}

type Wanted = Omit<
  VersionInputs,
  'path' | 'default-branch' | 'history' | 'paths' | 'stamp' | 'token'
>

/** Returns the outputs, or why there are none. */
export function plan(inputs: Wanted, facts: HistoryFacts): VersionPlan | Refusal {
  const { style, versioneer, 'tag-prefix': prefix } = inputs
  const { sha, tag, distance, changed, branch, strategy, fetched } = facts
  if (inputs.dirty === 'fail' && changed.length > 0) {
    const more = changed.length > 10 ? `, and ${changed.length - 10} more` : ''
    return {
      reason: 'dirty',
      problem: `Files are changed: ${list(changed.slice(0, 10))}${more}; commit them, or use "dirty: ignore" if they don't matter`,
    }
  }
  const dirty = changed.length > 0
  const pieces: Pieces = { ...facts, tag: tag.slice(prefix.length), dirty }
  const made = inStyle(style, versioneer, pieces)
  if ('problem' in made) return { reason: 'unknown-version', problem: made.problem }
  const pep440 = asPep440(style, made.version, pieces)
  const next = nextVersion(inputs, facts)
  if ('problem' in next) return next
  const exact = tag !== '' && distance === 0 && !dirty
  const base = parsePep440(pieces.tag)
  const out = versionTags(facts.tags, prefix).map((one) => one.version)
  return {
    version: made.version,
    pep440: formatPep440(pep440),
    semver: semverOf(pep440),
    docker: dockerTagOf(pep440),
    tag,
    base: pieces.tag,
    distance,
    sha,
    short: sha.slice(0, 7),
    branch,
    dirty,
    exact,
    date: dateOf(facts.date, versioneer),
    next: next.version,
    'next-tag': next.version === '' ? '' : prefix + next.version,
    moves: exact && base ? movesOf(base, out) : [],
    strategy,
    fetched,
    notices: [...made.notices, ...notExpressed(pep440, facts), ...next.remarks],
  }
}

/** Returns notices of what the outputs do not say. */
function notExpressed(version: Pep440, { tag, ref }: HistoryFacts): string[] {
  const epoch = `SemVer can't express the epoch of ${quote(formatPep440(version))}: the output "semver" is empty`
  const name = `The object of the tag ${quote(ref ?? '')} is named ${quote(tag)}; Versioneer goes by that name`
  return [...(version.epoch === 0n ? [] : [epoch]), ...(ref === undefined ? [] : [name])]
}

type Made = { readonly version: string; readonly notices: readonly string[] }

function inStyle(
  style: Style,
  versioneer: VersionInputs['versioneer'],
  pieces: Pieces,
): Made | { readonly problem: string } {
  if (versioneer === 'exact') {
    const version = render(style, pieces)
    return typeof version === 'string' ? { version, notices: [] } : version
  }
  const { version, original } = renderRepaired(style, pieces)
  if (original === undefined) return { version, notices: [] }
  return {
    version,
    notices: [`Repaired: Versioneer prints ${quote(original)}, which is not valid PEP 440`],
  }
}

/** Returns the version itself if it is PEP 440, else its repaired form. */
function asPep440(style: Style, version: string, pieces: Pieces): Pep440 {
  const isDescription = style === 'git-describe' || style === 'git-describe-long'
  const parsed = isDescription ? undefined : parsePep440(version)
  const repaired = parsePep440(renderRepaired(isDescription ? 'pep440' : style, pieces).version)
  const valid = parsed ?? repaired
  if (!valid) throw new Error(`${version} could not be repaired`)
  return valid
}

/** Returns git's date as Versioneer writes it, or in RFC 3339 form. */
function dateOf(date: string, versioneer: VersionInputs['versioneer']): string {
  const [day, time, zone = ''] = date.split(' ')
  // git prints no date for a commit whose date is invalid.
  if (!time) return ''
  return `${day}T${time}${versioneer === 'exact' ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`}`
}
