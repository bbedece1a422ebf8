// Finds and fills the empty values of a settings file. Nothing else changes. Pure.

import type { Position } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import type { DataPath } from '../text/locate-values.ts'
import { type Format, positionAt, type SettingsField, type SettingsProblem } from './format.ts'
import { unreadableText } from './unreadable-text.ts'

const BOM = '\uFEFF'

/** Returns the values of the object at a path, or why there are none. Ranges don't count a byte order mark. */
export function fieldsOf(
  format: Format,
  text: string,
  path: DataPath,
): readonly SettingsField[] | SettingsProblem {
  const unreadable = unreadableText(withoutMark(text))
  if (unreadable && !(format.mayBeEmpty && text.trim() === '')) return unreadable
  return guarded(() => format.fields(withoutMark(text), path))
}

export type Filled = {
  readonly text: string
  /** How each value is written in the file. */
  readonly written: readonly string[]
}

/** Fills empty values by their names, and parses the result again: nothing but the values may have changed. */
export function fillText(
  format: Format,
  text: string,
  path: DataPath,
  values: ReadonlyMap<string, string>,
): Filled | SettingsProblem {
  return guarded(() => {
    const before = withoutMark(text)
    const fields = format.fields(before, path)
    if ('problem' in fields) return fields
    const parts = partsOf(format, before, fields, values)
    if ('problem' in parts) return parts
    const after = parts
      .toSorted((a, b) => b.start - a.start)
      .reduce((all, { start, end, put }) => all.slice(0, start) + put + all.slice(end), before)
    if (format.same(before, after, path, values)) {
      const mark = text.startsWith(BOM) ? BOM : ''
      return { text: mark + after, written: parts.map(({ put }) => put.trim()) }
    }
    const [first] = parts
    return {
      problem:
        'filling it would change more than these values; is there an anchor or a repeated key?',
      ...(first ? { at: positionAt(before, first.start) } : {}),
    }
  })
}

type Part = { readonly start: number; readonly end: number; readonly put: string }

function partsOf(
  format: Format,
  text: string,
  fields: readonly SettingsField[],
  values: ReadonlyMap<string, string>,
): readonly Part[] | SettingsProblem {
  const problems: string[] = []
  let at: Position | undefined
  const parts: Part[] = []
  for (const [name, value] of values) {
    const field = fields.find((one) => one.name === name && one.isEmpty)
    const put = format.spell(value)
    if (!field?.range) {
      if (field?.at !== undefined) at ??= positionAt(text, field.at)
      problems.push(`can't locate the value of ${quote(name)}; write it as ""`)
    } else if (put === undefined) {
      at ??= positionAt(text, field.range.start)
      problems.push(`the value of ${quote(name)} can't be written in this format`)
    } else parts.push({ ...field.range, put: (field.lead ?? '') + put })
  }
  return problems.length > 0 ? { problem: problems.join('; '), ...(at ? { at } : {}) } : parts
}

const withoutMark = (text: string): string => (text.startsWith(BOM) ? text.slice(1) : text)

/** Some parsers are recursive, and fail on deep nesting. */
function guarded<T>(read: () => T): T | SettingsProblem {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'it is nested too deeply' }
    throw error
  }
}
