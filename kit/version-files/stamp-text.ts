// Writes a version into the text of a file, at its parsed position. Nothing else changes. Pure.

import { quote } from '../text/escape.ts'
import { inIni } from './ini.ts'
import { inJson, inLockFile } from './json.ts'
import { inLock, isLockFile } from './lock-files.ts'
import { inMarkedLine, inWhole, isMarked } from './plain-text.ts'
import { inConstant } from './source-constants.ts'
import { inToml } from './toml.ts'
import type { Notation, StampProblem, VersionRange, VersionRanges } from './version-range.ts'
import { type Frozen, inVersioneers, isVersioneers } from './versioneer.ts'
import { inPubspec, inYaml } from './yaml.ts'

/** A version in every notation; empty if a notation can't express it. */
export type Spellings = Readonly<Record<Notation, string>> & { readonly frozen: Frozen }

export type Stamped = {
  readonly text: string
  readonly changes: readonly { readonly key: string; readonly from: string; readonly to: string }[]
}

/**
 * Stamps the text of a file. Without a key, at the usual position for its kind. `own` are the names of the packages whose entries in a
 * lock file are stamped. `unlessThere`: a place that has the version already is left alone.
 */
export function stampText(
  path: string,
  key: string,
  text: string,
  spellings: Spellings,
  own: readonly string[] = [],
  { unlessThere = false } = {},
): Stamped | StampProblem {
  return unlessTooDeep(() => {
    const kind = kindOf(path, key, text, spellings.frozen, own)
    return 'problem' in kind ? kind : stamped(kind, text, spellings, unlessThere)
  })
}

/** Returns the places that would be stamped, with the version that each has: `from`. */
export function placesIn(
  path: string,
  key: string,
  text: string,
  own: readonly string[],
): readonly Place[] | StampProblem {
  const frozen = { date: '', dirty: false, sha: '' }
  return unlessTooDeep(() => {
    const kind = kindOf(path, key, text, frozen, own)
    const ranges = 'problem' in kind ? kind : kind.find(text)
    if ('problem' in ranges) return ranges
    return ranges.map((range) => ({
      ...range,
      from: before(text, range),
      whole: range.from !== undefined,
    }))
  })
}

/** A place of a version; `whole`: it contains more than that. */
export type Place = VersionRange & { readonly from: string; readonly whole: boolean }

/** Some parsers are recursive. */
function unlessTooDeep<T>(find: () => T): T | StampProblem {
  try {
    return find()
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'it is nested too deeply' }
    throw error
  }
}

function stamped(
  { notation, find }: Kind,
  text: string,
  spellings: Spellings,
  unlessThere: boolean,
): Stamped | StampProblem {
  const version = spellings[notation]
  if (version === '') {
    const called = notation === 'semver' ? 'SemVer' : 'PEP 440'
    return { problem: `${called} can't express ${quote(spellings.plain)}` }
  }
  if (!/^[0-9A-Za-z.+!_-]+$/.test(version)) {
    return { problem: `${quote(version)} can't be written to a file as a version` }
  }
  const places = find(text)
  if ('problem' in places) return places
  // A word such as `dev` may be a placeholder for a version, but not a template or a sentence.
  const [odd] = places.filter((place) => !/^[0-9A-Za-z.+!_~-]*$/.test(before(text, place)))
  if (odd) {
    return { problem: `${odd.key} is ${quote(before(text, odd))}, which is not a version` }
  }
  const isThere = (place: VersionRange): boolean => unlessThere && hasVersion(text, place, version)
  const left = places.filter((place) => !isThere(place))
  const changed = spliced(text, left, version)
  const again = find(changed)
  const isWritten = !('problem' in again) && again.length === places.length
  if (!isWritten) return { problem: `it could not be parsed again with ${quote(version)} in it` }
  const changes = left.map((place) => ({
    key: place.key,
    from: before(text, place),
    to: place.value?.(version) ?? version,
  }))
  return { text: changed, changes }
}

