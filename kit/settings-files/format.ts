// What a settings file has to be filled, and where.
import type { Position } from '../action/user-error.ts'
import type { DataPath, TextRange } from '../text/locate-values.ts'

export type SettingsProblem = { readonly problem: string; readonly at?: Position }

/** A value of the object that is filled. */
export type SettingsField = {
  readonly name: string
  /** It is `""` or null. */
  readonly isEmpty: boolean
  /** Where an empty value stands; undefined where that can't be told. */
  readonly range?: TextRange | undefined
  /** What must stand before the value that takes its place. */
  readonly lead?: string
}

/** One kind of files. */
export type Format = {
  /** The values of the object at a path, or why there are none. */
  fields(text: string, path: DataPath): readonly SettingsField[] | SettingsProblem
  /** Writes a text as a value; undefined where the format can't say it. */
  spell(value: string): string | undefined
  /** Whether two texts say the same, but for these values of the object at a path. */
  same(before: string, after: string, path: DataPath, values: ReadonlyMap<string, string>): boolean
}

/** Line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
