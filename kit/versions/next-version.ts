// The next version, and the moving names of a version, from the existing versions. Pure.

import { comparePep440, type Pep440 } from './pep440.ts'
import { dockerTagOf } from './to-semver.ts'

export type Step = 'major' | 'minor' | 'patch'

/** The letters of PEP 440 for pre-release channels. */
const CHANNEL_LETTERS = { beta: 'b', rc: 'rc', alpha: 'a' } as const

/** Returns whether a version is neither a pre-release nor a development release. A post-release is a release. */
export function isRelease({ pre, dev }: Pep440): boolean {
  return pre === undefined && dev === undefined
}

/** Returns the release one step after another; without one, 1.0.0, 0.1.0 or 0.0.1. */
export function stepFrom(base: Pep440 | undefined, step: Step): Pep440 {
  const [major = 0n, minor = 0n, patch = 0n] = base?.release ?? []
  const release = {
    major: [major + 1n, 0n, 0n],
    minor: [major, minor + 1n, 0n],
    patch: [major, minor, patch + 1n],
  }[step]
  return { epoch: base?.epoch ?? 0n, release }
}

/** Returns the next pre-release of a version in a channel: one more than the highest, 1 for the first. */
export function nextInChannel(
  version: Pep440,
  channel: keyof typeof CHANNEL_LETTERS,
  known: readonly Pep440[],
): Pep440 {
  const letter = CHANNEL_LETTERS[channel]
  const numbers = known
    .filter(({ pre }) => pre?.letter === letter)
    .filter((one) => comparePep440(releaseOf(one), releaseOf(version)) === 0)
    .flatMap(({ pre }) => pre?.number ?? [])
    .sort((a, b) => (a < b ? -1 : 1))
  return { ...releaseOf(version), pre: { letter, number: (numbers.at(-1) ?? 0n) + 1n } }
}

/** Returns a version without its pre-release, development, post and local parts. */
export const releaseOf = ({ epoch, release }: Pep440): Pep440 => ({ epoch, release })

/**
 * Returns a version if its line has neither it nor a later one, else the same step after the highest of the line: a number is
 * never used twice, and never goes backwards.
 */
export function firstFree(version: Pep440, step: Step, known: readonly Pep440[]): Pep440 {
  const fixed = { major: 0, minor: 1, patch: 2 }[step]
  const inLine = known.filter(
    (one) =>
      isRelease(one) &&
      one.epoch === version.epoch &&
      version.release
        .slice(0, fixed)
        .every((number, index) => (one.release[index] ?? 0n) === number),
  )
  const highest = inLine.toSorted(comparePep440).at(-1)
  const isFree = highest === undefined || comparePep440(releaseOf(highest), version) < 0
  return isFree ? version : stepFrom(highest, step)
}

/**
 * Returns the moving names whose newest version a release is: `1.2`, `1` and `latest`. `known` may include it. A pre-release moves
 * nothing.
 */
export function movesOf(version: Pep440, known: readonly Pep440[]): string[] {
  if (!isRelease(version)) return []
  const newerThan = (isSameLine: (other: Pep440) => boolean): boolean =>
    known.some(
      (other) => isRelease(other) && isSameLine(other) && comparePep440(other, version) > 0,
    )
  const lines = version.release.slice(0, -1).map((_, index) => version.release.slice(0, index + 1))
  const names = lines.flatMap((line) => {
    const isSame = ({ epoch, release }: Pep440): boolean =>
      epoch === version.epoch && line.every((number, index) => (release[index] ?? 0n) === number)
    return newerThan(isSame) ? [] : [dockerTagOf({ epoch: version.epoch, release: line })]
  })
  return [...names.reverse(), ...(newerThan(() => true) ? [] : ['latest'])]
}
