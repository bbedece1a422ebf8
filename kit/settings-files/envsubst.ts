// Templates in the syntax of GNU envsubst: $NAME and ${NAME}; a dollar sign can't be escaped. Pure.

import { quote } from '../text/escape.ts'
import { positionAt, type SettingsProblem } from './format.ts'

const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g

/** The start of a shell variable. envsubst leaves unsupported forms unchanged, which is never intended. */
const ALIKE = /\$\{([#!]?)([A-Za-z_]\w*)(\}?)/g

/** Returns the names of the variables in a string, without repeats. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, bare, braced]) => bare ?? braced ?? ''))]
}

/** Returns forms that a shell supports but envsubst does not, such as `${NAME:-x}`; only for `names`, if there are any. */
export function mistakesOf(text: string, names: readonly string[]): SettingsProblem[] {
  return [...text.matchAll(ALIKE)]
    .filter(([, operator, , end]) => operator !== '' || end !== '}')
    .filter(([, , name = '']) => names.length === 0 || names.includes(name))
    .map(({ 0: all, 2: name = '', index }) => ({
      problem: `${quote(all)} is not supported: only $${name} and \${${name}} are`,
      at: positionAt(text, index),
    }))
}

/** Replaces variables by their values; a variable without one stays. */
export function substituted(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    VARIABLE,
    (all: string, bare?: string, braced?: string) => values.get(bare ?? braced ?? '') ?? all,
  )
}
