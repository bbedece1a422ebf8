// Tags as versions: the commits they are on, which are floating, and which is the highest.

import { quote } from '../text/escape.ts'
import { comparePep440, isPep440, normalPep440, type Pep440, parsePep440 } from './pep440.ts'

export type Tag = {
  /** Without `refs/tags/`. */
  readonly name: string
  /** The tagged commit, even of an annotated tag. */
  readonly commit: string
  readonly annotated: boolean
}

/**
 * Parses the output of `git ls-remote --tags` and `git show-ref --tags --dereference`: an annotated tag has a second line, `^{}`, with its
 * commit.
 */
export function parseTags(output: string): Tag[] {
  const tags = new Map<string, Tag>()
  for (const line of output.split('\n')) {
    const gap = line.search(/[\t ]/)
    const ref = line.slice(gap + 1)
    if (gap < 0 || !ref.startsWith('refs/tags/')) continue
    const annotated = ref.endsWith('^{}')
    const name = ref.slice('refs/tags/'.length, annotated ? -'^{}'.length : undefined)
    // The peeled line comes second.
    tags.set(name, { name, commit: line.slice(0, gap), annotated })
  }
  return [...tags.values()]
}

/** The object of an annotated tag. */
export type TagObject = {
  /** The ref's name, without `refs/tags/`. */
  readonly name: string
  /** The name in the object, which git describe prints; usually the same. */
  readonly inner: string
  /** The time of the tag, in seconds. */
  readonly time: number
}

/** The format for `git for-each-ref` that `parseTagObjects` reads. */
export const TAG_OBJECTS = '--format=%(refname:lstrip=2) %(tag) %(taggerdate:unix)'

/** Parses the output of `git for-each-ref` in that format. */
export function parseTagObjects(output: string): TagObject[] {
  return output.split('\n').flatMap((line) => {
    const [name = '', inner = '', time] = line.split(' ')
    return inner === '' ? [] : [{ name, inner, time: Number(time) }]
  })
}

/** A tag and its name without the prefix, which may not be a version. */
export type KnownTag = Pick<Tag, 'name' | 'commit'> & { readonly text: string }

/**
 * Returns the tags of versions, with and without the prefix: a project may have started without one. A prefix with a slash is
 * a namespace, and tags outside it don't count.
 */
export function knownTags(tags: readonly Tag[], prefix: string): KnownTag[] {
  return tags.flatMap(({ name, commit }) => {
    const isOurs = isVersionTag(name, prefix)
    if (!isOurs && prefix.includes('/')) return []
    const text = isOurs ? name.slice(prefix.length) : name.replace(/^v/, '')
    return isOurs || isPep440(text) ? [{ name, commit, text }] : []
  })
}

/** Returns the prefixes of some names, the most frequent first, each with an example: `"pkg/2.0" (prefix "pkg/")`. */
export function prefixesOf(names: readonly string[]): string[] {
  const versions = names.flatMap((name) => {
    const [, prefix, version = ''] = /^(.*?)(\d[^/]*)$/.exec(name) ?? []
    return prefix !== undefined && isPep440(version) ? [{ name, prefix }] : []
  })
  const counted = [...Map.groupBy(versions, ({ prefix }) => prefix).values()]
  return counted
    .sort((a, b) => b.length - a.length)
    .flatMap((same) => same.slice(0, 1))
    .map(({ name, prefix }) => `${quote(name)} (prefix ${quote(prefix)})`)
}

/** Returns names of the same version, such as `0.26.0.b5069` and `v0.26.0.b5069`, except for moving names. */
export function collisions(tags: readonly Tag[], prefix: string): string[][] {
  const known = knownTags(tags, prefix)
  const moving = floatingTags(
    known.map(({ name }) => name),
    prefix,
  )
  // Most are in normal form already, which is fast to check.
  const normal = ({ text }: KnownTag): string =>
    /^[1-9]\d*(?:\.(?:0|[1-9]\d*))*$/.test(text) ? text : (normalPep440(text) ?? `none: ${text}`)
  return [...Map.groupBy(known, normal).values()]
    .filter((same) => same.length > 1)
    .map((same) => same.map(({ name }) => name).filter((name) => !moving.has(name)))
    .filter((same) => same.length > 1)
}

/** Returns whether Versioneer considers a tag: the prefix, then a digit. */
export function isVersionTag(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && /^[0-9]/.test(name.slice(prefix.length))
}

/**
 * Returns the moving names among some tags: `v1` and `v1.2` if there is a full tag of their line (`v1.2.3`). Without one, such a
 * name is a version.
 */
export function floatingTags(names: readonly string[], prefix: string): Set<string> {
  const rest = names.flatMap((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : []))
  const lines = new Set(
    rest.flatMap((text) => {
      const [, major, minor] = /^(\d+)\.(\d+)\.\d/.exec(text) ?? []
      return major === undefined ? [] : [major, `${major}.${minor}`]
    }),
  )
  return new Set(rest.filter((text) => lines.has(text)).map((text) => prefix + text))
}

/** Returns the highest of some tags; those that are not versions come first. */
export function highestTag(names: readonly string[], prefix: string): string | undefined {
  const ranked = names
    .map((name) => ({ name, version: parsePep440(name.slice(prefix.length)) }))
    .sort((a, b) => compareParsed(a.version, b.version) || (a.name < b.name ? -1 : 1))
  return ranked.at(-1)?.name
}

function compareParsed(a: Pep440 | undefined, b: Pep440 | undefined): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined)
  return comparePep440(a, b)
}
