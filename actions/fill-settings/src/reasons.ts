// The stable codes of fill-settings' failures and what they mean.

import { ACTION_REASONS } from '../../../kit/action/reasons.ts'

export const REASONS = {
  'no-file': 'the file does not exist',
  outside: 'a path leads outside both the workspace and the runner’s temporary folder',
  'unknown-format': 'the format can’t be determined from the name of the file',
  'bad-file':
    'the file is not valid in its format, or has no object at `at`; the position is shown',
  'bad-template':
    'the template has a variable with more than a name in its braces, which envsubst does not support; the position is shown',
  'no-name': 'the file lacks some of `names`; all are listed',
  'no-value': 'some names have no value, or an empty one, in the environment; all are listed',
  'not-fillable': 'a value can’t be written in this format; nothing is written',
  'not-written': 'the file can’t be written or restored',
  ...ACTION_REASONS,
} as const
