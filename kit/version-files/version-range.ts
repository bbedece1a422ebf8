// Where a version stands in a file.

/** How a notation writes a version: as PEP 440 or SemVer have it, or as it is. */
export type Notation = 'pep440' | 'semver' | 'plain'

/** A version's place: from and to, in UTF-16 units of the text. */
export type VersionRange = {
  readonly start: number
  readonly end: number
  /** What the version is called there: `project.version`. */
  readonly key: string
  /** Writes the version where it can't stand as it is. */
  readonly spell?: (version: string) => string
  /** The version that was there, where the text at the place says more. */
  readonly from?: string
}

/** The places in a text, or why there is none. Each finder wants exactly one, or all of a fixed set. */
export type VersionRanges = readonly VersionRange[] | StampProblem

/** Why a text has none, as the end of a sentence. */
export type StampProblem = { readonly problem: string }

/** The one of several, or why there is not exactly one. */
export function only(found: readonly VersionRange[], called: string): VersionRanges {
  if (found.length === 1) return found
  if (found.length === 0) return { problem: `it has no ${called}` }
  return { problem: `it has ${called} ${found.length} times; which one is meant?` }
}

/** Says that a text is not what its name promises, with the line of a place in it. */
export function notValid(form: string, text: string, place: number, what = ''): StampProblem {
  const line = text.slice(0, place).split('\n').length
  return { problem: `it is not valid ${form} (line ${line}${what && `: ${what}`})` }
}
