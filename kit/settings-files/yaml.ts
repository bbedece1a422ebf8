// Settings in YAML.

import { isDeepStrictEqual } from 'node:util'
import type { Position } from '../action/user-error.ts'
import { type DataPath, isSamePath } from '../text/locate-values.ts'
import { notValid } from '../version-files/version-range.ts'
import { type YamlValue, yamlValues } from '../yaml/values.ts'
import { dotted } from './dotted-path.ts'
import { quoted } from './double-quoted.ts'
import { type Format, positionAt, type SettingsField } from './format.ts'
import { noObject } from './probed-format.ts'

export const yaml: Format = {
  fields(text, path) {
    const read = yamlValues(text)
    if ('message' in read) {
      const { problem } = notValid('YAML', text, read.offset, read.message)
      return { problem, at: positionAt(text, read.offset) }
    }
    if (read.documents > 1)
      return {
        problem: 'it has several documents (---); which one is meant?',
        at: positionAt(text, read.secondAt ?? 0),
      }
    const object = read.values.find((value) => isSamePath(value.path, path))
    const at = valuePosition(text, read.values, path)
    if (!object && path.length > 0) return { problem: `it has no ${dotted(path)}`, at }
    if (object?.kind !== 'map') return { ...noObject(path), at }
    return read.values.filter((value) => value.isEntry && isIn(value.path, path)).map(fieldOf)
  },
  spell: quoted,
  same: (before, after, path, values) =>
    isDeepStrictEqual(flat(before, path, values), flat(after, path, values, true)),
}

/** Returns the position of the value at a path, or of the nearest one above it. */
function valuePosition(text: string, values: readonly YamlValue[], path: DataPath): Position {
  const above = values.filter(
    (value) => value.range && isSamePath(value.path, path.slice(0, value.path.length)),
  )
  const nearest = above.toSorted((a, b) => b.path.length - a.path.length)[0]
  return positionAt(text, nearest?.range?.start ?? 0)
}

const isIn = (at: DataPath, path: DataPath): boolean =>
  at.length === path.length + 1 && isSamePath(at.slice(0, -1), path)

const STRING_TAG = 'tag:yaml.org,2002:str'

function fieldOf({ path, kind, tag, text, range, insertAt }: YamlValue): SettingsField {
  const name = path.at(-1) ?? ''
  const isNull = kind === 'plain' && tag === '' && /^(?:null|Null|NULL|~)?$/.test(text)
  const isScalar = kind === 'plain' ? tag === STRING_TAG : kind === 'quoted' || kind === 'block'
  const isEmptyString = isScalar && text === '' && ['', '!', STRING_TAG].includes(tag)
  if (!isNull && !isEmptyString) return { name, isEmpty: false }
  // An empty block ends where the next key begins: it has no range of its own.
  if (range || kind === 'block')
    return kind === 'block'
      ? { name, isEmpty: true, at: range?.start }
      : { name, isEmpty: true, range }
  const at = insertAt === undefined ? undefined : { start: insertAt, end: insertAt }
  return { name, isEmpty: true, range: at, lead: ' ' }
}

/** Returns the parsed content, with anchors and aliases as written, and values to fill as if filled. */
function flat(
  text: string,
  path: DataPath,
  values: ReadonlyMap<string, string>,
  isFilled = false,
): unknown {
  const read = yamlValues(text)
  if ('message' in read) return [read, isFilled]
  return read.values.map(({ path: at, kind, isEntry, tag, anchor, text: written }) => {
    const wanted = isEntry && isIn(at, path) ? values.get(at.at(-1) ?? '') : undefined
    const content = isFilled ? written : (wanted ?? written)
    return [at, wanted === undefined ? kind : 'filled', tag, anchor, content]
  })
}
