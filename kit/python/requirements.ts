// Reads a requirements file with all the files that it includes.

import { dirname, isAbsolute, join, resolve } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { type Roots, readInside, realPathInside } from '../files/workspace-path.ts'
import type { Env } from '../git/git.ts'
import { quote } from '../text/escape.ts'
import { missingFileHint } from './lock-files.ts'
import { passwordsIn, withoutCredentials } from './pip.ts'
import {
  parseRequirementLine,
  type RequirementLine,
  requirementLines,
} from './requirements-syntax.ts'
import { isUnpinned } from './unpinned.ts'

export type Requirements = {
  /** All lines: without comments, with variables filled in, and without the credentials of URLs. */
  readonly text: string
  /** The requirements and constraints, without options alone. */
  readonly entries: readonly RequirementEntry[]
  /** The lines whose result may change although they stay the same, each with its file and line number. */
  readonly unpinned: readonly string[]
}

export type RequirementEntry = {
  /** Its file and line number, as messages show them. */
  readonly position: string
  /** The requirement without its options. */
  readonly requirement: string
  readonly hasHash: boolean
  /** It only limits the version of a package that something else needs. */
  readonly isConstraint: boolean
}

type Reader = {
  readonly folder: string
  readonly roots: Roots
  readonly env: Env
  /** The real paths of the files that have been read. */
  readonly seen: Set<string>
  readonly mask: (secret: string) => void
  readonly lines: string[]
  readonly entries: RequirementEntry[]
  readonly unpinned: string[]
}

type ReadPorts = {
  readonly roots: Roots
  readonly env: Env
  /** Hides a secret in the log. */
  readonly mask: (secret: string) => void
}

/**
 * Reads a requirements file, whose path is relative to the folder, and what it includes with `-r` and `-c`. Masks the passwords in its
 * URLs, and in those of pip's variables. Throws a UserError (`no-requirements`) if one of these files is missing, is not UTF-8, or is
 * outside of the roots.
 */
export function readRequirements(
  folder: string,
  file: string,
  { roots, env, mask }: ReadPorts,
): Requirements {
  const found = { lines: [], entries: [], unpinned: [] }
  const reader: Reader = { folder, roots, env, mask, seen: new Set(), ...found }
  for (const name of ['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_FIND_LINKS'])
    for (const password of passwordsIn(env[name] ?? '')) mask(password)
  readFile(file, '', reader)
  const { lines, entries, unpinned } = reader
  return { text: withoutCredentials(lines.join('\n')), entries, unpinned }
}

function readFile(file: string, includedBy: string, reader: Reader, isConstraint = false): void {
  const text = readOnce(file, includedBy, reader)
  if (text === undefined) return
  for (const line of requirementLines(text, reader.env)) {
    const position = `${quote(file)}, line ${line.line}`
    reader.lines.push(line.text)
    for (const password of passwordsIn(line.text)) reader.mask(password)
    const parsed = parseRequirementLine(line.text)
    if (parsed && parsed.requirement !== '') {
      const { requirement, options } = parsed
      const hasHash = options.has('hash')
      reader.entries.push({ position, requirement, hasHash, isConstraint })
    }
    const included = includedFile(line)
    if (included !== undefined && !/^(?:https?|file):/i.test(included.file)) {
      const path = isAbsolute(included.file) ? included.file : join(dirname(file), included.file)
      const isLimit = isConstraint || included.isConstraint
      readFile(path, ` (included by ${position})`, reader, isLimit)
    } else if (included !== undefined || isUnpinned(parsed)) {
      reader.unpinned.push(`${position}: ${quote(withoutCredentials(line.written))}`)
    }
  }
}

type Included = { readonly file: string; readonly isConstraint: boolean }

/** Returns the file that a line includes: pip takes the first `-r`, and a `-c` only if there is no `-r`. */
function includedFile({ text }: RequirementLine): Included | undefined {
  const parsed = parseRequirementLine(text)
  if (parsed?.requirement !== '' || parsed.options.has('editable')) return undefined
  const { options } = parsed
  const [file] = options.get('requirement') ?? []
  if (file !== undefined) return { file, isConstraint: false }
  const [limits] = options.get('constraint') ?? []
  return limits === undefined ? undefined : { file: limits, isConstraint: true }
}

/** Returns undefined if the file was read before: files that include each other would never end. */
function readOnce(file: string, includedBy: string, reader: Reader): string | undefined {
  const { folder, roots, seen } = reader
  const path = resolve(folder, file)
  try {
    const real = realPathInside(roots, path)
    if (seen.has(real)) return undefined
    seen.add(real)
    return readInside(roots, path)
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause
    const problem = PROBLEMS[cause.reason] ?? 'can\u2019t be read'
    const isAbsent = cause.reason === 'no-file' && includedBy === ''
    const hint = isAbsent ? missingFileHint(folder, file) : ''
    const message = `The requirements file ${quote(file)}${includedBy} ${problem}${hint}`
    throw new UserError('no-requirements', message, { cause })
  }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  'no-file': 'does not exist, or is not a file',
  outside: 'is outside of the workspace, or is a broken symbolic link',
  'bad-file': 'is not UTF-8',
}
