// The project's own packages in a lock file: by the manifests that are stamped, or by the manifest beside it.

import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { LOCK_FILES, MANIFESTS, packageNames } from './manifests.ts'

/** A file to stamp, by its real path. */
export type Wanted = { readonly real: string; readonly key: string }

/** Where Cargo and npm keep what is not part of the project. */
const NOT_OURS = ['target', 'node_modules', '.git']

/** Returns the names of the packages that a lock file may be stamped for. Empty for any other file. */
export function ownPackages(real: string, wanted: readonly Wanted[]): string[] {
  const manifest = MANIFESTS[basename(real).toLowerCase()]
  if (manifest === undefined) return []
  const stamped = wanted.filter((one) => basename(one.real) === manifest)
  const beside = { real: join(dirname(real), manifest), key: '' }
  const isInside = stamped.some((one) => one.real.startsWith(join(dirname(real), '/')))
  return [...stamped, ...(isInside ? [] : [beside])].flatMap(namesIn)
}

function namesIn({ real, key }: Wanted): string[] {
  if (!existsSync(real)) return []
  const folder = dirname(real)
  const name = basename(real)
  const below = (): ReadonlyMap<string, string> => {
    const options = { cwd: folder, exclude: (path: string) => NOT_OURS.includes(basename(path)) }
    const paths = globSync(`*/**/${name}`, options).sort()
    return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
  }
  return packageNames({ name, key, text: readFileSync(real, 'utf8'), below })
}

/** Returns where the version of a manifest is locked: beside it, or for a member of a workspace in the nearest folder above it, up to `root`. */
export function locksOf(manifest: string, root: string): Wanted[] {
  const names = LOCK_FILES[basename(manifest).toLowerCase()] ?? []
  return names.flatMap((name) => {
    for (let folder = dirname(manifest); ; folder = dirname(folder)) {
      const real = join(folder, name)
      if (existsSync(real)) return [{ real, key: keyIn(name, relative(folder, dirname(manifest))) }]
      if (folder === root || folder === dirname(folder) || name === 'poetry.lock') return []
    }
  })
}

/** npm has one lock file for a workspace, with an entry for the folder of each member. */
const keyIn = (lock: string, member: string): string =>
  member !== '' && lock.endsWith('.json') ? `packages.${member}.version` : ''
