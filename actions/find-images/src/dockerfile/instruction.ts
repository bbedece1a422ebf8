// One instruction of a Dockerfile: its keyword, flags and arguments (moby/buildkit, frontend/dockerfile/parser/line_parsers.go
// and split_command.go). Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { splitFlags } from './flags.ts'
import { isSpace, trim, trimStart } from './go-text.ts'
import { Invalid } from './invalid.ts'
import { splitKeyValues, splitQuoted } from './quoted-words.ts'

export type Instruction = {
  /** In lower case. */
  readonly keyword: string
  readonly written: string
  /** Each with its two dashes, without quotes. */
  readonly flags: readonly string[]
  /** Those of ENV and LABEL are alternately names and values. ONBUILD's are its instruction's keyword and arguments. */
  readonly args: readonly string[]
  /** Whether the arguments are a JSON array. */
  readonly json: boolean
  /** The instruction of an ONBUILD. */
  readonly trigger?: Instruction
}

type Arguments = { readonly args: readonly string[]; readonly json: boolean; trigger?: Instruction }

/** How deep ONBUILD may be nested; BuildKit refuses a second one, after it has read all. */
const DEPTH = 100

/** Reads a line whose continuations are joined. Throws Invalid where BuildKit's parser refuses it. */
export function readInstruction(line: string, escapeToken: string, depth = 0): Instruction {
  const text = trim(line)
  const { written, rest } = splitFirst(text)
  const { flags, rest: after } = splitFlags(rest, escapeToken)
  const keyword = written.toLowerCase()
  const argument = trim(after)
  if (keyword === 'onbuild' && argument !== '') {
    if (depth > DEPTH) throw new Invalid('ONBUILD is nested too deeply')
    const trigger = readInstruction(argument, escapeToken, depth + 1)
    const args = [trigger.written, ...trigger.args]
    return { keyword, written, flags, args, json: false, trigger }
  }
  return { keyword, written, flags, ...readArguments(keyword, argument, escapeToken) }
}

function readArguments(keyword: string, rest: string, escapeToken: string): Arguments {
  switch (keyword) {
    case 'env':
    case 'label':
      return plain(splitKeyValues(rest, escapeToken, keyword.toUpperCase()))
    case 'arg':
      return plain(splitQuoted(rest, escapeToken))
    case 'from':
    case 'expose':
      return plain(splitBlanks(rest))
    case 'add':
    case 'copy':
    case 'volume':
      return jsonArray(rest) ?? plain(splitBlanks(rest))
    case 'healthcheck':
      return healthcheck(rest)
    case 'cmd':
    case 'entrypoint':
    case 'run':
    case 'shell':
      return jsonArray(rest) ?? plain(rest === '' ? [] : [rest])
    default:
      return plain(rest === '' ? [] : [rest])
  }
}

const plain = (args: readonly string[]): Arguments => ({ args, json: false })

function healthcheck(rest: string): Arguments {
  let end = 0
  while (end < rest.length && !isAsciiSpace(rest.charCodeAt(end))) end += 1
  if (end === 0) return plain([])
  const kind = rest.slice(0, end)
  const command = trimStart(rest.slice(end))
  const { args, json } = jsonArray(command) ?? plain(command === '' ? [] : [command])
  return { args: [kind, ...args], json }
}

const isAsciiSpace = (unit: number): boolean => unit < 0x80 && isSpace(unit)

/** Returns the strings of a JSON array, or undefined for anything else. Throws Invalid for an array of other values. */
function jsonArray(rest: string): Arguments | undefined {
  const text = trimStart(rest)
  if (!text.startsWith('[')) return undefined
  let values: unknown
  try {
    values = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(values) || values.includes(Number.POSITIVE_INFINITY)) return undefined
  const args = values.filter((value): value is string => typeof value === 'string')
  if (args.length === values.length) return { args, json: true }
  const wrong = values.find((value) => typeof value !== 'string')
  throw new Invalid(`a JSON array may contain only strings, not ${quote(JSON.stringify(wrong))}`)
}

/** Returns the words between blanks. Other spaces of Unicode are part of a word. */
function splitBlanks(text: string): string[] {
  return text === '' ? [] : text.split(/[\t\v\f\r ]+/)
}

function splitFirst(text: string): { written: string; rest: string } {
  const found = /[\t\v\f\r ]+/.exec(text)
  if (found === null) return { written: text, rest: '' }
  const rest = text.slice(found.index + found[0].length)
  return { written: text.slice(0, found.index), rest }
}
