// Versions in YAML: Chart.yaml, any other by its key. js-yaml's events have the places of the source and every mistake in it; of
// the package that reads towpath.yml the documents are too large for a small action, and the tokens don't tell all mistakes.
import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml'
import { only, type Place, type Places } from './places.ts'

/** Finds a text by its dotted key. */
export function inYaml(text: string, key: string): Places {
  let events: readonly Event[]
  try {
    events = parseEvents(text, {})
  } catch (error) {
    const { reason, mark } = error as { reason?: string; mark?: { line: number } }
    return { problem: `it is not valid YAML (line ${(mark?.line ?? 0) + 1}: ${reason})` }
  }
  const repeated: number[] = []
  const found: Place[] = []
  walk(text, events, {
    repeated: (at) => repeated.push(at),
    scalar: (path, event) => {
      if (path.join('.') === key) found.push(...placeOf(text, event, key))
    },
  })
  const [second] = repeated
  if (second === undefined) return only(found, key)
  const line = text.slice(0, second).split('\n').length
  return { problem: `it is not valid YAML (line ${line}: a key stands there for the second time)` }
}

type Scalar = Extract<Event, { type: typeof EVENT_ID.SCALAR }>

type Visitor = {
  scalar(path: readonly string[], event: Scalar): void
  /** A key that its mapping has already, at a place of the text. */
  repeated(at: number): void
}

/** What is open: a mapping with its keys, or a sequence with its length. */
type Level = { readonly keys?: Set<string>; key: string | undefined; length: number }

/** Goes through the values with the paths that lead to them. */
function walk(text: string, events: readonly Event[], visitor: Visitor): void {
  const levels: Level[] = []
  const path = (): string[] => levels.slice(1).map(({ key, length }) => key ?? String(length))
  for (const event of events) {
    const level = levels.at(-1)
    const isKey = level?.keys !== undefined && level.key === undefined
    if (event.type === EVENT_ID.POP) {
      levels.pop()
      closed(levels.at(-1))
      continue
    }
    if (event.type === EVENT_ID.SCALAR && isKey) {
      const name = getScalarValue(text, event)
      if (level.keys.has(name) && name !== '<<') visitor.repeated(event.valueStart)
      level.keys.add(name)
      level.key = name
      continue
    }
    if (event.type === EVENT_ID.SCALAR) visitor.scalar(path(), event)
    if (event.type === EVENT_ID.SCALAR || event.type === EVENT_ID.ALIAS) {
      // An alias as a key is none that a version stands under.
      if (isKey) level.key = ''
      else closed(level)
      continue
    }
    const isMapping = event.type === EVENT_ID.MAPPING
    levels.push({ ...(isMapping ? { keys: new Set() } : {}), key: undefined, length: 0 })
  }
}

/** A value is over: the next one of a mapping is a key. */
function closed(level: Level | undefined): void {
  if (!level) return
  level.length += 1
  // A mapping that is a key itself has a value to come.
  if (level.keys) level.key = level.key === undefined ? '' : undefined
}

function placeOf(text: string, scalar: Scalar, key: string): Place[] {
  const { style, valueStart, valueEnd, tagStart } = scalar
  const place = { start: valueStart, end: valueEnd, key }
  if (style === SCALAR_STYLE.PLAIN) {
    const isText = tagStart < 0 && !/^(?:null|~|)$/i.test(text.slice(valueStart, valueEnd))
    return isText ? [{ ...place, spell: quotedWhereNeeded }] : []
  }
  const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED
  return isQuoted ? [place] : []
}

/** Without quotes `1.10` is the number 1.1, `1e5` is one as well, and `2026-11-15` is a day. Three numbers with dots are a text. */
const quotedWhereNeeded = (version: string): string =>
  /^v?\d+\.\d+\.\d/.test(version) ? version : `"${version}"`
