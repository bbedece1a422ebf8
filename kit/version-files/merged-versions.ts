// Version files in a merge: a version that both sides changed is no conflict. Pure.

import { posix } from 'node:path'
import { comparePep440, parsePep440 } from '../versions/pep440.ts'
import { ownPackages } from './own-packages.ts'
import { type Place, placesIn } from './stamp-text.ts'
import { differing, withMarkOf, withoutMark } from './stamp-texts.ts'
import type { StampLine, VersionFile, VersionFiles } from './version-files.ts'

/** The trees of a merge; there are several bases after merges in both directions, and none without a common history. */
export type MergeTrees = {
  readonly bases: readonly VersionFiles[]
  readonly ours: VersionFiles
  readonly theirs: VersionFiles
}

/** New texts of files that differ, by path. */
export type Texts = ReadonlyMap<string, string>

/**
 * Returns texts for the bases and for our side in which the stamped places have what they have on their side, so that a merge takes
 * their versions and has no conflict there. A file that a side lacks, or that has no version there, is left to the merge.
 */
export function withTheirVersions(
  { bases, ours, theirs }: MergeTrees,
  lines: readonly StampLine[],
): { readonly bases: readonly Texts[]; readonly ours: Texts } {
  const common = lines.filter((line) =>
    [ours, theirs].every((files) => placesOf(files, line, lines)),
  )
  const take = (files: VersionFiles): Texts => taking(files, theirs, common, () => true)
  return { bases: bases.map(take), ours: take(ours) }
}

/** Returns texts for a merged tree in which each stamped place has the version of our side if that is higher. */
export function withHigherVersions(
  merged: VersionFiles,
  ours: VersionFiles,
  lines: readonly StampLine[],
): Texts {
  return taking(merged, ours, lines, isHigher)
}

/** Returns whether a version is higher than another; a string that is not a version never is. */
function isHigher(one: string, other: string): boolean {
  const [a, b] = [parsePep440(one), parsePep440(other)]
  return a !== undefined && (b === undefined || comparePep440(a, b) > 0)
}

/** Returns the texts of files with the places of others, where `takes` says so of the two versions. */
function taking(
  files: VersionFiles,
  others: VersionFiles,
  lines: readonly StampLine[],
  takes: (other: string, own: string) => boolean,
): Texts {
  const texts = new Map<string, string>()
  for (const line of lines) {
    const [own, other] = [placesOf(files, line, lines, texts), placesOf(others, line, lines)]
    if (!own || !other) continue
    const pairs = own.places.flatMap((place) => {
      const there = other.places.find(({ key }) => key === place.key)
      return there && takes(there.from, place.from) ? [{ place, there }] : []
    })
    const text = pairs
      .toSorted((a, b) => b.place.start - a.place.start)
      .reduce((all, { place, there }) => {
        const written = other.text.slice(there.start, there.end)
        const isPlain = !place.whole && place.spell !== undefined
        const wanted = isPlain ? place.spell(written) : written
        return all.slice(0, place.start) + wanted + all.slice(place.end)
      }, own.text)
    texts.set(own.file.path, withMarkOf(own.file, text))
  }
  return differing(files, texts)
}

type Found = {
  readonly file: VersionFile
  /** Without a byte order mark. */
  readonly text: string
  readonly places: readonly Place[]
}

/** Returns the places of a line; undefined if the file is missing or has none. `texts` are newer texts of files. */
function placesOf(
  files: VersionFiles,
  { path, key }: StampLine,
  lines: readonly StampLine[],
  texts: Texts = new Map(),
): Found | undefined {
  const file = files.read(path)
  if ('problem' in file) return undefined
  const text = withoutMark(texts.get(file.path) ?? file.text)
  const wanted = lines.map((line) => ({ ...line, path: posix.normalize(line.path) }))
  const places = placesIn(file.path, key, text, ownPackages(files, file.path, wanted))
  return 'problem' in places ? undefined : { file, text, places }
}
