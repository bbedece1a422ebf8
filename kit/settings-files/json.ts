// Settings in JSON. Anything but strict JSON, with comments or unquoted strings, is read as HJSON, as Zappa does.

import type { Node } from 'jsonc-parser'
import type { DataPath } from '../text/locate-values.ts'
import { parsed, valuesAt } from '../version-files/json.ts'
import { quoted } from './double-quoted.ts'
import { type Format, positionAt, type SettingsField, type SettingsProblem } from './format.ts'
import { hjson } from './hjson.ts'
import { noObject, objectAt, sameData, withKeyPosition } from './probed-format.ts'

export const json: Format = {
  fields(text, path) {
    const tree = parsed(text)
    return 'problem' in tree ? hjson.fields(text, path) : fieldsAt(text, tree.root, path)
  },
  spell: quoted,
  same(before, ...rest) {
    const isStrict = !('problem' in parsed(before))
    return (isStrict ? strict : hjson.same)(before, ...rest)
  },
}

const strict = sameData(JSON.parse)

function fieldsAt(
  text: string,
  root: Node,
  path: DataPath,
): readonly SettingsField[] | SettingsProblem {
  const nodes = valuesAt(root, path)
  const [object] = nodes
  if (object === undefined) {
    const known = objectAt(JSON.parse(text), path)
    const problem = 'problem' in known ? known : noObject(path)
    return withKeyPosition(problem, text, path, JSON.parse)
  }
  if (nodes.length > 1) return twice(text, nodes.at(-1)?.offset ?? 0)
  if (object.type !== 'object') return { ...noObject(path), at: positionAt(text, object.offset) }
  const names = new Set<string>()
  const fields: SettingsField[] = []
  for (const { offset, children: [key, value] = [] } of object.children ?? []) {
    const name = String(key?.value)
    if (names.has(name)) return twice(text, offset)
    names.add(name)
    if (value) fields.push({ name, ...stateOf(value) })
  }
  return fields
}

const twice = (text: string, offset: number): SettingsProblem => ({
  problem: 'a key is repeated; which one is meant?',
  at: positionAt(text, offset),
})

function stateOf({ type, value, offset, length }: Node): Omit<SettingsField, 'name'> {
  const isEmpty = type === 'null' || (type === 'string' && value === '')
  return { isEmpty, range: { start: offset, end: offset + length } }
}
