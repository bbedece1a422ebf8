// Whether what a line of a requirements file installs can change while the line stays the same. Pure.

import type { ParsedRequirement } from './requirements-syntax.ts'

const ARCHIVE = /\.(?:zip|whl|tgz|tbz|txz|tlz|tar(?:\.(?:gz|bz2|xz|lz|lzma))?)\s*(?:\[[^\]]*\])?$/i
const HASHED = /^(?:[^@/:]*@\s*)?https?:\/\/\S*#(?:\S*&)?sha(?:256|384|512)=[0-9a-f]/i

/**
 * Returns whether a line names a folder, a file, a URL without a hash, or a repository. A line that pip can't parse counts too, since
 * nothing is known about it.
 */
export function isUnpinned(line: ParsedRequirement | undefined): boolean {
  if (!line) return true
  const { requirement, options } = line
  const values = (name: string): readonly string[] => options.get(name) ?? []
  if (requirement === '' && values('editable').length > 0) return true
  const indexes = ['index-url', 'pypi-url', 'extra-index-url'].flatMap(values)
  if (indexes.some((index) => !isWebPage(index))) return true
  if (values('find-links').some((link) => !isWebPage(link))) return true
  const named = requirement.replace(/;.*$/s, '').trim()
  if (HASHED.test(requirement)) return false
  if (/^(?:[^@/:]*@\s*)?https?:/i.test(named)) return values('hash').length === 0
  return named.startsWith('.') || /[/\\:]/.test(named) || ARCHIVE.test(named)
}

/** A web page lists versions, as a package index does. */
const isWebPage = (link: string): boolean => /^https?:/i.test(link)
