// A version written into the text of a file, at its parsed place. Nothing else of the text changes. Pure.
import { quote } from '../safe-text.ts'
import { inJson, inLockFile } from './json.ts'
import { inConstant, inIni, inMarkedLine, inWhole, isMarked } from './lines.ts'
import type { Place, Places, World } from './places.ts'
import { inToml } from './toml.ts'
import { type Frozen, inVersioneers, isVersioneers } from './versioneer.ts'
import { inYaml } from './yaml.ts'

/** A version in the spellings of the worlds; empty where a world can't say it. */
export type Spellings = Readonly<Record<World, string>> & { readonly frozen: Frozen }

export type Stamped = {
  readonly text: string
  readonly changes: readonly { readonly key: string; readonly from: string; readonly to: string }[]
}

/** Stamps a file's text. Without a key the usual place of its kind is taken. */
export function stampText(
  path: string,
  key: string,
  text: string,
  spellings: Spellings,
): Stamped | { readonly problem: string } {
  const name = path.split(/[\\/]/).at(-1) ?? path
  const { world, find } = kindOf(name, key, text, spellings.frozen)
  const version = spellings[world]
  if (version === '') {
    const called = world === 'semver' ? 'SemVer' : 'PEP 440'
    return { problem: `${called} can't say ${quote(spellings.plain)}` }
  }
  if (!/^[0-9A-Za-z.+!_-]+$/.test(version)) {
    return { problem: `${quote(version)} can't stand in a file as a version` }
  }
  const places = find(text)
  if ('problem' in places) return places
  const changed = spliced(text, places, version)
  const again = find(changed)
  const isWritten = !('problem' in again) && again.length === places.length
  if (!isWritten) return { problem: `it could not be read any more with ${quote(version)} in it` }
  const changes = places.map(({ key: called, start, end, from }) => ({
    key: called,
    from: from ?? text.slice(start, end),
    to: version,
  }))
  return { text: changed, changes }
}

type Kind = { readonly world: World; readonly find: (text: string) => Places }

function kindOf(name: string, key: string, text: string, frozen: Frozen): Kind {
  const [, extension = ''] = /\.([^.]+)$/.exec(name.toLowerCase()) ?? []
  const world = worldOf(name.toLowerCase(), extension)
  if (key === '' && isMarked(text)) return { world, find: inMarkedLine }
  const find = finderOf(name.toLowerCase(), extension, key, frozen)
  return { world, find }
}

function worldOf(name: string, extension: string): World {
  if (/^(?:package|package-lock|npm-shrinkwrap)\.json$|^cargo\.toml$|^chart\.ya?ml$/.test(name))
    return 'semver'
  const isPython = /^(?:pyproject\.toml|setup\.cfg)$/.test(name) || /^pyi?$/.test(extension)
  return isPython ? 'pep440' : 'plain'
}

function finderOf(
  name: string,
  extension: string,
  key: string,
  frozen: Frozen,
): (text: string) => Places {
  switch (extension) {
    case 'json':
      if (key === '' && /^(?:package-lock|npm-shrinkwrap)/.test(name)) return inLockFile
      return (text) => inJson(text, key || 'version')
    case 'toml':
      return (text) => inToml(text, key === '' ? tomlKeys(name) : [key])
    case 'yaml':
    case 'yml':
      return (text) => inYaml(text, key || 'version')
    case 'cfg':
    case 'ini': {
      const [section = '', option = ''] = (key || 'metadata.version').split(/\.(?=[^.]*$)/)
      return (text) => inIni(text, section, option.toLowerCase())
    }
    case 'py':
    case 'pyi':
      return (text) =>
        key === '' && isVersioneers(text)
          ? inVersioneers(text, frozen)
          : inConstant(text, key || '__version__')
    case 'rb':
      return (text) => inConstant(text, key || 'VERSION')
    default:
      return /^\.?version(?:\.txt)?$/.test(name) ? inWhole : inMarkedLine
  }
}

function tomlKeys(name: string): string[] {
  if (name === 'pyproject.toml') return ['project.version', 'tool.poetry.version']
  return name === 'cargo.toml' ? ['package.version', 'workspace.package.version'] : ['version']
}

function spliced(text: string, places: readonly Place[], version: string): string {
  return places
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (all, { start, end, spell }) =>
        all.slice(0, start) + (spell?.(version) ?? version) + all.slice(end),
      text,
    )
}
