// The words of ARG, ENV and LABEL, in which quotes hold spaces together (moby/buildkit, frontend/dockerfile/parser/line_parsers.go,
// parseWords and parseNameVal). Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { isSpace } from './go-text.ts'
import { Invalid } from './invalid.ts'

/** Returns the words of a line, with their quotes and escape characters. */
export function splitQuoted(line: string, escapeToken: string): string[] {
  const words: string[] = []
  let word = ''
  let quoted = ''
  let isBegun = false
  const end = (): void => {
    if (word !== '') words.push(word)
    word = ''
    isBegun = false
  }
  for (let at = 0; at < line.length; at += 1) {
    let character = line.charAt(at)
    if (quoted === '' && isSpace(line.charCodeAt(at))) {
      if (isBegun) end()
      continue
    }
    isBegun = true
    if (quoted !== '') {
      if (character === quoted) quoted = ''
    } else if (character === "'" || character === '"') {
      quoted = character
      word += character
      continue
    }
    if (character === escapeToken && quoted !== "'") {
      if (at + 1 === line.length) {
        quoted = ''
        continue
      }
      word += character
      at += 1
      character = line.charAt(at)
    }
    word += character
  }
  if (isBegun) end()
  return words
}

/** Returns names and values of `name=value ...`, or of `name value`. */
export function splitKeyValues(line: string, escapeToken: string, keyword: string): string[] {
  const words = splitQuoted(line, escapeToken)
  const [first] = words
  if (first === undefined) return []
  if (!first.includes('=')) {
    const found = /[\t\v\f\r ]+/.exec(line)
    if (found === null) throw new Invalid(`${keyword} ${quote(line)} has no value`)
    return [line.slice(0, found.index), line.slice(found.index + found[0].length)]
  }
  return words.flatMap((word) => {
    const equals = word.indexOf('=')
    if (equals < 0) throw new Invalid(`${keyword}: ${quote(word)} is not name=value`)
    return [word.slice(0, equals), word.slice(equals + 1)]
  })
}
