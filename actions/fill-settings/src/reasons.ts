// The stable codes that fill-settings fails with, with what they mean.

export const REASONS = {
  'no-file': 'there is no such file',
  outside: 'a path leads out of the workspace and out of the runner’s temporary folder',
  'unknown-format': 'the name of the file does not tell which kind of settings it has',
  'bad-file': 'the file can’t be read as its kind, or has no object at `at`; the place is told',
  'bad-template':
    'the template has a variable with more in its braces than its name, which envsubst does not know; the place is told',
  'no-name': 'the file lacks some of `names`; all are listed',
  'no-value': 'the environment has no value for some names, or an empty one; all are listed',
  'not-fillable': 'a value can’t be written at its place; nothing is written then',
  'not-written': 'the file can’t be written, or not be put back',
  'bad-input': 'an input has a wrong value; all of them are listed',
} as const
