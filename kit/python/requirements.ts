// A requirements file with all that it includes.
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { insidePath, insideText, type Roots } from '../files/workspace-path.ts'
import type { Env } from '../git/git.ts'
import { quote } from '../text/escape.ts'
import { withoutLogins } from './pip.ts'
import { type RequirementLine, readLine, requirementLines } from './requirements-syntax.ts'
import { isMoving } from './unpinned.ts'

export type Requirements = {
  /** What they come to: without comments, with the values of variables, without the logins of addresses. */
  readonly text: string
  /** The lines that may come to something else another time, each with its file and number. */
  readonly moving: readonly string[]
}

type Reader = {
  readonly folder: string
  readonly roots: Roots
  readonly env: Env
  /** The real paths of what has been read. */
  readonly seen: Set<string>
  readonly lines: string[]
  readonly moving: string[]
}

/**
 * Reads a requirements file, whose path begins at the folder, and what it includes with `-r` and `-c`. Throws a UserError
 * (`no-requirements`) where one of these files is missing, is not UTF-8, or leads out of the roots.
 */
export function readRequirements(
  folder: string,
  file: string,
  { roots, env }: { readonly roots: Roots; readonly env: Env },
): Requirements {
  const reader = { folder, roots, env, seen: new Set<string>(), lines: [], moving: [] } as Reader
  readFile(file, '', reader)
  return { text: withoutLogins(reader.lines.join('\n')), moving: reader.moving }
}

function readFile(file: string, from: string, reader: Reader): void {
  const text = textOf(file, from, reader)
  if (text === undefined) return
  for (const line of requirementLines(text, reader.env)) {
    const where = `${quote(file)}, line ${line.line}`
    reader.lines.push(line.text)
    const included = includedBy(line)
    if (included !== undefined && !/^(?:https?|file):/i.test(included)) {
      const path = isAbsolute(included) ? included : join(dirname(file), included)
      readFile(path, ` (included by ${where})`, reader)
    } else if (included !== undefined || isMoving(readLine(line.text))) {
      reader.moving.push(`${where}: ${quote(withoutLogins(line.written))}`)
    }
  }
}

/** The file that a line includes: pip takes the first, and a constraint only where there is no other. */
function includedBy({ text }: RequirementLine): string | undefined {
  const reading = readLine(text)
  if (reading?.requirement !== '' || reading.options.has('editable')) return undefined
  const { options } = reading
  return options.get('requirement')?.[0] ?? options.get('constraint')?.[0]
}

/** Undefined where it has been read: what includes itself through others comes to an end. */
function textOf(file: string, from: string, reader: Reader): string | undefined {
  const { folder, roots, seen } = reader
  const path = resolve(folder, file)
  try {
    const real = insidePath(roots, path)
    if (seen.has(real)) return undefined
    seen.add(real)
    return insideText(roots, path)
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause
    const what = WRONG[cause.reason] ?? 'can\u2019t be read'
    const message = `The requirements file ${quote(file)}${from} ${what}`
    throw new UserError('no-requirements', message, { cause })
  }
}

const WRONG: Readonly<Record<string, string>> = {
  'no-file': 'is not there, or is no file',
  outside: 'leads out of the workspace, or follows a symbolic link that leads to nothing',
  'bad-file': 'is not UTF-8',
}
