// The input `tasks`, split as a shell does, without expanding anything. Pure.
import { quote } from '../../../../kit/text/escape.ts'
import { splitShellWords } from '../../../../kit/text/shell-words.ts'
import { type Refusal, refusal } from './task-info.ts'

/** Splits the input into words. */
export function splitWords(text: string): readonly string[] | Refusal {
  if (text.includes('\0')) return refusal('bad-tasks', '"tasks" has a NUL character')
  const variable = variableIn(text)
  if (variable !== undefined) {
    const what = `no shell reads "tasks", so ${quote(variable)} would go to the host as it is; write a value or an expression of the workflow, or put it in single quotes where it is meant so`
    return refusal('bad-tasks', what)
  }
  const closed = '"tasks" has a quote or a backslash at its end that nothing closes'
  return splitShellWords(text) ?? refusal('bad-tasks', closed)
}

const NO_NAME = '\\$(?![A-Za-z_{])'
const IN_DOUBLE = `(?:[^"\\\\$]|\\\\.|${NO_NAME})*`
const BEFORE = new RegExp(
  `^(?:[^'"\\\\$]|\\\\.|'[^']*'|"${IN_DOUBLE}"|${NO_NAME})*(?:"${IN_DOUBLE})?`,
  's',
)

/** The first variable that a shell would have filled in: outside of single quotes. */
function variableIn(text: string): string | undefined {
  const rest = text.slice(BEFORE.exec(text)?.[0].length ?? 0)
  return /^\$\{?[A-Za-z_][A-Za-z0-9_]*/.exec(rest)?.[0]
}
