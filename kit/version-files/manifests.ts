// Manifests: the names of the packages that they give a version, and the lock files that repeat it. Pure.

import { parse } from 'smol-toml'

type Table = Readonly<Record<string, unknown>>

/** A manifest, and the key of the version in it; without a key, the usual one. */
export type Manifest = {
  readonly name: string
  readonly key: string
  readonly text: string
  /** The other manifests of this kind in its folder and below, by their paths from there; read only for a workspace. */
  readonly below: () => ReadonlyMap<string, string>
}

/** The lock files of a manifest, by its name in lower case. */
export const LOCK_FILES: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['package-lock.json', 'npm-shrinkwrap.json'],
  'cargo.toml': ['Cargo.lock'],
  'pyproject.toml': ['uv.lock', 'poetry.lock'],
}

/** The manifest that a lock file belongs to, by the lock's name in lower case. */
export const MANIFESTS: Readonly<Record<string, string>> = {
  'cargo.lock': 'Cargo.toml',
  'uv.lock': 'pyproject.toml',
  'poetry.lock': 'pyproject.toml',
}

/** Returns the names of the packages whose version a manifest sets: its own, and in Cargo those that inherit the workspace's. */
export function packageNames(manifest: Manifest): string[] {
  const table = tableOf(manifest.text)
  if (!table) return []
  if (manifest.name.toLowerCase() === 'cargo.toml') return crateNames(table, manifest)
  return stringsOf(at(table, 'project', 'name') ?? at(table, 'tool', 'poetry', 'name'))
}

function crateNames(table: Table, { key, below }: Manifest): string[] {
  const workspaceVersion = at(table, 'workspace', 'package', 'version')
  const isWorkspace =
    key === 'workspace.package.version' ||
    (key === '' && typeof at(table, 'package', 'version') !== 'string')
  if (!isWorkspace || workspaceVersion === undefined) return stringsOf(at(table, 'package', 'name'))
  const others = [...below()].map(([path, text]) => [path, tableOf(text)] as const)
  // A folder with a workspace of its own inherits from that.
  const foreign = others.flatMap(([path, other]) =>
    other && at(other, 'workspace') !== undefined ? [path.slice(0, -'Cargo.toml'.length)] : [],
  )
  const members = others.filter(([path]) => !foreign.some((folder) => path.startsWith(folder)))
  return [table, ...members.map(([, other]) => other)].flatMap((one) =>
    one && at(one, 'package', 'version', 'workspace') === true
      ? stringsOf(at(one, 'package', 'name'))
      : [],
  )
}

const stringsOf = (value: unknown): string[] => (typeof value === 'string' ? [value] : [])

function tableOf(text: string): Table | undefined {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    const isTable = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
    return isTable ? (inner as Table)[key] : undefined
  }, value)
}
