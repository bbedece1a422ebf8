// Reads an event's payload: JSON in which any field may be missing or of another type.

export type Payload = Readonly<Record<string, unknown>>

/** Returns the value at a path of keys and indices, or undefined. Inherited properties are ignored. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key))
      return undefined
    current = (current as Payload)[key]
  }
  return current
}

/** Returns the string at a path, or the empty string. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const inner = at(value, ...path)
  return typeof inner === 'string' ? inner : ''
}

/** Returns the positive integer at a path, or undefined. */
export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const inner = at(value, ...path)
  return typeof inner === 'number' && Number.isSafeInteger(inner) && inner > 0 ? inner : undefined
}

/** Returns the commit at a path: 40 or 64 hex digits, not all zeros; else the empty string. */
export function commitAt(value: unknown, ...path: readonly string[]): string {
  return commit(textAt(value, ...path))
}

/** Returns a string if it is a commit, else the empty string. */
export function commit(text: string): string {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text) && !/^0+$/.test(text) ? text : ''
}
