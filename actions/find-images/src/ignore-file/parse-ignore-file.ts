// Reads a .dockerignore file as moby/patternmatcher 0.6.1 does (ignorefile.ReadAll and New; MatchesOrParentMatches). Pure.

import { posix } from 'node:path'
import { quote } from '../../../../kit/text/escape.ts'
import { isGlob } from './glob-syntax.ts'
import { compilePattern, type Matches } from './pattern.ts'

/** Which files of a build's context reach the builder. */
export type IgnoreFile = {
  /**
   * Returns whether a file is sent; `path` is from the context. Of a folder whose files are not known, such as a submodule: whether one
   * of them may be. Without meaning if there are problems.
   */
  letsIn(path: string, isFolder?: boolean): boolean
  /** The lines that Docker refuses: sentences without the file's name. */
  readonly problems: readonly IgnoreFileProblem[]
}

export type IgnoreFileProblem = { readonly message: string; readonly line: number }

type Rule = { readonly isException: boolean; readonly pattern: string; readonly matches: Matches }

/** Go's bufio.Scanner refuses longer lines; in bytes. */
const LONGEST_LINE = 65_535

/** Returns the rules of a file. The last rule that matches a path, or a folder that it is in, counts. */
export async function parseIgnoreFile(text: string): Promise<IgnoreFile> {
  const rules: Rule[] = []
  const problems: IgnoreFileProblem[] = []
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  for (const [index, line] of lines.entries()) {
    const rule = await ruleOf(line)
    if (typeof rule === 'string') problems.push({ message: rule, line: index + 1 })
    else if (rule) rules.push(rule)
  }
  return {
    letsIn: (path, isFolder = false) =>
      !isIgnored(rules, path) || (isFolder && rules.some((rule) => mayLetInFrom(rule, path))),
    problems,
  }
}

function isIgnored(rules: readonly Rule[], path: string): boolean {
  let ignored = false
  for (const { isException, matches } of rules) {
    // A rule that would change nothing is not looked at.
    if (isException === ignored && matches(path)) ignored = !isException
  }
  return ignored
}

/** Whether an exception may match something in a folder: they agree up to its first special character. */
function mayLetInFrom({ isException, pattern }: Rule, folder: string): boolean {
  if (!isException) return false
  const inside = `${folder}/`
  const special = pattern.search(/[*?[\\]/)
  if (special < 0) return pattern.startsWith(inside)
  const text = pattern.slice(0, special)
  return text.startsWith(inside) || inside.startsWith(text)
}

/** Returns the rule of a line, undefined if there is none, or what is wrong. */
async function ruleOf(line: string): Promise<Rule | string | undefined> {
  if (Buffer.byteLength(line) > LONGEST_LINE)
    return `the line is longer than ${LONGEST_LINE} bytes, and Docker refuses it`
  if (line.startsWith('#')) return undefined
  const written = cleanedLine(trimSpace(line))
  // patternmatcher cleans once more what ReadAll has made of the line.
  const cleaned = written === '' ? '' : clean(trimSpace(written))
  if (cleaned === '') return undefined
  const isException = cleaned.startsWith('!')
  const pattern = isException ? cleaned.slice(1) : cleaned
  if (pattern === '') return 'a "!" needs a pattern after it: illegal exclusion pattern: "!"'
  const matches = isGlob(pattern) ? await compilePattern(pattern) : undefined
  if (matches) return { isException, pattern, matches }
  return `${quote(trimSpace(line))} is not a valid pattern: syntax error in pattern`
}

/** Cleans a line and takes the leading slash off, both behind the `!`. */
function cleanedLine(line: string): string {
  const mark = line.startsWith('!') ? '!' : ''
  const pattern = mark === '' ? line : trimSpace(line.slice(1))
  if (pattern === '') return mark
  const cleaned = clean(pattern)
  return mark + (cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned)
}

/** filepath.Clean of a text that is not empty. */
function clean(path: string): string {
  const normal = posix.normalize(path)
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal
}

/** What Go's strings.TrimSpace removes; JavaScript's `trim` has other characters. */
const SPACE = new Set(
  '\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000',
)

function trimSpace(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && SPACE.has(text.charAt(start))) start += 1
  while (end > start && SPACE.has(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}
