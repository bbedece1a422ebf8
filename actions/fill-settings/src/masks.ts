// Which strings to mask in the log. Pure.

import { openWords } from '../../../kit/settings-files/open-words.ts'
import { zappaSettings } from '../../../kit/settings-files/zappa.ts'
import { list } from '../../../kit/text/escape.ts'
import { linesOf } from '../../../kit/text/redact.ts'
import { type NamedValue, type OpenValues, stringsToHide } from '../../../kit/text/secret-values.ts'
import type { FillInputs } from './inputs.ts'
import type { KnownName } from './plan.ts'

type OpenInputs = Pick<FillInputs, 'file' | 'mode' | 'prefix' | 'public' | 'values'>
type Env = Readonly<Record<string, string | undefined>>

/** Returns what is not secret: the values that `public` names, in the file or in the environment, and the open words of the settings. */
export function openValues(inputs: OpenInputs, text: string, env: Env): OpenValues {
  const { file, mode, prefix, public: given, values } = inputs
  const listed = given.flatMap((name) => (name === '*' ? [...values.keys()] : [name]))
  const names = [...listed, ...listed.map((name) => prefix + name)]
  // Also the values that `values` has under other names.
  const found = names.flatMap((name) => linesOf(values.get(name) || env[name] || ''))
  return { names, words: [...found, ...(mode === 'template' ? [] : wordsIn(file, text))] }
}

/** Returns a warning if `public` has names that nothing has. */
export function unknownPublic(
  { public: names, prefix, values }: Pick<FillInputs, 'public' | 'prefix' | 'values'>,
  known: readonly KnownName[],
): string[] {
  const all = new Set([
    '*',
    ...known.flatMap(({ name }) => [name, prefix + name]),
    ...values.keys(),
  ])
  const unknown = names.filter((name) => !all.has(name))
  return unknown.length === 0
    ? []
    : [`"public" has ${list(unknown)}, which neither the file nor "values" has`]
}

function wordsIn(file: string, text: string): string[] {
  try {
    const settings = zappaSettings(file, text.replace(/^\uFEFF/, ''))
    return 'problem' in settings ? [] : openWords(settings.stages)
  } catch {
    // Nested too deeply, which is reported when the file is filled.
    return []
  }
}

/** Returns what to mask for values: themselves, their lines, and their forms in the file. */
export function masksOf(
  values: readonly NamedValue[],
  open: OpenValues,
  written: (value: string) => string | undefined,
): string[] {
  const masks = stringsToHide(values, open)
  const forms = masks.map((mask): NamedValue => ['', unquoted(written(mask) ?? mask)])
  return [...new Set([...masks, ...stringsToHide(forms, open)])]
}

const unquoted = (written: string): string => written.replace(/^(["'`])(.*)\1$/s, '$2')
