// The durations of a configuration.

import { DURATION } from '../time/duration.ts'
import { textLike } from '../yaml/schema.ts'

/** A time with its unit. */
export const duration = textLike(DURATION, 'a duration such as 500ms, 30s or 5m')

/** A time that is not zero, and not days, which are probably a typing error. */
export const positive = textLike(
  /^(?:[1-9][0-9]{0,7}ms|[1-9][0-9]{0,4}s|[1-9][0-9]{0,2}m|[1-9]h)$/,
  'a duration from 1ms to 9h, such as 500ms, 30s or 5m',
)
