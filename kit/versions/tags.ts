// Tags of a repository as versions: which commit they are on, which are floating, which is the highest.
import { comparePep440, formatPep440, type Pep440, parsePep440 } from './pep440.ts'

export type Tag = {
  /** Without `refs/tags/`. */
  readonly name: string
  /** The commit that it leads to, through an annotated tag's object. */
  readonly commit: string
  readonly annotated: boolean
}

/**
 * Reads `git ls-remote --tags` and `git show-ref --tags --dereference`: an annotated tag has a second line, `^{}`, with its
 * commit.
 */
export function parseTags(output: string): Tag[] {
  const tags = new Map<string, Tag>()
  for (const line of output.split('\n')) {
    const [, commit, name] = /^([0-9a-f]+)[\t ]refs\/tags\/(.+?)(?:\^\{\})?$/.exec(line) ?? []
    // The peeled line comes after the other one.
    if (commit !== undefined && name !== undefined) {
      tags.set(name, { name, commit, annotated: line.endsWith('^{}') })
    }
  }
  return [...tags.values()]
}

/** A tag as a version: without its prefix, and in its parts where it is one. */
export type KnownTag = {
  readonly name: string
  readonly text: string
  readonly version: Pep440 | undefined
}

/**
 * The tags that stand for versions, with and without a prefix: a project that begins to use one has earlier ones without it.
 * A prefix with a slash is a namespace; what is outside of it is of others.
 */
export function knownTags(tags: readonly Tag[], prefix: string): KnownTag[] {
  return tags.flatMap(({ name }) => {
    const isOurs = isVersionTag(name, prefix)
    if (!isOurs && prefix.includes('/')) return []
    const text = isOurs ? name.slice(prefix.length) : name.replace(/^v/, '')
    const version = parsePep440(text)
    return isOurs || version ? [{ name, text, version }] : []
  })
}

/** What stands before the versions among some names, the most frequent first. */
export function prefixesOf(names: readonly string[]): string[] {
  const prefixes = names.flatMap((name) => {
    const [, prefix, version = ''] = /^(.*?)(\d[^/]*)$/.exec(name) ?? []
    return prefix !== undefined && parsePep440(version) ? [prefix] : []
  })
  const counted = [...Map.groupBy(prefixes, (prefix) => prefix)]
  return counted.sort(([, a], [, b]) => b.length - a.length).map(([prefix]) => prefix)
}

/** The names that are one version: `0.26.0.b5069` and `v0.26.0.b5069`. Moving names are not of them. */
export function collisions(tags: readonly Tag[], prefix: string): string[][] {
  const known = knownTags(tags, prefix)
  const moving = floatingTags(
    known.map(({ name }) => name),
    prefix,
  )
  const versions = known.filter(({ name, version }) => version && !moving.has(name))
  const groups = Map.groupBy(versions, ({ version }) => version && formatPep440(version))
  return [...groups.values()]
    .filter((same) => same.length > 1)
    .map((same) => same.map(({ name }) => name))
}

/** Whether Versioneer looks at a tag: the prefix, then a digit. */
export function isVersionTag(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && /^[0-9]/.test(name.slice(prefix.length))
}

/**
 * The moving names among some tags: `v1` and `v1.2` where a full tag of their line (`v1.2.3`) is there as well. Standing alone
 * such a name is a version.
 */
export function floatingTags(names: readonly string[], prefix: string): Set<string> {
  const lines = new Set<string>()
  for (const name of names) {
    const numbers = /^(\d+)\.(\d+)\.\d/.exec(
      name.startsWith(prefix) ? name.slice(prefix.length) : '',
    )
    if (numbers) lines.add(`${numbers[1]}`).add(`${numbers[1]}.${numbers[2]}`)
  }
  return new Set(
    names.filter((name) => name.startsWith(prefix) && lines.has(name.slice(prefix.length))),
  )
}

/** The highest of some tags as versions; what is no version comes before all that are. */
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