/** Returns whether a place has a version, with any build number. */
function hasVersion(text: string, place: VersionRange, version: string): boolean {
  const [was, wanted] = [before(text, place), version].map((one) =>
    place.value ? one.replace(/\+.*/, '') : one,
  )
  return was === wanted
}

/** Returns the previous version. */
const before = (text: string, { start, end, from }: VersionRange): string =>
  from ?? text.slice(start, end)

type Kind = { readonly notation: Notation; readonly find: (text: string) => VersionRanges }

function kindOf(
  path: string,
  key: string,
  text: string,
  frozen: Frozen,
  own: readonly string[],
): Kind | StampProblem {
  const name = (path.split(/[\\/]/).at(-1) ?? path).toLowerCase()
  const extension = /\.([^.]+)$/.exec(name)?.[1] ?? ''
  const notation = notationOf(name, extension)
  // JSON has no comments, so the mark is part of a value there.
  if (key === '' && isLockFile(name)) return { notation, find: (all) => inLock(all, name, own) }
  if (key === '' && extension !== 'json' && isMarked(text)) return { notation, find: inMarkedLine }
  const find = finderOf(name, extension, key, frozen)
  return typeof find === 'function' ? { notation, find } : find
}

function notationOf(name: string, extension: string): Notation {
  if (/^(?:package|package-lock|npm-shrinkwrap)\.json$|^cargo\.(?:toml|lock)$/.test(name))
    return 'semver'
  if (/^(?:chart|pubspec)\.ya?ml$/.test(name)) return 'semver'
  const isPython =
    /^(?:pyproject\.toml|setup\.cfg|uv\.lock|poetry\.lock)$/.test(name) || /^pyi?$/.test(extension)
  return isPython ? 'pep440' : 'plain'
}

function finderOf(
  name: string,
  extension: string,
  key: string,
  frozen: Frozen,
): ((text: string) => VersionRanges) | { readonly problem: string } {
  switch (extension) {
    case 'json':
      if (key === '' && /^(?:package-lock|npm-shrinkwrap)/.test(name)) return inLockFile
      return (text) => inJson(text, key || 'version')
    case 'toml':
      return (text) => inToml(text, key === '' ? tomlKeys(name) : [key])
    case 'yaml':
    case 'yml':
      return (text) =>
        /^pubspec\./.test(name) && ['', 'version'].includes(key)
          ? inPubspec(text, 'version')
          : inYaml(text, key || 'version')
    case 'cfg':
    case 'ini': {
      const [section, option] = (key || 'metadata.version').split(/\.(?=[^.]*$)/)
      if (!section || !option) return { problem: `its keys are section.option, not ${quote(key)}` }
      return (text) => inIni(text, section, option.toLowerCase())
    }
    case 'py':
    case 'pyi':
      return (text) =>
        key === '' && isVersioneers(text)
          ? inVersioneers(text, frozen)
          : inConstant(text, key || '__version__', 'python')
    case 'rb':
      return (text) => inConstant(text, key || 'VERSION', 'ruby')
    default:
      if (key !== '')
        return { problem: 'files of its kind have no keys; mark the line with towpath:version' }
      return /^\.?version(?:\.txt)?$/.test(name) ? inWhole : inMarkedLine
  }
}

function tomlKeys(name: string): string[] {
  if (name === 'pyproject.toml') return ['project.version', 'tool.poetry.version']
  return name === 'cargo.toml' ? ['package.version', 'workspace.package.version'] : ['version']
}

function spliced(text: string, places: readonly VersionRange[], version: string): string {
  return places
    .toSorted((a, b) => b.start - a.start)
    .reduce((all, { start, end, value, spell }) => {
      const wanted = value?.(version) ?? version
      return all.slice(0, start) + (spell?.(wanted) ?? wanted) + all.slice(end)
    }, text)
}
