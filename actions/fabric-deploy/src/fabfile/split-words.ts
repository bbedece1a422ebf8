// Splits the input `tasks` into words as a shell does, without expanding anything. Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { splitShellWords } from '../../../../kit/text/shell-words.ts'
import { type Refusal, refusal } from '../refusal.ts'

/** Splits the input `tasks`. */
export function splitWords(text: string): readonly string[] | Refusal {
  if (text.includes('\0')) return refusal('bad-tasks', '"tasks" has a NUL character')
  const variable = variableIn(text)
  if (variable !== undefined) {
    const problem = `"tasks" is not run by a shell, so ${quote(variable)} would reach the host unexpanded; write its value or an expression of the workflow, or put it in single quotes to pass it on as it is`
    return refusal('bad-tasks', problem)
  }
  const unclosed = '"tasks" has an unclosed quote, or a backslash at its end'
  return splitShellWords(text) ?? refusal('bad-tasks', unclosed)
}

const NO_NAME = '\\$(?![A-Za-z_{])'
const IN_DOUBLE = `(?:[^"\\\\$]|\\\\.|${NO_NAME})*`
const BEFORE = new RegExp(
  `^(?:[^'"\\\\$]|\\\\.|'[^']*'|"${IN_DOUBLE}"|${NO_NAME})*(?:"${IN_DOUBLE})?`,
  's',
)

/** Returns the first variable that a shell would have expanded: one outside single quotes. */
function variableIn(text: string): string | undefined {
  const rest = text.slice(BEFORE.exec(text)?.[0].length ?? 0)
  return /^\$\{?[A-Za-z_][A-Za-z0-9_]*/.exec(rest)?.[0]
}
