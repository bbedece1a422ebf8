// The durations of a configuration.

import { DURATION } from '../time/duration.ts'
import { type Schema, textLike } from '../yaml/schema.ts'

/** Other tools take a number of seconds. */
const withUnit = (schema: Schema<string>): Schema<string> => ({
  ...schema,
  read(node, report) {
    if (node.kind !== 'scalar' || typeof node.value !== 'number') return schema.read(node, report)
    report(`"${node.source}" has no unit; write "${node.source}s" for seconds`, node.at)
    return undefined
  },
})

/** A time with its unit. */
export const duration = withUnit(textLike(DURATION, 'a duration such as 500ms, 30s or 5m'))

/** A time that is not zero, and not days, which are probably a typing error. */
export const positive = withUnit(
  textLike(
    /^(?:[1-9][0-9]{0,7}ms|[1-9][0-9]{0,4}s|[1-9][0-9]{0,2}m|[1-9]h)$/,
    'a duration from 1ms to 9h, such as 500ms, 30s or 5m',
  ),
)
