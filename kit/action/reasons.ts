// The reason codes that every action has. Pure.

export const ACTION_REASONS = {
  'bad-input': 'inputs have invalid values; all are listed',
  cancelled: 'the run was cancelled',
  'system-error':
    'the runner can\u2019t read or write a file, or start a program, for instance because its disk is full',
  'internal-error': 'a bug in the action; its stack is shown',
} as const
