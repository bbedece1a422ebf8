// Commands of a service's containers.

import { either, textLike } from '../yaml/schema.ts'
import { list, needed, object, optional } from '../yaml/schema-collections.ts'
import { positive } from './durations.ts'

/** An argument of a program ends at a NUL character. */
const argument = textLike(/^[^\0]*$/, 'an argument without NUL characters')

/** With an empty one, a shell ends immediately. */
const line = textLike(/^[^\0]*[^\s\0][^\0]*$/, 'a command: it is empty, or has a NUL character')

/** A list, or a line for a shell. */
export const command = either('list', list(argument), line)

/** The command that runs once before the switch. */
export const before = either(
  'map',
  object('before', {
    command: needed(command, "The command: a list, or a line for the image's shell"),
    within: optional(positive, 'How long it may take; then it is stopped. Default `10m`'),
  }),
  command,
)
