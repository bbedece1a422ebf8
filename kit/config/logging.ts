// The schema of `logging`: docker's logging driver with its options.

import { located, textLike } from '../yaml/schema.ts'
import { needed, object, optional, record } from '../yaml/schema-collections.ts'
import { scalar } from '../yaml/schema-scalars.ts'

const driver = textLike(
  /^[A-Za-z0-9][A-Za-z0-9_.:/@-]*$/,
  'the name of a logging driver, such as json-file, local or journald',
)

const optionName = textLike(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'the name of an option')

const optionValue = scalar(textLike(/^[^\0]*$/, 'an option: it has a NUL character'))

/** A logging driver with its options. */
export const logging = object('logging', {
  driver: needed(located(driver), 'The driver, such as `json-file`, `local` or `journald`'),
  options: optional(
    record(optionName, located(optionValue)),
    "The driver's options, such as `max-size: 10m`",
  ),
})
