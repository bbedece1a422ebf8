// Quotes and variables in words, as BuildKit's shell lexer reads them (moby/buildkit, frontend/dockerfile/shell/lex.go). Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { isSpace } from './go-text.ts'
import { Invalid } from './invalid.ts'
import { replaceAll, replaceFirst, trimPrefix, trimSuffix } from './shell-pattern.ts'

export type Variables = ReadonlyMap<string, string>

/** How deep `${a:-${b:-...}}` may be. BuildKit has no limit; real Dockerfiles stay far below this one. */
const DEPTH = 500

/** The longest value of all variables in a word together: values of values could double without end. */
const EXPANDED = 100_000

const NONE: Variables = new Map()

/** Returns a word without its quotes, and with the values of its variables. Throws Invalid where BuildKit refuses the word. */
export function expandWord(word: string, escapeToken: string, variables: Variables): string {
  if (!/[$'"\\`]/.test(word)) return word
  return new ShellWord(word, escapeToken, variables).text()
}

/** Returns the words of a line for finding here-documents: variables stay as they are; raw words keep quotes and escapes. */
export function splitWords(line: string, raw: { quotes: boolean; escapes: boolean }): string[] {
  return new ShellWord(line, '\\', NONE, raw).words()
}

class ShellWord {
  private at = 0
  private depth = 0
  private expanded = 0
  /** One for all levels, as in BuildKit: `${...}` drops what stood before it in its word. */
  private buffer = ''
  private readonly keepsUnset: boolean
  private readonly rawQuotes: boolean
  private rawEscapes: boolean
  private readonly source: string
  private readonly escapeToken: string
  private readonly variables: Variables

  constructor(
    source: string,
    escapeToken: string,
    variables: Variables,
    raw?: { quotes: boolean; escapes: boolean },
  ) {
    this.source = source.startsWith('\uFEFF') ? source.slice(1) : source
    this.escapeToken = escapeToken
    this.variables = variables
    this.keepsUnset = raw !== undefined
    this.rawQuotes = raw?.quotes ?? false
    this.rawEscapes = raw?.escapes ?? false
  }

  text(): string {
    return this.until('', this.rawEscapes, false).text
  }

  words(): string[] {
    return this.until('', this.rawEscapes, false).words
  }

  private peek(): string {
    return this.source.charAt(this.at)
  }

  private next(): string {
    const character = this.peek()
    this.at += 1
    return character
  }

  /** Reads to a character, or to the end. `keepPattern` doubles what quotes escape, since a pattern is read again. */
  private until(stop: string, rawEscapes: boolean, keepPattern: boolean) {
    const before = this.rawEscapes
    this.rawEscapes = rawEscapes
    this.buffer = ''
    const words: string[] = []
    let text = ''
    let inWord = false
    const add = (piece: string): void => {
      this.buffer += piece
      inWord = true
    }
    const addSplit = (piece: string): void => {
      for (const character of piece) {
        if (!isSpace(character.charCodeAt(0))) add(character)
        else if (inWord && this.buffer !== '') {
          words.push(this.buffer)
          this.buffer = ''
          inWord = false
        }
      }
    }
    while (this.at < this.source.length) {
      const character = this.peek()
      if (stop !== '' && character === stop) {
        this.at += 1
        return this.finish(text, words, before)
      }
      const special = this.special(character, keepPattern)
      if (special !== undefined) {
        text += special
        if (character === '$') addSplit(special)
        else add(special)
        continue
      }
      this.at += 1
      if (character !== this.escapeToken) {
        addSplit(character)
        text += character
        continue
      }
      if (this.rawEscapes) {
        add(character)
        text += character
      }
      if (this.at >= this.source.length) break
      const escaped = this.next()
      add(escaped)
      text += escaped
    }
    if (stop !== '') throw new Invalid(`${quote(this.source)} has no closing ${quote(stop)}`)
    return this.finish(text, words, before)
  }

  private finish(text: string, words: string[], rawEscapes: boolean) {
    if (this.buffer !== '') words.push(this.buffer)
    this.buffer = ''
    this.rawEscapes = rawEscapes
    return { text, words }
  }

  private special(character: string, keepPattern: boolean): string | undefined {
    if (character === '$') return this.dollar()
    if (character === "'") return this.singleQuoted(keepPattern)
    if (character === '"') return this.doubleQuoted(keepPattern)
    return character === '<' ? this.angle() : undefined
  }

  private singleQuoted(keepPattern: boolean): string {
    const end = this.source.indexOf("'", this.at + 1)
    if (end < 0) throw new Invalid(`${quote(this.source)} has no closing single quote`)
    const inside = this.source.slice(this.at + 1, end)
    this.at = end + 1
    const kept = keepPattern
      ? inside.replaceAll(this.escapeToken, this.escapeToken + this.escapeToken)
      : inside
    return this.rawQuotes ? `'${kept}'` : kept
  }

  private doubleQuoted(keepPattern: boolean): string {
    const mark = this.rawQuotes ? '"' : ''
    let result = mark
    this.at += 1
    while (this.at < this.source.length) {
      const character = this.peek()
      if (character === '$') result += this.dollar()
      else {
        this.at += 1
        if (character === '"') return result + mark
        if (character === this.escapeToken) result += this.escaped(keepPattern)
        else result += character
      }
    }
    throw new Invalid(`${quote(this.source)} has no closing double quote`)
  }

  /** What an escape character in double quotes stands for, with the character after it where it escapes that. */
  private escaped(keepPattern: boolean): string {
    const next = this.peek()
    if (next === '') return ''
    if (next === '"' || next === '$' || next === this.escapeToken) {
      this.at += 1
      return this.rawEscapes ? this.escapeToken + next : next
    }
    const isDoubled = this.rawEscapes && (!this.rawQuotes || keepPattern)
    return isDoubled ? this.escapeToken + this.escapeToken : this.escapeToken
  }

  /** `<<` keeps the spaces after it: the word of a here-document may follow them. */
  private angle(): string {
    this.at += 1
    if (this.peek() !== '<') return '<'
    const start = this.at + 1
    this.at = start
    while (/^[\t\r ]$/.test(this.peek())) this.at += 1
    return `<<${this.source.slice(start, this.at)}`
  }

  private dollar(): string {
    this.at += 1
    if (this.peek() === '{') return this.braced()
    const name = this.name()
    if (name === '') return '$'
    return this.value(name) ?? (this.keepsUnset ? `$${name}` : '')
  }

  private value(name: string): string | undefined {
    const value = this.variables.get(name)
    this.expanded += value?.length ?? 0
    if (this.expanded > EXPANDED) throw new Invalid('variables have more than 100,000 characters')
    return value
  }

  private braced(): string {
    this.at += 1
    if (this.depth > DEPTH) throw new Invalid('variables are nested too deeply')
    if (this.peek() === '') throw this.unclosed()
    if ('{}:'.includes(this.peek()))
      throw new Invalid(`${quote(this.source)} has a bad substitution`)
    this.depth += 1
    const result = this.substitution(this.name())
    this.depth -= 1
    return result
  }

  private substitution(name: string): string {
    const operator = this.next()
    if (operator === '') throw this.unclosed()
    const value = this.value(name)
    const isKept = this.keepsUnset && value === undefined
    if (operator === '}') return isKept ? `\${${name}}` : (value ?? '')
    if (operator === '/') return this.replacement(name, value)
    const modifier = operator === ':' ? operator + this.next() : operator
    const kind = modifier.charAt(modifier.length - 1)
    const isPattern = kind === '#' || kind === '%'
    if (modifier === ':#' || modifier === ':%' || !':+-?#%'.includes(operator))
      throw unsupported(modifier)
    const { text: word } = this.closed(() => this.until('}', isPattern, isPattern))
    if (isKept) return `\${${name}${modifier}${word}}`
    if (isPattern) return cut(kind, word, value ?? '')
    const isUnset = value === undefined || (modifier.length > 1 && value === '')
    if (kind === '-') return isUnset ? word : value
    if (kind === '+') return isUnset ? '' : word
    if (kind !== '?' || modifier.length > 2) throw unsupported(modifier)
    if (!isUnset) return value
    const why = `is not allowed to be ${value === undefined ? 'unset' : 'empty'}`
    throw new Invalid(`the variable ${quote(name)} ${why}${word === '' ? '' : `: ${quote(word)}`}`)
  }

  private replacement(name: string, value: string | undefined): string {
    const isAll = this.peek() === '/'
    if (isAll) this.at += 1
    const { text: pattern } = this.closed(() => this.until('/', true, true))
    const { text } = this.closed(() => this.until('}', true, false))
    if (this.keepsUnset && value === undefined) return `\${${name}/${pattern}/${text}}`
    return (isAll ? replaceAll : replaceFirst)(pattern, value ?? '', text)
  }

  /** An error at the end of the text means that the brace is not closed. */
  private closed<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      throw error instanceof Invalid && this.peek() === '' ? this.unclosed() : error
    }
  }

  private unclosed(): Invalid {
    return new Invalid(`${quote(this.source)} has a variable without its closing brace`)
  }

  /** Letters, digits and underscores; digits alone; or one of the shell's special parameters. */
  private name(): string {
    const start = this.at
    const first = this.point()
    if (isDigit(first)) {
      while (isDigit(this.point())) this.at += this.point().length
    } else if (first !== '' && '@*#?-$!0'.includes(first)) this.at += 1
    else while (isWord(this.point())) this.at += this.point().length
    return this.source.slice(start, this.at)
  }

  private point(): string {
    const code = this.source.codePointAt(this.at)
    return code === undefined ? '' : String.fromCodePoint(code)
  }
}

const cut = (kind: string, word: string, value: string): string => {
  const isLongest = word.startsWith(kind)
  const pattern = isLongest ? word.slice(1) : word
  return (kind === '%' ? trimSuffix : trimPrefix)(pattern, value, isLongest)
}

const unsupported = (modifier: string): Invalid =>
  new Invalid(`${quote(modifier)} is not a modifier of variables`)

const isDigit = (character: string): boolean =>
  /^[0-9]$/.test(character) || (character > '\x7f' && /^\p{Nd}$/u.test(character))

const isWord = (character: string): boolean =>
  /^[A-Za-z0-9_]$/.test(character) || (character > '\x7f' && /^[\p{L}\p{Nd}]$/u.test(character))
