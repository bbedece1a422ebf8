// Removes secrets from text, as they are and in the forms in which programs print them. GitHub's runner masks values only as they are
// registered, and only in the log. Pure.

import { prose } from './escape.ts'

/** Whether redacting a value would redact half of a log: under 4 characters, booleans, numbers. */
export const isTooCommon = (value: string): boolean =>
  value.trim().length < 4 ||
  /^(?:true|false|none|null|[-+]?[0-9]+(?:\.[0-9]+)?)$/i.test(value.trim())

/**
 * Returns what is redacted of a value: itself and, as output comes in lines, each of its lines. `isOpen` tells which lines are no
 * secrets.
 */
export function redactableParts(
  value: string,
  isOpen: (line: string) => boolean = () => false,
): string[] {
  const lines = linesOf(value)
  const whole = lines.some(isOpen) ? [] : [value, value.trim()]
  const parts = [...whole, ...lines.filter((line) => !isOpen(line))]
  return [...new Set(parts)].filter((part) => !isTooCommon(part))
}

/**
 * Returns what to pass to the runner's mask for a value. The runner masks each line of it too, however short (actions/runner,
 * AddMaskCommandExtension): with the lines `{` and `}` of a JSON key, it would drop nearly every output of the job.
 */
export function maskableParts(value: string): string[] {
  const lines = linesOf(value)
  return lines.length > 1 && lines.some(isTooCommon)
    ? [...new Set(lines)].filter((line) => !isTooCommon(line))
    : [value]
}

/** Returns the lines of a value without the whitespace around them, and without empty ones. */
export const linesOf = (value: string): string[] =>
  value
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Returns a function that redacts the values, including in base64, URL-encoded, and in the forms that JSON and Python write. */
export function redactor(values: Iterable<string>): (text: string) => string {
  const forms = new Set([...values].flatMap((value) => redactableParts(value)).flatMap(formsOf))
  if (forms.size === 0) return (text) => text
  // The longest first: a value may be a prefix of another.
  const longest = [...forms].sort((a, b) => b.length - a.length)
  const escaped = longest.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  const all = new RegExp(escaped.join('|'), 'g')
  return (text) => text.replace(all, '***')
}

function formsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1)
  const python = json.replaceAll('\\"', '"').replaceAll("'", "\\'")
  const ascii = json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  // The last is the form in a job summary.
  const forms = [value, json, ascii, python, ...urls(value.toWellFormed()), prose(value)]
  return [...forms, ...base64(value)].filter((form) => form.length > 3)
}

/** URL-encoded as JavaScript and Python do it: they differ in punctuation, slashes and spaces. */
function urls(value: string): string[] {
  const own = encodeURIComponent(value)
  const strict = own.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  const form = new URLSearchParams([['', value]]).toString().slice(1)
  const all = [own, strict].flatMap((url) => [url, url.replaceAll('%2F', '/')])
  return [...all, ...all.map((url) => url.replaceAll('%20', '+')), form]
}

/** The part of a longer text's base64 that is always the same, for each of the three offsets at which the value may begin. */
function base64(value: string): string[] {
  const bytes = Buffer.from(value)
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const first = Math.ceil((before * 8) / 6)
    const last = Math.floor(((before + bytes.length) * 8) / 6)
    const part = text.slice(first, last)
    // A few characters would match everywhere.
    if (part.length < 6) return []
    const whole = before === 0 ? [bytes.toString('base64')] : []
    return [...whole, part, part.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
