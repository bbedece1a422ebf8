// The parts of Go's syntax that docker's options take. Pure.

/** Whether strconv.ParseBool reads a value as true. */
export const isTrue = (value: string): boolean => /^(?:1|t|T|TRUE|true|True)$/.test(value)
/** Whether strconv.ParseBool reads a value as false. */
export const isFalse = (value: string): boolean => /^(?:0|f|F|FALSE|false|False)$/.test(value)

/**
 * Whether a text is a regular expression. Go has no lookaround and no references; what JavaScript does not know, such as (?P<name>), Go
 * may.
 */
export function isRegex(text: string): boolean {
  if (/\(\?(?:<?[=!])|\\[1-9]/.test(text)) return false
  try {
    return new RegExp(text) !== undefined
  } catch {
    return /\(\?|\\[QEpPxAz]|\[\[:/.test(text)
  }
}

const FIELDS =
  /^\.(?:ID|FullID|Name|ImageID|ImageFullID|ImageName|DaemonName|Command|Hostname|Config|LogPath|Container[A-Z]\w*)$/

/**
 * Whether a text is a template for the tag of log lines. Checks the braces, and the names of fields that stand alone; the rest of the
 * language is left to docker.
 */
export function isTemplate(value: string): boolean {
  const actions = [...value.matchAll(/\{\{-?(.*?)-?\}\}/gs)].map(([, inner = '']) => inner.trim())
  const rest = value.replace(/\{\{.*?\}\}/gs, '')
  return (
    !rest.includes('{{') &&
    actions.every((inner) => inner !== '' && (!/^\.\w+$/.test(inner) || FIELDS.test(inner)))
  )
}
