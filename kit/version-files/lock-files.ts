// Versions in the lock files of Cargo, uv and Poetry: the entries of the project's own packages. Pure.

import { parse, type TomlError } from 'smol-toml'
import { tomlMessage } from '../text/toml-error.ts'
import type { StampProblem, VersionRange, VersionRanges } from './version-range.ts'

type Package = Readonly<Record<string, unknown>>

type Kind = {
  /** Whether an entry is a folder of this repository; any other is a package of somebody else. */
  isLocal(entry: Package): boolean
  normalized(name: string): string
  /** Why an own entry may be missing, as the end of a sentence. */
  readonly hint: string
}

const hasSource = (entry: Package, ...kinds: readonly string[]): boolean =>
  typeof entry['source'] === 'object' &&
  entry['source'] !== null &&
  kinds.some((kind) => kind in (entry['source'] as object))

/** PEP 503. */
const pythonName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-')

const KINDS: Readonly<Record<string, Kind>> = {
  'cargo.lock': {
    isLocal: (entry) => entry['source'] === undefined,
    normalized: (name) => name,
    hint: '',
  },
  'uv.lock': {
    isLocal: (entry) =>
      entry['source'] === undefined || hasSource(entry, 'editable', 'virtual', 'directory'),
    normalized: pythonName,
    hint: ' (an entry has none if the version is dynamic)',
  },
  'poetry.lock': {
    // A package of PyPI has no source either, but files with hashes.
    isLocal: ({ source, files }) =>
      (source as Package | undefined)?.['type'] === 'directory' ||
      (source === undefined && (!Array.isArray(files) || files.length === 0)),
    normalized: pythonName,
    hint: ' (Poetry writes no entry for the project itself, only for folders that it depends on)',
  },
}

/** Returns whether a file is such a lock file. Its name is in lower case. */
export const isLockFile = (name: string): boolean => Object.hasOwn(KINDS, name)

/** Finds the versions of the project's own packages, and what refers to them by version. */
export function inLock(text: string, file: string, own: readonly string[]): VersionRanges {
  const kind = KINDS[file]
  if (!kind) return { problem: 'its kind is unknown' }
  const entries = entriesOf(text)
  if ('problem' in entries) return entries
  const names = own.map(kind.normalized)
  const mine = entries.filter(
    ({ entry, range }) =>
      range && kind.isLocal(entry) && names.includes(kind.normalized(String(entry['name']))),
  )
  if (mine.length === 0) {
    const called = own.length === 0 ? 'the project' : own.map((name) => `"${name}"`).join(' or ')
    return { problem: `it has no version of ${called}${kind.hint}` }
  }
  const twice = mine.find(({ entry }, at) =>
    mine.slice(at + 1).some((other) => other.entry['name'] === entry['name']),
  )
  if (twice) return { problem: `it has "${twice.entry['name']}" twice; which one is meant?` }
  return mine.flatMap(({ entry, range }) => [
    ...(range ? [range] : []),
    ...(file === 'cargo.lock' ? referencesTo(text, entry) : []),
  ])
}

type Entry = { readonly entry: Package; readonly range: VersionRange | undefined }

/** The parser gives no positions. The tools write one key a line; that the lines are what was parsed is checked. */
function entriesOf(text: string): Entry[] | StampProblem {
  let packages: readonly Package[]
  try {
    packages = (parse(text)['package'] ?? []) as readonly Package[]
  } catch (error) {
    const { line = 1 } = error as TomlError
    return { problem: `it is not valid TOML (line ${line}: ${tomlMessage(error)})` }
  }
  const blocks = [...text.matchAll(/^\[\[package\]\]\r?\n(?:(?!\[)[^\n]+\n?)*/gm)]
  const entries = blocks.map(({ index, 0: block }, at) => {
    const entry = packages[at] ?? {}
    const version = /(?<=^version = ")[^"]*(?=")/m.exec(block)
    const start = index + (version?.index ?? 0)
    const range = {
      start,
      end: start + (version?.[0].length ?? 0),
      key: `package ${entry['name']}`,
    }
    return { entry, version: version?.[0], range: version ? range : undefined }
  })
  const isAsParsed =
    entries.length === packages.length &&
    entries.every(({ entry, version }) => entry['version'] === version)
  return isAsParsed ? entries : { problem: 'it is not laid out as its tool writes it' }
}

/** Cargo adds the version to a dependency if there are several packages of its name. */
function referencesTo(text: string, { name, version }: Package): VersionRange[] {
  const line = `\n "${name} ${version}",`
  const key = `dependency ${name}`
  const ranges: VersionRange[] = []
  for (let at = text.indexOf(line); at >= 0; at = text.indexOf(line, at + 1)) {
    const end = at + line.length - 2
    ranges.push({ start: end - String(version).length, end, key })
  }
  return ranges
}
