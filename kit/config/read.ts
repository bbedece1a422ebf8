// Reads towpath.yml, from the workspace or from an input: a checked value, or one error with every mistake.

import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { type Problem, UserError } from '../action/user-error.ts'
import { quote, visible } from '../text/escape.ts'
import { plainError } from '../text/plain-error.ts'
import { type Node, parseYaml } from '../yaml/parse.ts'
import { readValue } from '../yaml/schema.ts'
import { type TowpathFile, towpathFile } from './towpath-file.ts'

/** The text of a configuration and its origin. `file` is absent if it is inline in the workflow. */
export type ConfigSource = { readonly text: string; readonly label: string; readonly file?: string }

/** Returns the configuration in an input. */
export function inputSource(input: string, text: string): ConfigSource {
  return { text, label: `${input} input` }
}

/** Reads a configuration file in the workspace. Throws a UserError (`config-missing`, `config-unreadable`). */
export function fileSource(workspace: string, path: string): ConfigSource {
  const refuse = (reason: string, message: string, cause?: unknown): never => {
    throw new UserError(reason, message, { cause })
  }
  if (!existsSync(workspace))
    refuse('config-missing', `the workspace ${quote(workspace)} does not exist`)
  const root = realpathSync(workspace)
  const target = resolve(root, path)
  const file = relative(root, target)
  if (!isBelow(file))
    refuse('config-unreadable', `${quote(path)} is not a path inside the workspace`)
  try {
    // The real path: a link in the repository must not reveal what is outside it.
    const real = realpathSync(target)
    if (!isBelow(relative(root, real)))
      refuse('config-unreadable', `${quote(path)} links to a file outside the workspace`)
    if (!statSync(real).isFile()) refuse('config-unreadable', `${quote(path)} is not a file`)
    const text = utf8(readFileSync(real))
    if (text === undefined) return refuse('config-unreadable', `${quote(path)} is not UTF-8 text`)
    return { text, label: visible(file), file }
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      return refuse(
        'config-missing',
        `${quote(path)} does not exist; ${advice(target, path)}`,
        cause,
      )
    }
    return refuse('config-unreadable', `${quote(path)} can't be read: ${plainError(cause)}`, cause)
  }
}

/** Returns what to do about a missing file. */
function advice(target: string, path: string): string {
  const other = (name: string): string =>
    name.replace(/\.ya?ml$/, (ending) => (ending === '.yml' ? '.yaml' : '.yml'))
  if (other(target) !== target && existsSync(other(target))) return `${quote(other(path))} does`
  return 'create it, check out the repository before this step, or pass its content in an input'
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const isBelow = (path: string): boolean =>
  path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)

/** Parses and checks a configuration. Throws a UserError (`bad-config`) with every mistake and its position. */
export function readTowpath(source: ConfigSource): TowpathFile {
  const { node: parsed, problems: syntax } = parseYaml(source.text)
  const node = parsed && wholeFile(parsed, source)
  const empty = !node && syntax.length === 0
  if (empty) throw badConfig(source, [{ message: 'it is empty', at: { line: 1, column: 1 } }])
  const { value, problems } = node
    ? readValue(towpathFile, node)
    : { value: undefined, problems: [] }
  const all = [...syntax, ...problems]
  if (all.length > 0 || !value) throw badConfig(source, all)
  return value
}

/** An input may be the list of routes alone. */
function wholeFile(node: Node, source: ConfigSource): Node {
  if (source.file !== undefined || node.kind !== 'list') return node
  return { kind: 'map', at: node.at, entries: [{ key: 'routes', keyAt: node.at, value: node }] }
}

/** Returns one error for all mistakes, in the order of their positions. */
export function badConfig(source: ConfigSource, problems: readonly Problem[]): UserError {
  // A mistake in an anchored value is found again at each alias.
  const once = new Map(problems.map((problem) => [problemLine(source, problem), problem]))
  const ordered = [...once.values()].sort((a, b) => order(a) - order(b))
  const message = ordered.map((problem) => problemLine(source, problem)).join('\n')
  const file = source.file === undefined ? {} : { file: source.file }
  return new UserError('bad-config', message, { ...file, problems: ordered })
}

/** Returns `file:line:column: message`. */
export function problemLine(source: ConfigSource, { message, at }: Problem): string {
  return at ? `${source.label}:${at.line}:${at.column}: ${message}` : `${source.label}: ${message}`
}

const order = ({ at }: Problem): number => (at ? at.line * 1e6 + at.column : 0)
