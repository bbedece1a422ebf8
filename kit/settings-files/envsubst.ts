// Templates, as GNU envsubst reads them: $NAME and ${NAME}, and nothing shields a dollar sign. Pure.
import { quote } from '../text/escape.ts'
import { positionAt, type SettingsProblem } from './format.ts'

const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g

/** What begins like a variable of a shell. envsubst leaves it as it is, which nobody wants. */
const ALIKE = /\$\{([#!]?)([A-Za-z_]\w*)(\}?)/g

/** The names of the variables in a text, each once. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, bare, braced]) => bare ?? braced ?? ''))]
}

/** What a shell would understand and envsubst does not: `${NAME:-x}` and the like; of these names alone where there are any. */
export function mistakesOf(text: string, names: readonly string[]): SettingsProblem[] {
  return [...text.matchAll(ALIKE)]
    .filter(([, operator, , end]) => operator !== '' || end !== '}')
    .filter(([, , name = '']) => names.length === 0 || names.includes(name))
    .map(({ 0: all, 2: name = '', index }) => ({
      problem: `${quote(all)} is not supported: only $${name} and \${${name}} are`,
      at: positionAt(text, index),
    }))
}

/** The text with the values in it; a variable without one stays as it is. */
export function substituted(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    VARIABLE,
    (all: string, bare?: string, braced?: string) => values.get(bare ?? braced ?? '') ?? all,
  )
}
