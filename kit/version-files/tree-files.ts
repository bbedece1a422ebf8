// The version files of a git tree. It is read in as few requests as possible: content may have to be fetched. Pure: I/O only through `TreeReader`.

import { posix } from 'node:path'
import { LOCK_FILES, MANIFESTS } from './manifests.ts'
import {
  missing,
  NOT_A_FILE,
  OUTSIDE,
  type StampLine,
  textIn,
  type VersionFiles,
} from './version-files.ts'

const { basename, dirname, join, normalize } = posix

type TreeFile = {
  /** The bytes of a file, or where a symbolic link leads. */
  readonly content: Uint8Array
  /** As in git: `100644`, `100755`, `120000` for a symbolic link. */
  readonly mode: string
}

/** One tree of a repository. */
export type TreeReader = {
  /** Returns those of some files that the tree has, by path. */
  files(paths: readonly string[]): Promise<ReadonlyMap<string, TreeFile>>
  /** Returns the paths of all files in the tree (`git ls-tree -r --name-only`); asked only for the members of a Cargo workspace. */
  paths(): Promise<readonly string[]>
}

type Entries = Map<string, TreeFile | undefined>

/** Reads everything that stamping the files of some lines may read: them, their lock files and manifests, and what links lead to. */
export async function filesOfTree(
  tree: TreeReader,
  lines: readonly StampLine[],
): Promise<VersionFiles> {
  const entries: Entries = new Map()
  const isOfCargo = lines.some(({ path }) => /^cargo\.(?:toml|lock)$/i.test(basename(path)))
  const crates = isOfCargo ? cratesIn(await tree.paths()) : []
  for (let more = lines.map(({ path }) => normalize(path)); more.length > 0; ) {
    const wanted = new Set([...more.flatMap(neighbours), ...crates].flatMap(withFolders))
    const unknown = [...wanted].filter((path) => !entries.has(path))
    const found = unknown.length === 0 ? new Map() : await tree.files(unknown)
    for (const path of unknown) entries.set(path, found.get(path))
    // A link may lead to a file that has to be read, too.
    more = more.flatMap((path) => {
      const real = realPath(entries, path)
      return 'path' in real && !entries.has(real.path) ? [real.path] : []
    })
  }
  return {
    read(path) {
      const real = realPath(entries, normalize(path))
      if ('problem' in real) return real
      const entry = entries.get(real.path)
      if (!entry) return missing(path)
      if (entry.mode === '160000') return NOT_A_FILE
      const text = textIn(entry.content)
      return typeof text === 'string' ? { path: real.path, text } : text
    },
    below(folder, name) {
      const start = folder === '.' ? '' : `${folder}/`
      const own = start + name
      return crates.filter(
        (path) => path.startsWith(start) && path !== own && basename(path) === name,
      )
    },
  }
}

/** Returns the manifests of all crates, except those in folders where Cargo and npm keep what is not part of the project. */
const cratesIn = (paths: readonly string[]): string[] =>
  paths
    .filter((path) => basename(path).toLowerCase() === 'cargo.toml')
    .filter((path) => !/(?:^|\/)(?:target|node_modules)\//.test(path))
    .sort()

/** Returns a file, the manifest beside a lock file, and the lock files of a manifest, up to the root. */
function neighbours(path: string): string[] {
  const name = basename(path).toLowerCase()
  const manifest = MANIFESTS[name]
  const locks = LOCK_FILES[name] ?? []
  const folders = withFolders(dirname(path)).concat('.')
  return [
    path,
    ...(manifest === undefined ? [] : [join(dirname(path), manifest)]),
    ...folders.flatMap((folder) => locks.map((lock) => join(folder, lock))),
  ]
}

/** Returns a path and the folders above it, any of which may be a link: `a/b/c`, `a/b`, `a`. */
function withFolders(path: string): string[] {
  const names = path.split('/')
  return path === '.' ? [] : names.map((_, at) => names.slice(0, names.length - at).join('/'))
}

/** As many links as the kernel follows. */
const MAX_LINKS = 40

/** Follows links as far as they are known. */
function realPath(
  entries: Entries,
  path: string,
): { readonly path: string } | { readonly problem: string } {
  let real = path
  for (let links = 0; links <= MAX_LINKS; links += 1) {
    if (real === '..' || real.startsWith('../') || real.startsWith('/')) return OUTSIDE
    const link = withFolders(real).findLast((one) => entries.get(one)?.mode === '120000')
    if (link === undefined) return { path: real }
    const target = Buffer.from(entries.get(link)?.content ?? []).toString()
    real = target.startsWith('/') ? target : join(dirname(link), target, real.slice(link.length))
  }
  return { problem: 'its links lead in a circle' }
}
