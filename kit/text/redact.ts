// Values that nobody may see, taken out of what is shown: as they are and in the forms that programs write them in. GitHub's runner
// hides registered values too, but a log is also what is kept elsewhere. Pure.
import { prose } from './escape.ts'

/** Values that hide half of a log when they are hidden: under 4 characters, booleans, numbers. */
export const isTooCommon = (value: string): boolean =>
  value.length < 4 || /^(?:true|false|none|null|[-+]?[0-9]+(?:\.[0-9]+)?)$/i.test(value.trim())

/** What is hidden of a value: itself and, as output comes in lines, each line of it. */
export function redactableParts(value: string): string[] {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim())
  return [...new Set([value, value.trim(), ...lines])].filter((part) => !isTooCommon(part))
}

/** Takes the values out of a text, in plain, base64, URL-encoded, JSON's and Python's form. */
export function redactor(values: Iterable<string>): (text: string) => string {
  const forms = new Set([...values].flatMap(redactableParts).flatMap(formsOf))
  if (forms.size === 0) return (text) => text
  // The longest first: a value may be the beginning of another one.
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
  // The last one is how a summary has it.
  const forms = [value, json, ascii, python, ...urls(value.toWellFormed()), prose(value)]
  return [...forms, ...base64(value)].filter((form) => form.length > 3)
}

/** URL-encoded, as JavaScript and as Python do it: they differ in what they leave, in / and in blanks. */
function urls(value: string): string[] {
  const own = encodeURIComponent(value)
  const strict = own.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  const form = new URLSearchParams([['', value]]).toString().slice(1)
  const all = [own, strict].flatMap((url) => [url, url.replaceAll('%2F', '/')])
  return [...all, ...all.map((url) => url.replaceAll('%20', '+')), form]
}

/** What of the base64 of a longer text is always the same, wherever in it the value begins. */
function base64(value: string): string[] {
  const bytes = Buffer.from(value)
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const first = Math.ceil((before * 8) / 6)
    const last = Math.floor(((before + bytes.length) * 8) / 6)
    const part = text.slice(first, last)
    // Some characters alone are in every text.
    if (part.length < 6) return []
    const whole = before === 0 ? [bytes.toString('base64')] : []
    return [...whole, part, part.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
