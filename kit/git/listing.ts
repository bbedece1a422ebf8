// The branches and tags of a remote, as `git ls-remote` prints them. Pure.

import type { Tag } from '../versions/tags.ts'

/** What a ref is at: of an annotated tag, the tag object, and the commit that it tags. */
export type RemoteRef = { readonly id: string; readonly commit: string }

/** The arguments whose output `parseListing` reads. */
export const LISTING = ['ls-remote', '--heads', '--tags', 'origin']

/** Parses the listing: an annotated tag has a second line, `^{}`, with its commit. */
export function parseListing(output: string): Map<string, RemoteRef> {
  const refs = new Map<string, RemoteRef>()
  for (const [, id = '', name = '', peeled] of output.matchAll(/^([0-9a-f]+)\t(.+?)(\^\{\})?$/gm)) {
    const ref = refs.get(name)
    refs.set(name, peeled && ref ? { ...ref, commit: id } : { id, commit: id })
  }
  return refs
}

/** Returns the tags of a listing. */
export function tagsOf(listing: ReadonlyMap<string, RemoteRef>): Tag[] {
  return [...listing].flatMap(([ref, { id, commit }]) =>
    ref.startsWith('refs/tags/')
      ? [{ name: ref.slice('refs/tags/'.length), commit, annotated: id !== commit }]
      : [],
  )
}
