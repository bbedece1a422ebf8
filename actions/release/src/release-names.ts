// The names of a release: its version, tag and branch. Pure.

import { comparePep440, parsePep440 } from '../../../kit/versions/pep440.ts'
import type { Refs, RemoteRef } from './ports.ts'
import { branchRef, tagRef } from './ref-names.ts'

/** The names of a release. */
export type ReleaseNames = {
  readonly version: string
  readonly tag: string
  readonly branch: string
}

/** A release whose branch exists. */
export type OpenRelease = ReleaseNames & {
  /** The tip of its branch. */
  readonly tip: string
}

type Wanted = { readonly branch: string; readonly 'tag-prefix': string }

/** Returns the names of a release. A version that is given with the prefix is taken without it. */
export function namesOf({ branch, 'tag-prefix': prefix }: Wanted, given: string): ReleaseNames {
  const rest = given.startsWith(prefix) ? given.slice(prefix.length) : ''
  const isTag = prefix !== '' && !/^[0-9]/.test(prefix) && /^[0-9]/.test(rest)
  const version = isTag ? rest : given
  return { version, tag: prefix + version, branch: branch.replace('{version}', () => version) }
}

/** Returns the names of the release of a branch; undefined if the pattern does not match, or what it matches is no version. */
export function namesOfBranch(wanted: Wanted, branch: string): ReleaseNames | undefined {
  const [start = '', end = ''] = wanted.branch.split('{version}')
  if (branch.length <= start.length + end.length) return undefined
  if (!branch.startsWith(start) || !branch.endsWith(end)) return undefined
  const version = branch.slice(start.length, branch.length - end.length)
  const isVersion = /^[0-9][0-9A-Za-z.+!_-]*$/.test(version) && parsePep440(version) !== undefined
  return isVersion ? { version, tag: wanted['tag-prefix'] + version, branch } : undefined
}

/** Returns the releases that have a branch, the lowest version first. */
export function openReleases(wanted: Wanted, refs: Refs): OpenRelease[] {
  const found = [...refs].flatMap(([ref, { commit }]) => {
    const branch = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : ''
    const names = namesOfBranch(wanted, branch)
    return names ? [{ ...names, tip: commit }] : []
  })
  return found.toSorted((a, b) => compareVersions(a.version, b.version))
}

/** Compares two versions by PEP 440; what is not one comes first. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [parsePep440(a), parsePep440(b)]
  if (!one || !other) return Number(one !== undefined) - Number(other !== undefined)
  return comparePep440(one, other)
}

/** Returns what the release's own refs are at. */
export const refsOf = (
  names: ReleaseNames,
  refs: Refs,
): { readonly tip: string | undefined; readonly tagged: RemoteRef | undefined } => ({
  tip: refs.get(branchRef(names.branch))?.commit,
  tagged: refs.get(tagRef(names.tag)),
})
