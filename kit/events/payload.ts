// EventSubject an event's payload: JSON whose every field may be missing or of another type.

export type Payload = Readonly<Record<string, unknown>>

/** The value at a path of keys, or undefined. Arrays are read by index, inherited properties are not read. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key))
      return undefined
    current = (current as Payload)[key]
  }
  return current
}

/** The text at a path, or the empty text. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : ''
}

/** The whole number from 1 at a path, or undefined. */
export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path)
  return typeof found === 'number' && Number.isSafeInteger(found) && found > 0 ? found : undefined
}

/** The commit at a path: 40 or 64 hex digits that are not all zeros, or the empty text. */
export function commitAt(value: unknown, ...path: readonly string[]): string {
  return commit(textAt(value, ...path))
}

/** The same of a text. */
export function commit(text: string): string {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text) && !/^0+$/.test(text) ? text : ''
}
