// The ranges of versions in a file.

/** How a file writes versions: as PEP 440, as SemVer, or unchanged. */
export type Notation = 'pep440' | 'semver' | 'plain'

/** The range of a version, in UTF-16 units of the text. */
export type VersionRange = {
  readonly start: number
  readonly end: number
  /** The key of the version, such as `project.version`. */
  readonly key: string
  /** The version at this place, if it is more than the version of the project. */
  readonly value?: (version: string) => string
  /** Formats the version, if it can't be written unchanged. */
  readonly spell?: (version: string) => string
  /** The previous version, if the range contains more than that. */
  readonly from?: string
}

/** The ranges in a string, or why there are none. Each finder needs exactly one, or all of a fixed set. */
export type VersionRanges = readonly VersionRange[] | StampProblem

/** Why a file can't be stamped, as the end of a sentence. */
export type StampProblem = { readonly problem: string }

/** Returns the only range, or why there is not exactly one. */
export function only(found: readonly VersionRange[], called: string): VersionRanges {
  if (found.length === 1) return found
  if (found.length === 0) return { problem: `it has no ${called}` }
  return { problem: `it has ${called} ${found.length} times; which one is meant?` }
}

/** Returns that a string is not valid in its format, with the line of an offset. */
export function notValid(form: string, text: string, place: number, what = ''): StampProblem {
  const line = text.slice(0, place).split('\n').length
  return { problem: `it is not valid ${form} (line ${line}${what && `: ${what}`})` }
}
