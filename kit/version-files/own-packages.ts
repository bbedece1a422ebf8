// The project's own packages in a lock file: by the manifests that are stamped, or by the manifest beside it. Pure.

import { posix } from 'node:path'
import { LOCK_FILES, MANIFESTS, packageNames } from './manifests.ts'
import type { StampLine, VersionFiles } from './version-files.ts'

const { basename, dirname, join, relative } = posix

/** Returns the names of the packages that a lock file may be stamped for. Empty for any other file. `wanted` has real paths. */
export function ownPackages(
  files: VersionFiles,
  path: string,
  wanted: readonly StampLine[],
): string[] {
  const manifest = MANIFESTS[basename(path).toLowerCase()]
  if (manifest === undefined) return []
  const folder = dirname(path)
  const stamped = wanted.filter((one) => basename(one.path) === manifest)
  const isInside = stamped.some((one) => folder === '.' || one.path.startsWith(`${folder}/`))
  const beside = { path: join(folder, manifest), key: '' }
  return [...stamped, ...(isInside ? [] : [beside])].flatMap((one) => namesIn(files, one))
}

function namesIn(files: VersionFiles, { path, key }: StampLine): string[] {
  const file = files.read(path)
  if ('problem' in file) return []
  const [folder, name] = [dirname(path), basename(path)]
  const below = (): ReadonlyMap<string, string> => {
    const others = files.below(folder, name).map((one) => [one, files.read(one)] as const)
    return new Map(
      others.flatMap(([one, other]) =>
        'problem' in other ? [] : [[relative(folder, one), other.text] as const],
      ),
    )
  }
  return packageNames({ name, key, text: file.text, below })
}

/** Returns where the version of a manifest is locked: beside it, or for a member of a workspace in the nearest folder above it. */
export function locksOf(files: VersionFiles, manifest: string): StampLine[] {
  const names = LOCK_FILES[basename(manifest).toLowerCase()] ?? []
  return names.flatMap((name) => {
    for (let folder = dirname(manifest); ; folder = dirname(folder)) {
      const path = join(folder, name)
      if (!('problem' in files.read(path))) {
        return [{ path, key: keyIn(name, relative(folder, dirname(manifest))) }]
      }
      if (folder === '.' || name === 'poetry.lock') return []
    }
  })
}

/** npm has one lock file for a workspace, with an entry for the folder of each member. */
const keyIn = (lock: string, member: string): string =>
  member !== '' && lock.endsWith('.json') ? `packages.${member}.version` : ''
