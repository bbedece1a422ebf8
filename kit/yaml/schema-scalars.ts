// Schemas of values that YAML reads as numbers or flags, unless they are in quotes.

import { named, type Schema } from './schema.ts'

/** A number from one bound up to another, which is not included. */
export function number(from: number, below: number): Schema<number> {
  return {
    jsonSchema: () => ({ type: 'number', minimum: from, exclusiveMaximum: below }),
    read(node, report) {
      const value = node.kind === 'scalar' ? node.value : undefined
      if (typeof value === 'number' && value >= from && value < below) return value
      report(`expected a number from ${from} to less than ${below}, got ${named(node)}`, node.at)
      return undefined
    },
  }
}

/** A number if one is written without quotes, else a string. */
export function numberOr<N, S>(numbers: Schema<N>, strings: Schema<S>): Schema<N | S> {
  return {
    jsonSchema: () => ({ anyOf: [strings.jsonSchema(), numbers.jsonSchema()] }),
    read(node, report) {
      const isNumber = node.kind === 'scalar' && typeof node.value === 'number'
      return (isNumber ? numbers : strings).read(node, report)
    },
  }
}

/** A string; a number or flag becomes the string that was written. */
export function scalar(strings: Schema<string>): Schema<string> {
  return {
    jsonSchema: () => ({ anyOf: [strings.jsonSchema(), { type: ['number', 'boolean'] }] }),
    read(node, report) {
      if (node.kind !== 'scalar') return strings.read(node, report)
      if (typeof node.value === 'boolean') return String(node.value)
      return typeof node.value === 'number' ? node.source : strings.read(node, report)
    },
  }
}
