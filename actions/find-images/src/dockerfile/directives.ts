// The directives in the first lines of a Dockerfile, such as `# escape=` (moby/buildkit, frontend/dockerfile/parser/directives.go). Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { trimPatternSpaces, trimPatternStart, trimStart } from './go-text.ts'
import { Invalid } from './invalid.ts'

export class Directives {
  /** The character that continues lines and escapes others. */
  escapeToken = '\\'
  private isOver = false
  private readonly seen = new Set<string>()

  /** Takes the next line, without spaces before it. All directives stand before any other line. */
  take(line: string): void {
    if (this.isOver) return
    const [name, value] = line.startsWith('#') ? parse(trimStart(line.slice(1))) : []
    if (name === undefined || value === undefined) {
      this.isOver = true
      return
    }
    if (this.seen.has(name)) throw new Invalid(`the directive ${quote(name)} is given twice`)
    this.seen.add(name)
    if (name !== 'escape') return
    if (value !== '\\' && value !== '`')
      throw new Invalid(`the directive "escape" must be \\ or \`, got ${quote(value)}`)
    this.escapeToken = value
  }
}

/** Returns name and value, or nothing for a comment. */
function parse(text: string): string[] {
  const [, written = '', after = ''] = /^([a-zA-Z][a-zA-Z0-9]*)(.*)$/s.exec(text) ?? []
  const rest = trimPatternStart(after)
  const name = written.toLowerCase()
  if (!['syntax', 'escape', 'check'].includes(name) || !rest.startsWith('=')) return []
  const value = trimPatternSpaces(rest.slice(1)) || rest.slice(1).slice(-1)
  return value === '' ? [] : [name, value]
}
