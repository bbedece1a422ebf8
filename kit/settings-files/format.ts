// The formats of settings files: what they have in common.

import type { Position } from '../action/user-error.ts'
import type { DataPath, TextRange } from '../text/locate-values.ts'

export type SettingsProblem = { readonly problem: string; readonly at?: Position }

/** A value of the object to fill. */
export type SettingsField = {
  readonly name: string
  /** It is `""` or null. */
  readonly isEmpty: boolean
  /** The range of an empty value; undefined if unknown. */
  readonly range?: TextRange | undefined
  /** The offset of an empty value whose range is unknown. */
  readonly at?: number | undefined
  /** Text to insert before the value. */
  readonly lead?: string
}

/** A format of settings files. */
export type Format = {
  /** An empty file is valid: it has no values. */
  readonly mayBeEmpty?: true
  /** Returns the values of the object at a path, or why there are none. */
  fields(text: string, path: DataPath): readonly SettingsField[] | SettingsProblem
  /** Writes a string as a value; undefined if the format can't express it. */
  spell(value: string): string | undefined
  /** Returns whether two files have equal content, except for these values of the object at a path. */
  same(before: string, after: string, path: DataPath, values: ReadonlyMap<string, string>): boolean
}

/** Returns the line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
