// The values of a YAML text, with their places and the paths that lead to them. js-yaml's events have the places of the source and
// every mistake in it; of the package that reads towpath.yml the documents are too large for a small action, and the tokens don't
// tell all mistakes.
import { EVENT_ID, type Event, getScalarValue, parseEvents } from 'js-yaml'
import { notValid, type Problem } from './places.ts'

export type Scalar = Extract<Event, { type: typeof EVENT_ID.SCALAR }>

/** Is called for each value as it begins: a text, an alias, a map or a list; in a map with what ends right before it, its key. */
export type Visit = (path: () => readonly string[], event: Event, key: Event | undefined) => void

/** Goes through the values of a text. Returns why it is not valid; then some of them may have been visited. */
export function walkYaml(text: string, visit: Visit): Problem | undefined {
  let place: number | undefined
  let what = 'a key stands there for the second time'
  try {
    place = walk(text, parseEvents(text, {}), visit)
  } catch (error) {
    const { reason = '', mark } = error as { reason?: string; mark?: { position: number } }
    place = mark?.position ?? 0
    what = reason
  }
  return place === undefined ? undefined : notValid('YAML', text, place, what)
}

/** What is open: a document, a mapping with its keys, or a sequence with its length. */
type Level = { readonly keys?: Set<string>; key: string | undefined; length: number }

/** Returns the place of the first key that its mapping has already. */
function walk(text: string, events: readonly Event[], visit: Visit): number | undefined {
  const levels: Level[] = []
  let repeated: number | undefined
  const path = (): string[] => levels.slice(1).map(({ key, length }) => key ?? String(length))
  for (const [index, event] of events.entries()) {
    const level = levels.at(-1)
    const isKey = level?.keys !== undefined && level.key === undefined
    if (event.type === EVENT_ID.POP) {
      levels.pop()
      closed(levels.at(-1))
      continue
    }
    if (event.type === EVENT_ID.SCALAR && isKey) {
      const name = getScalarValue(text, event)
      if (level.keys.has(name) && name !== '<<') repeated ??= event.valueStart
      level.keys.add(name)
      level.key = name
      continue
    }
    // A key stands right before its value.
    if (!isKey) visit(path, event, level?.keys && events[index - 1])
    if (event.type === EVENT_ID.SCALAR || event.type === EVENT_ID.ALIAS) {
      // An alias as a key is none that is asked for.
      if (isKey) level.key = ''
      else closed(level)
      continue
    }
    const isMapping = event.type === EVENT_ID.MAPPING
    levels.push({ ...(isMapping ? { keys: new Set() } : {}), key: undefined, length: 0 })
  }
  return repeated
}

/** A value is over: the next one of a mapping is a key. */
function closed(level: Level | undefined): void {
  if (!level) return
  level.length += 1
  // A mapping that is a key itself has a value to come.
  if (level.keys) level.key = level.key === undefined ? '' : undefined
}
