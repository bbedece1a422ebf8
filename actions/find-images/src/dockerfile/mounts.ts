// The values of RUN --mount and RUN --device (moby/buildkit, frontend/dockerfile/instructions/commands_runmount.go and
// commands_rundevice.go; tonistiigi/go-csvvalue). Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { Invalid } from './invalid.ts'

/** Returns what a mount's `from` names, or an empty string. Throws Invalid where BuildKit refuses the value. */
export function mountSource(value: string): string {
  let source = ''
  for (const field of csvFields(value)) {
    const equals = field.indexOf('=')
    if (equals < 0 || field.slice(0, equals).toLowerCase() !== 'from') continue
    source = field.slice(equals + 1)
    const dollar = source.indexOf('$')
    if (dollar >= 0 && dollar !== source.length - 1)
      throw new Invalid(
        `${quote(source)}: a mount's "from" takes no variables; name a stage for it with FROM and AS`,
      )
  }
  return source
}

/** Throws Invalid for a device that BuildKit refuses. */
export function checkDevice(value: string): void {
  let name = ''
  for (const field of csvFields(value)) {
    const equals = field.indexOf('=')
    const key = (equals < 0 ? field : field.slice(0, equals)).toLowerCase()
    const wrong = new Invalid(`${quote(field)} is not part of a device: name or required`)
    if (key === 'required') {
      if (equals >= 0 && !/^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(field.slice(9)))
        throw wrong
    } else if (name !== '') throw wrong
    else name = equals >= 0 && key === 'name' ? field.slice(equals + 1) : field
  }
}

/** Returns the fields of a line of comma-separated values. */
function csvFields(line: string): string[] {
  const text = line.replace(/\r?\n$/, '')
  if (text === '') throw new Invalid('a value is empty')
  const fields: string[] = []
  let at = 0
  for (;;) {
    const isQuoted = text.startsWith('"', at)
    const { field, end } = isQuoted ? quotedField(text, at + 1) : plainField(text, at)
    fields.push(field)
    if (end >= text.length) return fields
    at = end + 1
  }
}

function plainField(text: string, from: number): { field: string; end: number } {
  const comma = text.indexOf(',', from)
  const end = comma < 0 ? text.length : comma
  const field = text.slice(from, end)
  if (field.includes('"')) throw new Invalid(`${quote(text)} has a double quote inside a value`)
  return { field, end }
}

/** Two quotes in a quoted field are one. */
function quotedField(text: string, from: number): { field: string; end: number } {
  let field = ''
  let at = from
  for (;;) {
    const end = text.indexOf('"', at)
    if (end < 0) throw new Invalid(`${quote(text)} has no closing double quote`)
    field += text.slice(at, end)
    const next = text.charAt(end + 1)
    if (next === '' || next === ',') return { field, end: end + 1 }
    if (next !== '"') throw new Invalid(`${quote(text)} has a double quote inside a value`)
    field += '"'
    at = end + 2
  }
}
