// The parts of Go's syntax that docker's options take. Pure.

/** Whether strconv.ParseBool reads a value as true. */
export const isTrue = (value: string): boolean => /^(?:1|t|T|TRUE|true|True)$/.test(value)
/** Whether strconv.ParseBool reads a value as false. */
export const isFalse = (value: string): boolean => /^(?:0|f|F|FALSE|false|False)$/.test(value)

/**
 * Whether Go may accept a string as a regular expression. Go has no lookaround and no references, but has some syntax that JavaScript does
 * not know, such as (?P<name>).
 */
export function isRegex(value: string): boolean {
  if (/\(\?(?:<?[=!])|\\[1-9]/.test(value)) return false
  try {
    return new RegExp(value) !== undefined
  } catch {
    return /\(\?|\\[QEpPxAz]|\[\[:/.test(value)
  }
}

const FIELDS =
  /^\.(?:ID|FullID|Name|ImageID|ImageFullID|ImageName|DaemonName|Command|Hostname|Config|LogPath|Container[A-Z]\w*)$/

/**
 * Whether a string is a template for the tag of log lines. Checks the braces and plain field names; docker checks the rest.
 */
export function isTemplate(value: string): boolean {
  const actions = [...value.matchAll(/\{\{-?(.*?)-?\}\}/gs)].map(([, inner = '']) => inner.trim())
  const rest = value.replace(/\{\{.*?\}\}/gs, '')
  return (
    !rest.includes('{{') &&
    actions.every((inner) => inner !== '' && (!/^\.\w+$/.test(inner) || FIELDS.test(inner)))
  )
}
