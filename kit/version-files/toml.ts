// Versions in TOML: pyproject.toml, Cargo.toml, any other by its key.
import { parse, type TomlError } from 'smol-toml'
import { only, type Place, type Places } from './places.ts'
import { isSame, probed } from './probe.ts'

/** Finds a text by its dotted key, or the one that there is of several keys. */
export function inToml(text: string, keys: readonly string[]): Places {
  let table: unknown
  try {
    table = parse(text)
  } catch (error) {
    const { line = 1, message } = error as TomlError
    return { problem: `it is not valid TOML (line ${line}: ${message.split('\n')[0]})` }
  }
  const there = keys.filter((key) => typeof valueAt(table, key) === 'string')
  const dynamic = valueAt(table, 'project.dynamic')
  if (there.length === 0 && Array.isArray(dynamic) && dynamic.includes('version')) {
    return { problem: '"version" is dynamic there: stamp the file that it is read from' }
  }
  const called = keys.join(' or ')
  const [key] = there
  if (key === undefined) return { problem: `it has no text ${called}` }
  if (there.length > 1) return { problem: `it has both ${there.join(' and ')}; name one of them` }
  return only(placesOf(text, key, String(valueAt(table, key))), called)
}

/** The parser tells no places. So each text of that content is changed: the place is where the change shows up at the key. */
function placesOf(text: string, key: string, value: string): Place[] {
  const starts = [`"${value}"`, `'${value}'`].flatMap((quoted) => startsOf(text, quoted))
  const ranges = starts
    .toSorted((a, b) => a - b)
    .map((start) => ({ start: start + 1, end: start + 1 + value.length }))
  return probed(text, ranges, parse, (probe) => probe)
    .filter(({ path }) => isSame(path, key.split('.')))
    .map(({ start, end }) => ({ start, end, key }))
}

function startsOf(text: string, part: string): number[] {
  const starts: number[] = []
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) starts.push(at)
  return starts
}

function valueAt(table: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((value, name) => {
    const isTable = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    return isTable ? (value as Record<string, unknown>)[name] : undefined
  }, table)
}
