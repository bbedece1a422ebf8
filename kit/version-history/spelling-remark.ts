// The explanation that tags without the prefix decide about the next version. Pure.

import { quote } from '../text/escape.ts'
import { comparePep440, type Pep440, parsePep440 } from '../versions/pep440.ts'
import { isVersionTag, knownTags, type Tag } from '../versions/tags.ts'

/** Returns the explanation; `name` is the tag that decides. */
export function spellingRemark(prefix: string, name: string, nextTag: string): string {
  return `The spelling of the tags changed: ${quote(name)} counts as released, although "tag-prefix" is ${quote(prefix)}; the next tag is ${quote(nextTag)}`
}

/** Returns the highest tag without the prefix of a version before another. */
export function highestOther(tags: readonly Tag[], prefix: string, before: Pep440): string {
  const others = knownTags(tags, prefix).flatMap(({ name, text }) => {
    const version = isVersionTag(name, prefix) ? undefined : parsePep440(text)
    return version && comparePep440(version, before) < 0 ? [{ name, version }] : []
  })
  return others.sort((a, b) => comparePep440(a.version, b.version)).at(-1)?.name ?? ''
}
