// The tags of versions that are out, in any spelling: with the prefix and without it. Pure.

import { comparePep440, type Pep440, parsePep440 } from './pep440.ts'
import { floatingTags, isVersionTag, knownTags, type Tag } from './tags.ts'

/** A tag that is a version. */
export type VersionTag = {
  readonly name: string
  readonly commit: string
  readonly version: Pep440
  /** Its name starts with the prefix. */
  readonly prefixed: boolean
}

/** A major version from here on is a date, such as 20240131 or 2024. */
const FIRST_DATE = 1900n

/** Words that only say that a version follows, such as `v`, `release-` and `Version_`. Any other prefix is the name of a package. */
const SPELLING = /^(?:(?:v|ver|version|r|rel|release)[-_.]?)*$/i

/**
 * Returns the tags of versions that are out, except for moving names. Those without the prefix count too, as a project may have changed
 * its spelling; but not if the prefix is a name, and neither single numbers, nor dates beside versions that are none.
 */
export function versionTags(tags: readonly Tag[], prefix: string): VersionTag[] {
  const known = knownTags(tags, prefix)
  const moving = floatingTags(
    known.map(({ text }) => text),
    '',
  )
  const versions = known.flatMap(({ name, text, commit }) => {
    const version = moving.has(text) ? undefined : parsePep440(text)
    return version ? [{ name, commit, version, prefixed: isVersionTag(name, prefix) }] : []
  })
  if (!SPELLING.test(prefix)) return versions.filter(({ prefixed }) => prefixed)
  const hasDates = versions.some((one) => one.prefixed && isDate(one))
  return versions.filter(
    (one) => one.prefixed || (one.version.release.length > 1 && (hasDates || !isDate(one))),
  )
}

const isDate = ({ version }: VersionTag): boolean => (version.release[0] ?? 0n) >= FIRST_DATE

/** Returns the highest of some tags; of two spellings of one version, that with the prefix. */
export function highestVersion(tags: readonly VersionTag[]): VersionTag | undefined {
  return tags
    .toSorted(
      (a, b) => comparePep440(a.version, b.version) || Number(a.prefixed) - Number(b.prefixed),
    )
    .at(-1)
}
