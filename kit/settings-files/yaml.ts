// Settings in YAML.

import { isDeepStrictEqual } from 'node:util'
import { EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml'
import { type DataPath, isSame, type TextRange } from '../text/locate-values.ts'
import { type Scalar, type Visit, walkYaml } from '../version-files/yaml-events.ts'
import { noObject } from './data.ts'
import { dotted } from './path.ts'
import type { Field, Format } from './places.ts'
import { quoted } from './quoted.ts'

export const yaml: Format = {
  fields(text, path) {
    const fields: Field[] = []
    let [documents, kind]: [number, number | undefined] = [0, undefined]
    const visit: Visit = (pathOf, event, key) => {
      const at = pathOf()
      if (event.type === EVENT_ID.DOCUMENT) documents += 1
      else if (isSame(at, path)) kind = event.type
      const isOwn = key !== undefined && isIn(at, path)
      const name = at.at(-1) ?? ''
      if (isOwn && event.type === EVENT_ID.SCALAR && key.type === EVENT_ID.SCALAR)
        fields.push(field(text, name, event, key))
      else if (isOwn) fields.push({ name, isEmpty: false })
    }
    const wrong = walkYaml(text, visit)
    if (wrong) return placed(wrong.problem)
    if (documents > 1) return { problem: 'it has several documents (---); which one is meant?' }
    if (kind === undefined && path.length > 0) return { problem: `it has no ${dotted(path)}` }
    return kind === EVENT_ID.MAPPING ? fields : noObject(path)
  },
  spell: quoted,
  same: (before, after, path, values) =>
    isDeepStrictEqual(flat(before, path, values), flat(after, path, values, true)),
}

const isIn = (at: DataPath, path: DataPath): boolean =>
  at.length === path.length + 1 && isSame(at.slice(0, -1), path)

/** The line that the problem names is where it is shown. */
function placed(problem: string): { problem: string; at?: { line: number; column: number } } {
  const line = /\(line (\d+): /.exec(problem)?.[1]
  return line === undefined ? { problem } : { problem, at: { line: Number(line), column: 1 } }
}

function field(text: string, name: string, scalar: Scalar, key: Scalar): Field {
  const { style, valueStart, valueEnd } = scalar
  const tag = tagOf(text, scalar)
  const value = getScalarValue(text, scalar)
  const isPlain = style === SCALAR_STYLE.PLAIN
  const isNull = isPlain && tag === '' && /^(?:null|Null|NULL|~)?$/.test(value)
  const isText = value === '' && (!isPlain || tag === '!!str') && /^(?:|!|!!str)$/.test(tag)
  if (!isNull && !isText) return { name, isEmpty: false }
  if (valueStart < 0) return { name, isEmpty: true, range: behind(text, scalar, key), lead: ' ' }
  if (isPlain) return { name, isEmpty: true, range: { start: valueStart, end: valueEnd } }
  const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED
  // An empty block has no place of its own.
  const range = isQuoted ? { start: valueStart - 1, end: valueEnd + 1 } : undefined
  return { name, isEmpty: true, range }
}

const tagOf = (text: string, { tagStart, tagEnd }: Scalar): string =>
  tagStart < 0 ? '' : text.slice(tagStart, tagEnd)

/** Where the value would be that is not there: behind its tag and anchor, or the colon. */
function behind(text: string, scalar: Scalar, key: Scalar): TextRange | undefined {
  const properties = Math.max(scalar.tagEnd, scalar.anchorEnd)
  if (properties >= 0) return { start: properties, end: properties }
  const isQuoted = key.style !== SCALAR_STYLE.PLAIN
  const colon = /\s*:/y
  colon.lastIndex = key.valueEnd + (isQuoted ? 1 : 0)
  const end = colon.test(text) ? colon.lastIndex : undefined
  return end === undefined ? undefined : { start: end, end }
}

/** All that a text says, anchors and aliases as they are; what is to be filled as if it were. */
function flat(
  text: string,
  path: DataPath,
  values: ReadonlyMap<string, string>,
  isFilled = false,
): unknown[] {
  const all: unknown[] = []
  const problem = walkYaml(text, (pathOf, event) => {
    const at = pathOf()
    if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return
    const anchor = event.anchorStart < 0 ? '' : text.slice(event.anchorStart, event.anchorEnd)
    const said = [at, event.type, anchor]
    if (event.type !== EVENT_ID.SCALAR) {
      all.push(
        event.type === EVENT_ID.ALIAS ? said : [said, text.slice(event.tagStart, event.tagEnd)],
      )
      return
    }
    const wanted = isIn(at, path) ? values.get(at.at(-1) ?? '') : undefined
    const isPlain = wanted === undefined && event.style === SCALAR_STYLE.PLAIN
    const value = wanted === undefined || isFilled ? getScalarValue(text, event) : wanted
    all.push([said, tagOf(text, event), isPlain, value])
  })
  return problem ? [problem, isFilled] : all
}
