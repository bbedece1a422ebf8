// Tags of a repository as versions: which commit they are on, which are floating, which is the highest.
import { comparePep440, type Pep440, parsePep440 } from './pep440.ts'

export type Tag = {
  /** Without `refs/tags/`. */
  readonly name: string
  /** The commit that it leads to, through an annotated tag's object. */
  readonly commit: string
  readonly annotated: boolean
}

/** The format for `git for-each-ref` that `parseLocalTags` reads. */
export const LOCAL_TAGS = '--format=%(refname:lstrip=2) %(objectname) %(*objectname)'

/** Reads `git for-each-ref refs/tags` in that format. */
export function parseLocalTags(output: string): Tag[] {
  return output.split('\n').flatMap((line) => {
    const [name, object, peeled] = line.split(' ')
    return name && object ? [{ name, commit: peeled || object, annotated: Boolean(peeled) }] : []
  })
}

/** Reads `git ls-remote`: an annotated tag has a second line, `^{}`, with its commit. */
export function parseRemoteTags(output: string): Tag[] {
  const tags = new Map<string, Tag>()
  for (const line of output.split('\n')) {
    const [, commit, name] = /^([0-9a-f]+)\trefs\/tags\/(.+?)(?:\^\{\})?$/.exec(line) ?? []
    // The peeled line comes after the other one.
    if (commit !== undefined && name !== undefined) {
      tags.set(name, { name, commit, annotated: line.endsWith('^{}') })
    }
  }
  return [...tags.values()]
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
