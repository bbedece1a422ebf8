// What a line of a requirements file installs that may change while the line stays as it is. Pure.
import type { Reading } from './requirements-syntax.ts'

const ARCHIVE = /\.(?:zip|whl|tgz|tbz|txz|tlz|tar(?:\.(?:gz|bz2|xz|lz|lzma))?)\s*(?:\[[^\]]*\])?$/i
const HASHED = /^(?:[^@/:]*@\s*)?https?:\/\/\S*#(?:\S*&)?sha(?:256|384|512)=[0-9a-f]/i

/**
 * Whether it names a folder, a file, an address without a hash, or a repository. A line that pip can't read counts as well: nothing is
 * known of it.
 */
export function isMoving(reading: Reading | undefined): boolean {
  if (!reading) return true
  const { requirement, options } = reading
  const values = (name: string): readonly string[] => options.get(name) ?? []
  if (requirement === '' && values('editable').length > 0) return true
  const indexes = ['index-url', 'pypi-url', 'extra-index-url'].flatMap(values)
  if (indexes.some((index) => !isRemote(index))) return true
  if (values('find-links').some((place) => !isRemote(place))) return true
  const named = requirement.replace(/;.*$/s, '').trim()
  if (HASHED.test(requirement)) return false
  if (/^(?:[^@/:]*@\s*)?https?:/i.test(named)) return values('hash').length === 0
  return named.startsWith('.') || /[/\\:]/.test(named) || ARCHIVE.test(named)
}

/** A page of the web, which lists versions as an index does. */
const isRemote = (place: string): boolean => /^https?:/i.test(place)
