// Finds a key in a file whose parser reports no positions: each place that may be the key is renamed, and the parsed data shows
// which place it was. Pure.

import type { Position } from '../action/user-error.ts'
import type { DataPath } from '../text/locate-values.ts'
import { positionAt } from './format.ts'

/** A key that no file has. */
const MARKER = 'towpath_probe_of_a_key'
/** A name that occurs more often is not searched for: each place costs one parsing. */
const MOST = 200

/** Returns the position of a key, or of the nearest key above it that the text has. Never throws. */
export function keyPosition(
  text: string,
  path: DataPath,
  parse: (text: string) => unknown,
): Position | undefined {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const offset = keyOffset(text, path.slice(0, depth), parse)
    if (offset !== undefined) return positionAt(text, offset)
  }
  return undefined
}

function keyOffset(
  text: string,
  path: DataPath,
  parse: (text: string) => unknown,
): number | undefined {
  const name = path.at(-1) ?? ''
  const isPart = (character: string | undefined): boolean =>
    character !== undefined && /[\w-]/.test(character)
  let tries = 0
  for (let at = text.indexOf(name); at >= 0 && name !== ''; at = text.indexOf(name, at + 1)) {
    const end = at + name.length
    if (isPart(text[at - 1]) || isPart(text[end])) continue
    tries += 1
    if (tries > MOST) return undefined
    const changed = text.slice(0, at) + MARKER + text.slice(end)
    if (hasKey(changed, [...path.slice(0, -1), MARKER], parse))
      return /["']/.test(text[at - 1] ?? '') ? at - 1 : at
  }
  return undefined
}

function hasKey(text: string, path: DataPath, parse: (text: string) => unknown): boolean {
  try {
    let value = parse(text)
    for (const key of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false
      value = (value as Record<string, unknown>)[key]
    }
    return true
  } catch {
    return false
  }
}
