// What can be filled in a file: the empty values of a settings file, or the variables of a template. Pure.

import { type Problem, UserError } from '../../../kit/action/user-error.ts'
import { pathOf } from '../../../kit/settings-files/dotted-path.ts'
import { mistakesOf, substituted, variablesOf } from '../../../kit/settings-files/envsubst.ts'
import { fieldsOf, fillText } from '../../../kit/settings-files/fill-text.ts'
import type { SettingsProblem } from '../../../kit/settings-files/format.ts'
import { formatOf } from '../../../kit/settings-files/format-by-name.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { FillInputs } from './inputs.ts'
import type { KnownName, Plan } from './plan.ts'

export type Fillable = {
  readonly known: readonly KnownName[]
  /** Returns how a value is written in the file; undefined if unchanged. */
  written(value: string): string | undefined
  /** Returns the text filled as planned. Throws a UserError (`not-fillable`). */
  filled(plan: Plan): string
}

type FileInputs = Pick<FillInputs, 'file' | 'out' | 'at' | 'mode' | 'names'>

/** Parses the text of a file. Throws a UserError (`bad-file`, `bad-template`, `unknown-format`). */
export function fillableOf(inputs: FileInputs, text: string): Fillable {
  return inputs.mode === 'template'
    ? fillableTemplate(inputs, text)
    : fillableSettings(inputs, text)
}

function fillableTemplate({ file, names }: FileInputs, text: string): Fillable {
  const mistakes = mistakesOf(text, names)
  if (mistakes.length > 0) throw refused('bad-template', file, mistakes)
  return {
    known: variablesOf(text).map((name) => ({ name, isEmpty: true })),
    written: () => undefined,
    filled: ({ values, missing }) =>
      substituted(text, new Map([...values, ...missing.map((name) => [name, ''] as const)])),
  }
}

function fillableSettings({ file, out, at }: FileInputs, text: string): Fillable {
  const format = formatOf(file, out)
  if (!format) {
    throw new UserError(
      'unknown-format',
      `The format of ${quote(file)} can't be determined from its name: .json, .jsonc, .hjson, .yaml, .yml, .toml and .env can be filled; for any other text use "mode: template"`,
    )
  }
  const path = pathOf(at)
  const known = fieldsOf(format, text, path)
  if ('problem' in known) throw refused('bad-file', file, [known])
  return {
    known,
    written: (value) => format.spell(value),
    filled({ values }) {
      const filled = fillText(format, text, path, values)
      if ('problem' in filled) throw refused('not-fillable', file, [filled])
      return filled.text
    },
  }
}

function refused(reason: string, file: string, problems: readonly SettingsProblem[]): UserError {
  const found: Problem[] = problems.map(({ problem, at }) => ({
    message: `${file}: ${problem}`,
    ...(at ? { at } : {}),
  }))
  const lines = problems.map(
    ({ problem, at }) => `${quote(file)}${at ? `, ${at.line}:${at.column}` : ''}: ${problem}`,
  )
  const placed = found.filter(({ at }) => at !== undefined)
  return new UserError(reason, lines.join('\n'), { file, problems: placed })
}
